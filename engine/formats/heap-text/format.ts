import { headLines } from '../../wire/lines';
import type { Format } from '../types';
import { readHeap } from './read';

/** gperftools' and tcmalloc's heap, growth and leak dumps, and Go's `heap?debug=1`, which imitates them. */
export const heapTextFormat: Format = {
  id: 'heap-text',
  label: 'heap profile as text (gperftools, Go debug=1)',
  recognise: (bytes) => (/^\s*heap profile: /.test(headLines(bytes)[0] ?? '') ? 'yes' : 'no'),
  read: readHeap,
};
