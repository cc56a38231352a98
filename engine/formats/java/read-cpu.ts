import { FlamebenchError } from '../../../proto/errors';
import { AddressProfile } from '../../legacy/address-profile';
import { cpuHeader, periodNanos, readCpuRecords } from '../../legacy/cpu-records';
import type { Profile } from '../../model/profile';
import { readJavaNames } from './names';

/**
 * Reads a binary CPU profile of Java: records as gperftools writes them, of numbers that the text after them
 * names.
 *
 * @throws FlamebenchError 'malformed-profile'
 */
export function readJavaCpu(bytes: Uint8Array, name: string): Profile {
  const header = cpuHeader(bytes);
  if (header === null) throw new FlamebenchError('malformed-profile', name, { reason: 'it has no header' });
  const periodNs = periodNanos(header, name);
  const profile = new AddressProfile(
    [
      { type: 'samples', unit: 'count' },
      { type: 'cpu', unit: 'nanoseconds' },
    ],
    { periodType: { type: 'cpu', unit: 'nanoseconds' }, period: BigInt(periodNs) },
  );
  const rest = readCpuRecords(bytes, name, header, (numbers, count) => {
    profile.add(numbers, [count, count * periodNs]);
  });
  if (rest.next()) readJavaNames(profile, rest);
  return profile.build([], rest, false);
}
