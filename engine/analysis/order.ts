import type { FrameTable } from './types';

/**
 * Compares two strings as their UTF-8 bytes compare, which is how pprof orders names. JavaScript compares
 * UTF-16 units, which puts characters beyond U+FFFF before U+E000…U+FFFF.
 */
export function compareBytewise(a: string, b: string): number {
  if (a === b) return 0;
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return scalarRank(x) - scalarRank(y);
  }
  return a.length - b.length;
}

/** Surrogates stand for the highest code points, so they are lifted above all other units. */
function scalarRank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

const surrogate = /[\ud800-\udfff]/;

/** Place of each frame row when all are ordered by name; equal names keep their rows' order. */
export function nameRanks(frames: FrameTable): Int32Array {
  const { name, length } = frames;
  const rows = Array.from({ length }, (_, row) => row);
  // Where there is no surrogate, both orders are one, and the machine's own comparison is some times as fast.
  if (name.some((each) => surrogate.test(each)))
    rows.sort((a, b) => compareBytewise(name[a]!, name[b]!) || a - b);
  else rows.sort((a, b) => (name[a]! < name[b]! ? -1 : name[a]! > name[b]! ? 1 : a - b));
  const rank = new Int32Array(length);
  for (let place = 0; place < length; place++) rank[rows[place]!] = place;
  return rank;
}
