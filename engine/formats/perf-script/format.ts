import { headLines } from '../../wire/lines';
import type { Format } from '../types';
import { parseFrame } from './frame';
import { parseHeading } from './heading';
import { readPerfScript, readPerfScriptInParts } from './read';

/** perf's own header, which --header puts before the samples, is some kilobytes long. */
const bytesLookedAt = 1 << 16;

/** perf writes a frame's address right-aligned, 16 wide, behind a tab. */
const column = /^\s(?=.{16} ) *[0-9a-f]+ \S/;

/** What `perf script` prints. */
export const perfScriptFormat: Format = {
  id: 'perf-script',
  label: 'perf script text',
  recognise: (bytes) => {
    const lines = headLines(bytes, bytesLookedAt).filter((line) => line.trim() !== '');
    const first = lines.findIndex((line) => !line.startsWith('#'));
    const heading = parseHeading(lines[first] ?? '');
    if (heading === null) return 'no';
    // A time and an event are mark enough; without them there must be a frame, in perf's columns.
    if (heading.time !== '' && heading.event !== '') return 'yes';
    const next = lines[first + 1] ?? '';
    const isFrame =
      parseFrame(next) !== null && (next.endsWith(')') || column.test(next)) && /^\s/.test(next);
    return isFrame ? 'yes' : 'no';
  },
  read: readPerfScript,
  readInParts: readPerfScriptInParts,
};
