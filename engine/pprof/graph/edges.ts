import type { Profile } from '../../model/profile';
import { byRows, samplesInPart, type Work } from '../../work/work';
import { type SampleChoice, valuesOf } from '../sample-values';
import type { Edges } from './graph';
import type { LocationNodes } from './nodes';
import { hash } from './pairs';

/**
 * The calls between nodes: a sample counts once into each. Between nodes that are not kept there are none;
 * a call over such is residual. A call is inline where all its samples say so.
 *
 * @param kept 1 per node that is; null = all are.
 * @param callees 1 per node into which calls are wanted; null = all are.
 */
export function* graphEdges(
  profile: Profile,
  choice: SampleChoice,
  { offsets, nodes, single }: LocationNodes,
  kept: Uint8Array | null,
  callees: Uint8Array | null,
): Work<Edges> {
  const { samples } = profile;
  const { stackOffsets, stacks } = samples;
  const { values, divisors } = valuesOf(profile, choice);
  const collector = new EdgeCollector();
  const add = (firstRow: number, endRow: number) => {
    for (let row = firstRow; row < endRow; row++) {
      const value = values[row]!;
      const divisor = divisors === null ? 0 : divisors[row]!;
      if (value === 0 && divisor === 0) continue;
      let caller = -1;
      let isResidual = 0;
      for (let i = stackOffsets[row + 1]! - 1; i >= stackOffsets[row]!; i--) {
        const location = stacks[i]!;
        const only = single[location]!;
        if (only >= 0) {
          if (kept !== null && kept[only] === 0) {
            isResidual = 1;
            continue;
          }
          if ((callees === null || callees[only] === 1) && caller >= 0 && caller !== only) {
            collector.addOnce(row, caller, only, value, divisor, isResidual, 0);
          }
          caller = only;
          isResidual = 0;
          continue;
        }
        const first = offsets[location]!;
        const last = offsets[location + 1]! - 1;
        for (let line = last; line >= first; line--) {
          const node = nodes[line]!;
          if (kept !== null && kept[node] === 0) {
            isResidual = 1;
            continue;
          }
          if (caller >= 0 && caller !== node && (callees === null || callees[node] === 1)) {
            collector.addOnce(row, caller, node, value, divisor, isResidual, line === last ? 0 : 1);
          }
          caller = node;
          isResidual = 0;
        }
      }
    }
  };
  yield* byRows(samples.length, add, samplesInPart);
  return collector.finish();
}

/** Numbers of an edge's record: caller, callee, the last sample that counted, and bits. */
const recordLength = 4;
const residualBit = 1;
const inlineBit = 2;

/**
 * Sums weights up by (caller, callee). What is asked of an edge lies together, since with many edges each
 * question is a wait for memory.
 */
export class EdgeCollector {
  private slots = new Int32Array(128).fill(-1);
  private records: Int32Array = new Int32Array(64 * recordLength);
  /** Per edge weight and divisor. */
  private sums: Float64Array = new Float64Array(64 * 2);
  private length = 0;

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
    const { slots, records } = this;
    const mask = slots.length - 1;
    let slot = hash(caller, callee) & mask;
    for (let edge = slots[slot]!; edge >= 0; edge = slots[slot]!) {
      const at = edge * recordLength;
      if (records[at] === caller && records[at + 1] === callee) {
        if (records[at + 2] === sample) return;
        records[at + 2] = sample;
        if (isResidual === 1) records[at + 3]! |= residualBit;
        if (isInline === 0) records[at + 3]! &= ~inlineBit;
        this.sums[2 * edge]! += value;
        if (divisor !== 0) this.sums[2 * edge + 1]! += divisor;
        return;
      }
      slot = (slot + 1) & mask;
    }
    slots[slot] = this.length;
    const at = this.length * recordLength;
    records[at] = caller;
    records[at + 1] = callee;
    records[at + 2] = sample;
    records[at + 3] = isResidual * residualBit + isInline * inlineBit;
    this.sums[2 * this.length] = value;
    this.sums[2 * this.length + 1] = divisor;
    this.length++;
    if (this.length * 2 === slots.length) this.grow();
  }

  finish(): Edges {
    const { length, records, sums } = this;
    const edges = {
      length,
      source: new Int32Array(length),
      target: new Int32Array(length),
      weight: new Float64Array(length),
      divisor: new Float64Array(length),
      isResidual: new Uint8Array(length),
      isInline: new Uint8Array(length),
      isShown: new Uint8Array(length).fill(1),
    };
    for (let edge = 0; edge < length; edge++) {
      const at = edge * recordLength;
      const bits = records[at + 3]!;
      edges.source[edge] = records[at]!;
      edges.target[edge] = records[at + 1]!;
      edges.weight[edge] = sums[2 * edge]!;
      edges.divisor[edge] = sums[2 * edge + 1]!;
      edges.isResidual[edge] = bits & residualBit;
      edges.isInline[edge] = (bits & inlineBit) === 0 ? 0 : 1;
    }
    return edges;
  }

  private grow(): void {
    const records = new Int32Array(this.records.length * 2);
    records.set(this.records);
    this.records = records;
    const sums = new Float64Array(this.sums.length * 2);
    sums.set(this.sums);
    this.sums = sums;
    this.slots = new Int32Array(this.slots.length * 2).fill(-1);
    const mask = this.slots.length - 1;
    for (let edge = 0; edge < this.length; edge++) {
      let slot = hash(records[edge * recordLength]!, records[edge * recordLength + 1]!) & mask;
      while (this.slots[slot]! >= 0) slot = (slot + 1) & mask;
      this.slots[slot] = edge;
    }
  }
}
