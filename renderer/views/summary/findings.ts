import type { CategoryId } from '../../../engine/tables/categories';
import type { ProfileFacts, TreeSummary } from '../../../engine/tables/summary';
import { scale } from '../../../engine/units/measure';
import { findUnit } from '../../../engine/units/scales';

/** What stands out in one profile, or in the later of two. Shares are 0…1 of the total. */
export type Finding =
  | { readonly kind: 'difference' }
  | { readonly kind: 'few'; readonly observations: number }
  | {
      readonly kind: 'heaviest';
      readonly frame: number;
      readonly value: number;
      readonly share: number;
      /** Of a difference, whose values are gains and losses. */
      readonly isChange: boolean;
    }
  | { readonly kind: 'concentrated'; readonly functions: number; readonly of: number }
  | { readonly kind: 'spread'; readonly functions: number; readonly of: number }
  | {
      readonly kind: 'category';
      readonly id: CategoryId;
      readonly frame: number;
      /** One a side. */
      readonly values: readonly number[];
      readonly shares: readonly number[];
    }
  | { readonly kind: 'recursion'; readonly frame: number; readonly share: number }
  | { readonly kind: 'churn'; readonly allocated: number; readonly kept: number; readonly unit: string }
  | { readonly kind: 'busy'; readonly cores: number }
  | { readonly kind: 'contention'; readonly times: number; readonly mean: number };

/** From which share of the total on a kind of work is worth a word. */
const worthy: Readonly<Record<CategoryId, number>> = {
  gc: 0.05,
  allocation: 0.1,
  locks: 0.05,
  scheduling: 0.1,
  syscalls: 0.15,
  copying: 0.05,
  maps: 0.08,
  serialisation: 0.08,
  reflection: 0.03,
  regexps: 0.05,
  formatting: 0.05,
};

/** Fewer observations than this make small shares chance. */
const fewObservations = 100;

export function findingsOf(summary: TreeSummary): readonly Finding[] {
  const last = summary.total.length - 1;
  const facts = summary.profiles[last]!;
  const total = summary.total[last]!;
  if (total === 0) return [];
  const findings: Finding[] = [];
  if (facts.isDifference) findings.push({ kind: 'difference' });
  else if (facts.observations < fewObservations) {
    findings.push({ kind: 'few', observations: Math.round(facts.observations) });
  }
  const cores = coresOf(facts);
  if (cores !== null) findings.push({ kind: 'busy', cores });
  const [heaviest] = summary.heaviest;
  if (heaviest !== undefined) {
    const value = heaviest.flat[last]!;
    const share = Math.abs(value) / total;
    findings.push({ kind: 'heaviest', frame: heaviest.frame, value, share, isChange: facts.isDifference });
  }
  if (summary.functions >= 10) {
    const { halfIn: functions, functions: of } = summary;
    findings.push({ kind: functions <= Math.max(5, of * 0.05) ? 'concentrated' : 'spread', functions, of });
  }
  findings.push(...heapFindings(facts), ...contentionFindings(facts));
  for (const { id, frame, value } of summary.categories) {
    const shares = value.map((each, side) => (summary.total[side] === 0 ? 0 : each / summary.total[side]!));
    // What is allocated is allocated by the allocator: of memory that says nothing.
    if (isOfTime(facts) && Math.max(...shares) >= worthy[id]) {
      findings.push({ kind: 'category', id, frame, values: value, shares });
    }
  }
  if (summary.recursion !== null) {
    const share = Math.abs(summary.recursion.value[last]!) / total;
    if (share >= 0.1) findings.push({ kind: 'recursion', frame: summary.recursion.frame, share });
  }
  return findings;
}

/** Whether the shown values are time that ran, or samples of it. */
function isOfTime({ sampleTypes, shown }: ProfileFacts): boolean {
  const { type, unit } = sampleTypes[shown]!;
  return /^(nano|micro|milli)?seconds$/.test(unit) || /^(samples?|cpu|cycles|wall)/.test(type);
}

/** CPU time by time that passed; null where either is unknown. */
function coresOf({
  sampleTypes,
  shown,
  total,
  durationMs,
  observations,
  isDifference,
}: ProfileFacts): number | null {
  const { type, unit } = sampleTypes[shown]!;
  if (
    isDifference ||
    type !== 'cpu' ||
    unit !== 'nanoseconds' ||
    durationMs <= 0 ||
    Number.isNaN(observations)
  )
    return null;
  return total / 1e6 / durationMs;
}

function heapFindings({ sampleTypes, totals }: ProfileFacts): Finding[] {
  const total = (type: string) => totals[sampleTypes.findIndex((each) => each.type === type)];
  const [allocated, kept] = [total('alloc_space'), total('inuse_space')];
  if (allocated === undefined || kept === undefined || allocated === 0) return [];
  // More in use than was ever allocated is a difference of two, or a profile whose columns do not belong together.
  if (kept < 0 || kept > allocated) return [];
  return [{ kind: 'churn', allocated, kept, unit: 'bytes' }];
}

function contentionFindings({ sampleTypes, totals }: ProfileFacts): Finding[] {
  const total = (type: string) => totals[sampleTypes.findIndex((each) => each.type === type)];
  const [times, delay] = [total('contentions'), total('delay')];
  if (times === undefined || delay === undefined || times === 0) return [];
  return [{ kind: 'contention', times, mean: delay / times }];
}

/** Why two profiles do not compare as they are. */
export type Caveat =
  | { readonly kind: 'duration'; readonly before: number; readonly after: number }
  | { readonly kind: 'rate'; readonly before: number; readonly after: number }
  | { readonly kind: 'period'; readonly before: number; readonly after: number; readonly unit: string }
  | { readonly kind: 'no-load'; readonly which: 'before' | 'after' };

/** Whether it is known of all how long they lasted and how they were sampled, so that no caveat means that they do. */
export function isAllKnown(profiles: readonly ProfileFacts[]): boolean {
  return profiles.every(({ durationMs, period }) => durationMs > 0 && period > 0);
}

/**
 * @param requests counted while each profile was taken; 0 = unknown
 */
export function caveatsOf(profiles: readonly ProfileFacts[], requests: readonly number[]): readonly Caveat[] {
  const [before, after] = profiles;
  if (before === undefined || after === undefined) return [];
  const caveats: Caveat[] = [];
  const differ = (a: number, b: number, by: number) =>
    a > 0 && b > 0 && Math.abs(a - b) > by * Math.max(a, b);
  if (differ(before.durationMs, after.durationMs, 0.05)) {
    caveats.push({ kind: 'duration', before: before.durationMs, after: after.durationMs });
  }
  // One may say microseconds and the other nanoseconds; of other kinds of unit there is nothing to compare.
  const [unit, unitAfter] = [before.periodType?.unit ?? '', after.periodType?.unit ?? ''];
  const family = (name: string) => findUnit(name)?.family ?? name;
  const period = scale(after.period, unitAfter, unit).value;
  if (family(unit) === family(unitAfter) && differ(before.period, period, 1e-9)) {
    caveats.push({ kind: 'period', before: before.period, after: period, unit });
  }
  const [first = 0, second = 0] = requests;
  const rates = [before, after].map(({ durationMs }, i) =>
    durationMs > 0 ? (1000 * (requests[i] ?? 0)) / durationMs : 0,
  );
  if (differ(rates[0]!, rates[1]!, 0.1)) caveats.push({ kind: 'rate', before: rates[0]!, after: rates[1]! });
  if (first > 0 !== second > 0) caveats.push({ kind: 'no-load', which: first > 0 ? 'after' : 'before' });
  return caveats;
}
