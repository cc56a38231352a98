import { normalise } from '../../../engine/analysis/normalise';
import { buildTree } from '../../../engine/analysis/tree';
import type { Normalisation } from '../../../engine/analysis/types';
import { exportAs, exporters } from '../../../engine/export/registry';
import type { ComparisonSubject, ExportSubject, ProfileSubject } from '../../../engine/export/types';
import { ProfileBuilder } from '../../../engine/model/builder';
import { defaultSampleIndex, type Profile } from '../../../engine/model/profile';

export function profileSubject(profile: Profile, given: Partial<ProfileSubject> = {}): ProfileSubject {
  const sampleIndex = defaultSampleIndex(profile);
  return { kind: 'profile', title: 'title', profile, sampleIndex, requests: 0, ...given };
}

export function comparisonSubject(
  before: Profile,
  after: Profile,
  how: Normalisation = { kind: 'absolute' },
): ComparisonSubject {
  const sides = [before, after].map((profile) => ({ profile, sampleIndex: defaultSampleIndex(profile) }));
  const tree = normalise(buildTree(sides), how);
  const requests = how.kind === 'per-request' ? how.requests : ([0, 0] as const);
  const side = (name: string, { timeNanos, durationNanos }: Profile, index: 0 | 1) => ({
    name,
    timeNanos,
    durationNanos,
    requests: requests[index],
  });
  return {
    kind: 'comparison',
    title: 'title',
    sides: [side('old', before, 0), side('new', after, 1)],
    tree,
    sampleType: before.sampleTypes[sides[0]!.sampleIndex]!.type,
    normalisation: how.kind,
  };
}

/** Stands for gzip where nobody reads the result; marks that it was asked. */
export const markGzip = async (bytes: Uint8Array) => Uint8Array.of(0x1f, 0x8b, ...bytes);

/** The file that an exporter writes. */
export function bytesBy(id: string, subject: ExportSubject): Promise<Uint8Array> {
  return exportAs(exporters.find((each) => each.id === id)!, subject, { gzip: markGzip });
}

export async function textBy(id: string, subject: ExportSubject): Promise<string> {
  return new TextDecoder('utf-8', { fatal: true }).decode(await bytesBy(id, subject));
}

/** Names that are more than names where somebody forgets that they are data. */
export const hostileNames = [
  '</text></script></style></title><script>alert(1)</script>',
  '"><img src=x onerror="alert(1)"',
  "' onclick='alert(1)",
  ']]><script>alert(1)</script>',
  '--><script>alert(1)</script><!--',
  '&lt;b&gt; &amp; <b>',
  'operator<<(std::ostream&, char const*)',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what a name may hold
  '`+alert(1)+` ${alert(1)}',
  '{{constructor.constructor("alert(1)")()}}',
  '=HYPERLINK("http://example.invalid","x")',
  '+1-2',
  '@SUM(A1:A9)',
  '-2+3',
  'one;two, "three"',
  'ends in a number 42',
  'Ünïcödé 🔥 ‮reversed',
];

/** One stack per name: 'main' calls it. Its file and binary are called so, too. */
export function profileOfNames(names: readonly string[]): Profile {
  const builder = new ProfileBuilder([{ type: 'cpu', unit: 'nanoseconds' }]);
  const main = builder.location({ lines: [{ function: builder.function({ name: 'main' }) }] });
  names.forEach((name, i) => {
    const leaf = builder.location({
      lines: [{ function: builder.function({ name, filename: name }) }],
      mapping: builder.mapping({ filename: name }),
    });
    builder.sample([leaf, main], [1000 * (i + 1)]);
  });
  return builder.build();
}
