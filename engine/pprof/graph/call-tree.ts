import type { Profile } from '../../model/profile';
import { type SampleChoice, valuesOf } from '../sample-values';
import { EdgeCollector } from './edges';
import type { Edges, NodeSums } from './graph';
import type { LocationNodes } from './nodes';
import { PairTable, Sums } from './pairs';
import type { TagCollector } from './tags';

/** Nodes per path instead of per function. A node's parent has a smaller row. */
export interface CallTreeGraph extends NodeSums {
  readonly info: Int32Array;
  /** -1 at roots. */
  readonly parent: Int32Array;
  readonly edges: Edges;
}

export function callTreeGraph(
  profile: Profile,
  choice: SampleChoice,
  { offsets, nodes }: LocationNodes,
  tags: TagCollector | null,
): CallTreeGraph {
  const { samples } = profile;
  const { stackOffsets, stacks } = samples;
  const { values, divisors } = valuesOf(profile, choice);
  /** By (parent + 1, row of the node's info). */
  const paths = new PairTable();
  const edges = new EdgeCollector();
  const [flat, flatDivisor, cum, cumDivisor] = [new Sums(), new Sums(), new Sums(), new Sums()];
  for (let row = 0; row < samples.length; row++) {
    const value = values[row]!;
    const divisor = divisors === null ? 0 : divisors[row]!;
    if (value === 0 && divisor === 0) continue;
    tags?.sample(row);
    let node = -1;
    for (let i = stackOffsets[row + 1]! - 1; i >= stackOffsets[row]!; i--) {
      const location = stacks[i]!;
      const last = offsets[location + 1]! - 1;
      for (let line = last; line >= offsets[location]!; line--) {
        const parent = node;
        node = paths.row(parent + 1, nodes[line]!);
        cum.add(node, value);
        cumDivisor.add(node, divisor);
        tags?.add(node, value, divisor, false);
        if (parent >= 0) edges.addOnce(row, parent, node, value, divisor, 0, line === last ? 0 : 1);
      }
    }
    if (node < 0) continue;
    flat.add(node, value);
    flatDivisor.add(node, divisor);
    tags?.add(node, value, divisor, true);
  }
  const { length } = paths;
  const info = new Int32Array(length);
  const parent = new Int32Array(length);
  for (let node = 0; node < length; node++) {
    parent[node] = paths.first(node) - 1;
    info[node] = paths.second(node);
  }
  return {
    info,
    parent,
    edges: edges.finish(),
    flat: flat.freeze(length),
    flatDivisor: flatDivisor.freeze(length),
    cum: cum.freeze(length),
    cumDivisor: cumDivisor.freeze(length),
  };
}
