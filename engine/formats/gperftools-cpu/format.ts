import { cpuHeader } from '../../legacy/cpu-records';
import type { Format } from '../types';
import { readCpu } from './read';

/** What gperftools' profiler writes to the file that CPUPROFILE names. */
export const gperftoolsCpuFormat: Format = {
  id: 'gperftools-cpu',
  label: 'gperftools CPU profile',
  recognise: (bytes) => (cpuHeader(bytes)?.isJava === false ? 'yes' : 'no'),
  read: readCpu,
};
