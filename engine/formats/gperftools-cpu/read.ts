import type { AddressProfile } from '../../legacy/address-profile';
import { openCpu, readCpuRecords } from '../../legacy/cpu-records';
import { readMemoryMap } from '../../legacy/memory-map';
import { callAddress } from '../../legacy/numbers';
import { dropRepeatedLeaves } from '../../legacy/repeated-leaf';
import type { Profile } from '../../model/profile';

/**
 * Reads a binary CPU profile of gperftools: stacks of words of the profiled machine, then its memory map.
 *
 * @throws FlamebenchError 'malformed-profile'
 */
export function readCpu(bytes: Uint8Array, name: string): Profile {
  const { header, periodNs, profile } = openCpu(bytes, name);
  const rest = readCpuRecords(bytes, name, header, (addresses, count) => {
    const calls = addresses.map((address, i) => (i === 0 ? address : callAddress(address)));
    profile.add(calls, [count, count * periodNs]);
  });
  for (let i = 0; i < mostHandlerFrames && dropHandlerFrame(profile); i++);
  dropRepeatedLeaves(profile);
  return profile.build(readMemoryMap(rest), rest);
}

/** The signal handler may have left that many frames behind. */
const mostHandlerFrames = 2;

/** One stack in so many may have another second frame, and the frame is still the handler's. */
const stacksPerException = 32;

/**
 * Removes the second frame where it is the same nearly everywhere: then it belongs to the profiler's signal
 * handler, not to the program. The leaf comes from the signal's context and is right.
 */
function dropHandlerFrame(profile: AddressProfile): boolean {
  const { samples } = profile;
  const counts = new Map<number, number>();
  for (const { stack } of samples) {
    if (stack.length > 1) counts.set(stack[1]!, (counts.get(stack[1]!) ?? 0) + 1);
  }
  const enough = samples.length - Math.floor(samples.length / stacksPerException);
  const handler = [...counts].find(([, count]) => count >= enough)?.[0];
  if (handler === undefined) return false;
  for (const { stack } of samples) if (stack[1] === handler) stack.splice(1, 1);
  return true;
}
