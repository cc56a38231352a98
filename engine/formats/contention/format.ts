import { headLines } from '../../wire/lines';
import type { Format } from '../types';
import { readContention } from './read';

/** gperftools' contention dumps, and Go's `block` and `mutex` with debug=1. Java's have a 'format' line. */
export const contentionFormat: Format = {
  id: 'contention',
  label: 'lock contention as text (gperftools, Go debug=1)',
  recognise: (bytes) => {
    const [first = '', ...rest] = headLines(bytes);
    if (!/^--- (contentionz |mutex:|contention:)/.test(first)) return 'no';
    return rest.slice(0, 8).some((line) => /^\s*format\s*=/.test(line)) ? 'no' : 'yes';
  },
  read: readContention,
};
