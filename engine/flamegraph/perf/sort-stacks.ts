import type { ByteTable } from '../byte-table';
import { ByteWriter } from '../byte-writer';
import type { Lines } from '../lines';
import { multikeySort } from '../multikey-sort';
import { sortedOrder } from '../sort-lines';

const separator = 59;

/** Stacks as rows of frames, root first: row i is `frames[ends[i - 1], ends[i])`, and never empty. */
export interface FrameStacks {
  readonly count: number;
  readonly ends: Int32Array;
  readonly frames: Int32Array;
}

/**
 * The order of the stacks as lines `frame;frame;…` of bytes, found a frame a step.
 *
 * Frames are ranked by their names twice: with the separator behind them, as they stand within a stack, and
 * without, as they stand last; so `a` comes before `a.b;c`, and that before `a;c`. No name may hold the
 * separator itself.
 */
export function sortStacks(stacks: FrameStacks, names: ByteTable): Int32Array {
  const { frames, ends } = stacks;
  const rank = rankNames(names);
  const keyAt = (row: number, step: number): number => {
    const at = (row === 0 ? 0 : ends[row - 1]!) + step;
    const end = ends[row]!;
    if (at >= end) return 0;
    return rank[frames[at]! * 2 + (at === end - 1 ? 1 : 0)]!;
  };
  return multikeySort({
    count: stacks.count,
    loadKeys(rows, keys, low, high, step) {
      for (let i = low; i < high; i++) keys[i] = keyAt(rows[i]!, step);
    },
    compare(a, b, step) {
      for (let at = step; ; at++) {
        const key = keyAt(a, at);
        const difference = key - keyAt(b, at);
        if (difference !== 0 || key === 0) return difference;
      }
    },
    isLast: (key) => key === 0,
  });
}

/** Ranks from 1: at 2·frame of the name with a separator, at 2·frame + 1 without. */
function rankNames(names: ByteTable): Int32Array {
  const text = new ByteWriter();
  const start = new Int32Array(names.size * 2);
  const end = new Int32Array(names.size * 2);
  for (let id = 0; id < names.size; id++) {
    start[id * 2] = text.length;
    start[id * 2 + 1] = text.length;
    text.range(names.bytes, names.startOf(id), names.endOf(id));
    end[id * 2 + 1] = text.length;
    text.byte(separator);
    end[id * 2] = text.length;
  }
  const lines: Lines = { bytes: text.bytes, count: names.size * 2, start, end };
  const rank = new Int32Array(lines.count);
  for (const [index, row] of sortedOrder(lines).entries()) rank[row] = index + 1;
  return rank;
}
