import type { Judged } from './types';

/**
 * Shares move for two reasons: a function's own, and the others'. Where one function takes a tenth more of the whole, all
 * others have less of it, though nothing about them changed; with rounds enough, that is found too. So what remains of the
 * whole besides the functions that changed is asked what it did: a share that went where that went, did so for the others'
 * sake. (What others call composition bias; the surest changes leave the reference first, as the trimmed means of
 * Robinson and Oshlack 2010 leave out the largest, 'A scaling normalization method for differential expression analysis
 * of RNA-seq data'.)
 *
 * @param flat of the functions, as shares of equal totals: they share the whole among them
 * @param whole what both sides come to
 * @returns what the share of a function is multiplied by where only others changed
 */
export function shareOfRest(flat: Judged, whole: number): number {
  let before = 0;
  let after = 0;
  const factor = () => (before < whole && after < whole ? (whole - after) / (whole - before) : 1);
  const rows = Int32Array.from(flat.changed.keys()).filter((row) => flat.changed[row] === 1);
  for (const row of rows.sort((a, b) => flat.p[a]! - flat.p[b]!)) {
    if (!movedByItself(flat, row, factor())) continue;
    before += flat.before[row]!;
    after += flat.after[row]!;
  }
  return factor();
}

/** The rows that changed by themselves, of those that changed as shares. */
export function ownChanges(judged: Judged, rest: number): Judged {
  const changed = judged.changed.map((one, row) => (one === 1 && movedByItself(judged, row, rest) ? 1 : 0));
  return { ...judged, changed };
}

/** Whether all of a row's interval lies beyond both no change and what others make of it, on one side. */
function movedByItself({ before, ciLow, ciHigh }: Judged, row: number, rest: number): boolean {
  const was = before[row]!;
  const [alone, pushed] = [Math.min(was, rest * was), Math.max(was, rest * was)];
  return was + ciLow[row]! > pushed || was + ciHigh[row]! < alone;
}
