import { headLines } from '../../wire/lines';
import type { Format } from '../types';
import { readRaw } from './read';

/** What `go tool pprof -raw` prints. */
export const pprofRawFormat: Format = {
  id: 'pprof-raw',
  label: 'pprof -raw text',
  recognise: (bytes) => {
    const lines = headLines(bytes).filter((line) => !/^(Comment|Doc): /.test(line));
    if (/^PeriodType: \S* \S*$/.test(lines[0] ?? '')) lines.shift();
    return /^Period: -?\d+$/.test(lines[0] ?? '') ? 'yes' : 'no';
  },
  read: readRaw,
};
