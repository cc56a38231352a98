import type { Normalisation } from '../../engine/analysis/types';
import { fairBasis } from '../../engine/stats/fair-basis';
import { chooseSampleType, type PooledInput } from './input';
import { type Option, UsageError, type VerbArguments } from './verb';

/** How two sides are asked to be made comparable; 'fair': as `fairBasis` finds it. */
export type Basis = Normalisation['kind'] | 'fair';

const kinds = ['per-request', 'equal-totals', 'absolute'] as const;

/** The options of verbs that compare two sides. Where none is given, the basis is the fair one, and is named. */
export const basisOptions = {
  'per-request': { type: 'boolean', about: 'divide each side by the requests that ran meanwhile' },
  'equal-totals': { type: 'boolean', about: 'scale NEW so that both totals are equal' },
  absolute: { type: 'boolean', about: 'compare as measured' },
} as const satisfies Readonly<Record<(typeof kinds)[number], Option>>;

/** Lines of help. */
export const basisDetails: readonly string[] = [
  'Two sides are compared per request where their requests are known (only runs know them), else as measured where',
  'they lasted equally long, else by equal totals; what is in use always as measured. The output says which.',
];

/** @throws UsageError where several are asked for */
export function basisOption({ values }: VerbArguments): Basis {
  const asked = kinds.filter((name) => values[name]);
  if (asked.length > 1) throw new UsageError(`--${asked.join(' and --')} exclude each other`);
  return asked[0] ?? 'fair';
}

/** @throws UsageError where a basis is asked for and there is nothing to compare */
export function refuseBasis(asked: Basis): void {
  if (asked === 'fair') return;
  throw new UsageError('--per-request, --equal-totals and --absolute need two profiles');
}

/** The basis that is asked for, or the fair one. */
export function basisOf(
  asked: Basis,
  before: PooledInput,
  after: PooledInput,
  sampleType?: string,
): Normalisation['kind'] {
  if (asked !== 'fair') return asked;
  const { type } = before.profile.sampleTypes[chooseSampleType(before, sampleType)]!;
  const side = ({ requests, profile, captures }: PooledInput) => ({
    requests,
    duration: Number(profile.durationNanos),
    captures: captures.length,
  });
  return fairBasis(type, side(before), side(after));
}
