import { headLines } from '../../wire/lines';
import type { Format } from '../types';
import { readThreads, threadHeading, threadzHeading } from './read';

/** The stacks of all threads, as Google's C++ servers write them. */
export const threadzFormat: Format = {
  id: 'threadz',
  label: 'thread stacks (threadz)',
  recognise: (bytes) => {
    const first = headLines(bytes).find((line) => line.trim() !== '' && !line.trim().startsWith('#'));
    return threadzHeading.test(first ?? '') || threadHeading.test(first ?? '') ? 'yes' : 'no';
  },
  read: readThreads,
};
