import { headLines } from '../../wire/lines';
import type { Format } from '../types';
import { foldedLine, readFolded, readFoldedInParts } from './read';

/** Lines looked at, and bytes they may take: frames of deep stacks fill some kilobytes each. */
const linesLookedAt = 20;
const bytesLookedAt = 1 << 18;

/** The folded stacks of FlameGraph's stackcollapse scripts and of profilers that imitate them. */
export const foldedFormat: Format = {
  id: 'folded',
  label: 'folded stacks',
  // No keyword marks this format: that all lines are stacks, and at least one of several frames, has to do.
  recognise: (bytes) => {
    if (bytes.indexOf(0) >= 0 && bytes.indexOf(0) < bytesLookedAt) return 'no';
    const whole = headLines(bytes, bytesLookedAt);
    // What follows the last line feed may be cut off, which is for the reader to report.
    if (whole.length > 2 || whole.at(-1) === '') whole.pop();
    const lines = whole.filter((line) => line !== '' && !line.startsWith('#'));
    const first = lines.slice(0, linesLookedAt);
    const isFolded = first.length > 0 && first.every((line) => foldedLine.test(line));
    return isFolded && first.some((line) => line.includes(';')) ? 'yes' : 'no';
  },
  read: readFolded,
  readInParts: readFoldedInParts,
};
