import { headLines } from '../../wire/lines';
import type { Format } from '../types';
import { countHeader, readCounts } from './read';

/** Go's `debug=1` text of profiles that count stacks: goroutine, threadcreate, and a program's own. */
export const goTextFormat: Format = {
  id: 'go-text',
  label: 'Go profile as text (debug=1)',
  recognise: (bytes) => {
    const first = headLines(bytes).find((line) => line.trim() !== '' && !line.trim().startsWith('#'));
    return countHeader.test(first ?? '') ? 'yes' : 'no';
  },
  read: readCounts,
};
