import type { Profile } from '../../model/profile';
import { byRows, samplesInPart, type Work } from '../../work/work';
import { type SampleChoice, valuesOf } from '../sample-values';
import type { NodeSums } from './graph';
import type { LocationNodes } from './nodes';
import type { TagCollector } from './tags';

/**
 * flat and cum of all nodes of a graph: a sample is flat at its leaf, and cum once at each node of its stack
 * however often that recurs. Samples of value 0 do not count.
 */
export function* nodeSums(
  profile: Profile,
  choice: SampleChoice,
  { infos, offsets, nodes, single }: LocationNodes,
  tags: TagCollector | null,
): Work<NodeSums> {
  const { samples } = profile;
  const { stackOffsets, stacks } = samples;
  const { values, divisors } = valuesOf(profile, choice);
  const flat = new Float64Array(infos.length);
  const cum = new Float64Array(infos.length);
  const flatDivisor = new Float64Array(infos.length);
  const cumDivisor = new Float64Array(infos.length);
  /** Number, from 1, of the last sample that counted into a node's cum. */
  const seen = new Int32Array(infos.length);
  const isPlain = tags === null && divisors === null;
  const add = (firstRow: number, endRow: number) => {
    for (let row = firstRow; row < endRow; row++) {
      const value = values[row]!;
      const divisor = divisors === null ? 0 : divisors[row]!;
      if (value === 0 && divisor === 0) continue;
      const from = stackOffsets[row]!;
      const to = stackOffsets[row + 1]!;
      if (from === to) continue;
      const stamp = row + 1;
      tags?.sample(row);
      for (let i = from; i < to; i++) {
        const location = stacks[i]!;
        const only = single[location]!;
        if (only >= 0 && isPlain) {
          if (seen[only] !== stamp) {
            seen[only] = stamp;
            cum[only]! += value;
          }
          continue;
        }
        const end = offsets[location + 1]!;
        for (let line = offsets[location]!; line < end; line++) {
          const node = nodes[line]!;
          if (seen[node] === stamp) continue;
          seen[node] = stamp;
          cum[node]! += value;
          cumDivisor[node]! += divisor;
          tags?.add(node, value, divisor, false);
        }
      }
      const leaf = nodes[offsets[stacks[from]!]!]!;
      flat[leaf]! += value;
      flatDivisor[leaf]! += divisor;
      tags?.add(leaf, value, divisor, true);
    }
  };
  yield* byRows(samples.length, add, samplesInPart);
  return { flat, flatDivisor, cum, cumDivisor };
}
