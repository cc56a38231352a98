import { bothEnds, isJsonObject } from '../../wire/json';
import { atOnce } from '../../work/work';
import type { Format } from '../types';
import { readCpuProfile } from './cpu';
import { readHeapProfile } from './heap';

/** Chrome's and Node's CPU profile: `.cpuprofile`. */
export const cpuProfileFormat: Format = {
  id: 'cpuprofile',
  label: 'V8 CPU profile (.cpuprofile)',
  recognise: (bytes) => {
    if (!isJsonObject(bytes)) return 'no';
    const text = bothEnds(bytes);
    return /"callFrame"\s*:/.test(text) && /"nodes"\s*:\s*\[/.test(text) ? 'yes' : 'no';
  },
  read: (bytes, name) => atOnce(readCpuProfile(bytes, name)),
  readInParts: readCpuProfile,
};

/** Chrome's and Node's sampling heap profile: `.heapprofile`. */
export const heapProfileFormat: Format = {
  id: 'heapprofile',
  label: 'V8 heap profile (.heapprofile)',
  recognise: (bytes) => {
    if (!isJsonObject(bytes)) return 'no';
    const text = bothEnds(bytes);
    return /"callFrame"\s*:/.test(text) && /"head"\s*:\s*\{/.test(text) ? 'yes' : 'no';
  },
  read: (bytes, name) => atOnce(readHeapProfile(bytes, name)),
  readInParts: readHeapProfile,
};
