import type { Shade } from './colors';
import { readFolded } from './folded';
import { mergeFrames } from './merge';
import type { FlamegraphOptions } from './options';
import { perlNumber } from './perl-number';
import { markWakers, reverseStacks } from './rewrite';
import { sortedOrder } from './sort-lines';
import { drawEmpty, drawFrames, sidePad } from './svg';

/** A picture and what is to be said about it. */
export interface FlamegraphResult {
  readonly svg: string;
  /** Lines for the person. */
  readonly warnings: readonly string[];
  /** False where there was nothing to draw; the picture says so. */
  readonly drawn: boolean;
}

/** Fewer counts than this hint at a mistake on the way. */
const fewCounts = 100;

/**
 * The flame graph of folded stacks, as flamegraph.pl draws it; of lines with two counts the difference.
 * A palette map in the options gets the colours of new names.
 *
 * @param random numbers in [0, 1), for the shades by chance
 */
export function flamegraph(
  folded: Uint8Array,
  options: FlamegraphOptions,
  random: () => number,
): FlamegraphResult {
  let lines = readFolded(options.reverse ? reverseStacks(folded) : folded);
  let order = options.flameChart ? asTheyCome(lines.count) : sortedOrder(lines);
  if (options.colors === 'chain') {
    const { ignored } = lines;
    lines = { ...markWakers(lines, order), ignored };
    order = asTheyCome(lines.count);
  }

  let time = 0;
  let largestChange = 1;
  for (const row of order) {
    time += lines.value[row]!;
    const change = Math.abs(lines.delta[row]!);
    if (change > largestChange) largestChange = change;
  }
  const warnings: string[] = [];
  if (options.countName === 'samples' && time < fewCounts) {
    warnings.push(`Stack count is low (${perlNumber(time)}). Did something go wrong?`);
  }
  if (lines.ignored > 0) warnings.push(`Ignored ${lines.ignored} lines with invalid format`);
  if (time === 0) {
    warnings.push('ERROR: No stack counts found');
    return { svg: drawEmpty(options), warnings, drawn: false };
  }
  let total = options.total;
  if (total !== 0 && total < time) {
    // Less by so much is no rounding. (The rule is the tool's: a total below 2% of the sum is dropped silently.)
    if (total / time > 0.02) {
      warnings.push(
        `Specified --total ${perlNumber(total)} is less than actual total ${perlNumber(time)}, so ignored`,
      );
    }
    total = 0;
  }
  if (total === 0) total = time;

  const pixelsPerCount = (options.width - 2 * sidePad) / total;
  const { size, percent } = options.minWidth;
  const narrowest = percent ? (total * size) / 100 : size / pixelsPerCount;
  const frames = mergeFrames(lines, order, narrowest);
  const shade: Shade = options.shade === 'chance' ? { by: 'chance', random } : { by: options.shade };
  return { svg: drawFrames(frames, { options, shade, total, largestChange }), warnings, drawn: true };
}

function asTheyCome(count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, row) => row);
}
