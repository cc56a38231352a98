import { openCpu, readCpuRecords } from '../../legacy/cpu-records';
import type { Profile } from '../../model/profile';
import { readJavaNames } from './names';

/**
 * Reads a binary CPU profile of Java: records as gperftools writes them, of numbers that the text after them
 * names.
 *
 * @throws FlamebenchError 'malformed-profile'
 */
export function readJavaCpu(bytes: Uint8Array, name: string): Profile {
  const { header, periodNs, profile } = openCpu(bytes, name);
  const rest = readCpuRecords(bytes, name, header, (numbers, count) => {
    profile.add(numbers, [count, count * periodNs]);
  });
  if (rest.next()) readJavaNames(profile, rest);
  return profile.build([], rest, false);
}
