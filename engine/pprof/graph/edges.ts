import type { Profile } from '../../model/profile';
import { type SampleChoice, valuesOf } from '../sample-values';
import type { Edges } from './graph';
import type { LocationNodes } from './nodes';
import { PairTable, Sums } from './pairs';

/**
 * The calls between nodes: a sample counts once into each. Between nodes that are not kept there are none;
 * a call over such is residual. A call is inline where all its samples say so.
 *
 * @param kept 1 per node that is; null = all are.
 */
export function graphEdges(
  profile: Profile,
  choice: SampleChoice,
  { offsets, nodes }: LocationNodes,
  kept: Uint8Array | null,
): Edges {
  const { samples } = profile;
  const { stackOffsets, stacks } = samples;
  const { values, divisors } = valuesOf(profile, choice);
  const collector = new EdgeCollector();
  for (let row = 0; row < samples.length; row++) {
    const value = values[row]!;
    const divisor = divisors === null ? 0 : divisors[row]!;
    if (value === 0 && divisor === 0) continue;
    let caller = -1;
    let isResidual = 0;
    for (let i = stackOffsets[row + 1]! - 1; i >= stackOffsets[row]!; i--) {
      const location = stacks[i]!;
      const first = offsets[location]!;
      const last = offsets[location + 1]! - 1;
      for (let line = last; line >= first; line--) {
        const node = nodes[line]!;
        if (kept !== null && kept[node] === 0) {
          isResidual = 1;
          continue;
        }
        if (caller >= 0 && caller !== node) {
          collector.addOnce(row, caller, node, value, divisor, isResidual, line === last ? 0 : 1);
        }
        caller = node;
        isResidual = 0;
      }
    }
  }
  return collector.finish();
}

/** Sums weights up by (caller, callee). */
export class EdgeCollector {
  private readonly pairs = new PairTable();
  private readonly weight = new Sums();
  private readonly divisor = new Sums();
  /** Per edge: the last sample that counted, its residual mark, its inline mark. */
  private lastSample = new Int32Array(32);
  private isResidual = new Uint8Array(32);
  private isInline = new Uint8Array(32);

  /** Adds a sample's value to a call, unless it did so already. */
  addOnce(
    sample: number,
    caller: number,
    callee: number,
    value: number,
    divisor: number,
    isResidual: number,
    isInline: number,
  ): void {
    const known = this.pairs.length;
    const edge = this.pairs.row(caller, callee);
    if (edge === known) {
      if (edge === this.lastSample.length) this.grow();
      this.isInline[edge] = isInline;
    } else if (this.lastSample[edge] === sample) return;
    this.lastSample[edge] = sample;
    this.isResidual[edge]! |= isResidual;
    this.isInline[edge]! &= isInline;
    this.weight.add(edge, value);
    this.divisor.add(edge, divisor);
  }

  finish(): Edges {
    const { length } = this.pairs;
    const source = new Int32Array(length);
    const target = new Int32Array(length);
    for (let edge = 0; edge < length; edge++) {
      source[edge] = this.pairs.first(edge);
      target[edge] = this.pairs.second(edge);
    }
    return {
      length,
      source,
      target,
      weight: this.weight.freeze(length),
      divisor: this.divisor.freeze(length),
      isResidual: this.isResidual.slice(0, length),
      isInline: this.isInline.slice(0, length),
      isShown: new Uint8Array(length).fill(1),
    };
  }

  private grow(): void {
    const longer = <T extends Int32Array | Uint8Array>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    const length = this.lastSample.length * 2;
    this.lastSample = longer(this.lastSample, new Int32Array(length));
    this.isResidual = longer(this.isResidual, new Uint8Array(length));
    this.isInline = longer(this.isInline, new Uint8Array(length));
  }
}
