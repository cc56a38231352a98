import { AddressProfile } from '../../legacy/address-profile';
import { isMapHeading } from '../../legacy/memory-map';
import { callAddress, hexNumbers, shortened } from '../../legacy/numbers';
import { dropRepeatedLeaves } from '../../legacy/repeated-leaf';
import type { Profile } from '../../model/profile';
import { LineReader } from '../../wire/lines';

export const threadzHeading = /^--- threadz \d+ ---/;
export const threadHeading = /^--- Thread [0-9a-fA-F]+ \(name: .*\/\d+\) stack: ---/;

/**
 * Reads the stacks of all threads, each under its heading, addresses anywhere in the lines. A thread that is
 * said to be the same as the one before counts for that one.
 *
 * @throws FlamebenchError 'malformed-profile'
 */
export function readThreads(bytes: Uint8Array, name: string): Profile {
  const lines: LineReader = new LineReader(bytes, name);
  while (lines.next() && (lines.text.trim() === '' || lines.text.trim().startsWith('#')));
  if (threadzHeading.test(lines.text)) {
    while (lines.next() && !lines.text.startsWith('-') && !isMapHeading(lines.text));
  }
  const thread = { type: 'thread', unit: 'count' };
  const profile = new AddressProfile([thread], { periodType: thread, period: 1n });
  while (!isMapHeading(lines.text) && !lines.text.startsWith('---- no stack trace for')) {
    if (!threadHeading.test(lines.text)) {
      lines.fail(
        lines.text === ''
          ? 'the file ends without a memory map'
          : `'${shortened(lines.text)}' is no heading of a thread`,
      );
    }
    const addresses = readStack(lines);
    if (addresses.length > 0) {
      profile.add(
        addresses.map((address, i) => (i === 0 ? address : callAddress(address))),
        [1],
      );
    } else {
      const last = profile.samples.at(-1);
      if (last !== undefined) last.values[0]!++;
    }
  }
  dropRepeatedLeaves(profile);
  return profile.buildWithMap(lines);
}

/** The addresses up to the next heading; none where the thread is the same as the one before. */
function readStack(lines: LineReader): bigint[] {
  const addresses: bigint[] = [];
  let isSame = false;
  while (lines.next()) {
    const line = lines.text.trim();
    if (line.startsWith('---')) break;
    if (line.includes('same as previous thread')) isSame = true;
    else for (const address of hexNumbers(line, lines)) addresses.push(address);
  }
  return isSame ? [] : addresses;
}
