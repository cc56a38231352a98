import { encodePprof } from '../../engine/formats/pprof/encode';
import { ProfileBuilder } from '../../engine/model/builder';

/** Stacks of a made-up search service, root first, with milliseconds spent in the slow and the fast variant. */
const stacks: readonly (readonly [stack: string, slow: number, fast: number])[] = [
  ['net.serve search.handle search.tokenize', 240, 240],
  ['net.serve search.handle search.score search.compile', 1900, 60],
  ['net.serve search.handle search.score search.match', 820, 790],
  ['net.serve search.handle search.dedupe search.includes', 2600, 0],
  ['net.serve search.handle search.dedupe', 130, 210],
  ['net.serve search.handle search.dedupe search.hash', 0, 160],
  ['net.serve search.handle search.rank sort.quick sort.less', 610, 590],
  ['net.serve search.handle search.render json.encode', 540, 520],
  ['net.serve search.handle search.render json.encode json.escape', 310, 330],
  ['net.serve net.write', 180, 220],
  ['runtime.collect runtime.mark', 700, 150],
  ['runtime.collect runtime.sweep', 240, 70],
];

/** A small pprof profile for development without a service, uncompressed. */
export function sampleProfile({
  heap,
  fast,
}: {
  readonly heap: boolean;
  readonly fast: boolean;
}): Uint8Array {
  const types = heap
    ? [
        { type: 'alloc_objects', unit: 'count' },
        { type: 'alloc_space', unit: 'bytes' },
      ]
    : [
        { type: 'samples', unit: 'count' },
        { type: 'cpu', unit: 'nanoseconds' },
      ];
  const builder = new ProfileBuilder(types, { durationNanos: 5_000_000_000n });
  for (const [stack, slowMs, fastMs] of stacks) {
    const ms = fast ? fastMs : slowMs;
    if (ms === 0) continue;
    const rows = stack.split(' ').map((name) => {
      const filename = `${name.split('.')[0]}.go`;
      return builder.location({ lines: [{ function: builder.function({ name, filename }), line: 1 }] });
    });
    builder.sample(rows.reverse(), heap ? [ms * 10, ms * 4096] : [Math.ceil(ms / 10), ms * 1e6]);
  }
  return encodePprof(builder.build());
}
