import { headLines } from '../../wire/lines';
import type { Format } from '../types';
import { goroutineHeading, readGoroutines } from './read';

/** Go's `goroutine?debug=2`, and what a Go program prints when it panics or gets SIGQUIT. */
export const goroutineDumpFormat: Format = {
  id: 'goroutine-dump',
  label: 'goroutine dump (debug=2)',
  recognise: (bytes) => (headLines(bytes).some((line) => goroutineHeading.test(line)) ? 'yes' : 'no'),
  read: readGoroutines,
};
