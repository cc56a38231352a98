import { AddressProfile } from '../../legacy/address-profile';
import { GoSymbolReader } from '../../legacy/go-symbols';
import { callAddress, hexNumbers, shortened, wholeNumber } from '../../legacy/numbers';
import type { Profile } from '../../model/profile';
import { LineReader } from '../../wire/lines';

export const countHeader = /^(\S+) profile: total \d+\s*$/;
const entry = /^(\d+) @((?: 0x[0-9a-f]+)*)$/;

/**
 * Reads `name profile: total N`, then one `count @ addresses` per stack, with the comments that name the
 * addresses and give the labels.
 *
 * @throws FlamebenchError 'malformed-profile'
 */
export function readCounts(bytes: Uint8Array, name: string): Profile {
  const lines: LineReader = new LineReader(bytes, name);
  let type = '';
  while (type === '') {
    if (!lines.next()) lines.fail('it has no line like "goroutine profile: total 5"');
    type = countHeader.exec(lines.text)?.[1] ?? '';
  }
  const counted = { type, unit: 'count' };
  const profile = new AddressProfile([counted], { periodType: counted, period: 1n });
  const symbols = new GoSymbolReader(profile);
  while (lines.next()) {
    const line = lines.text.trim();
    if (line === '' || line.startsWith('#')) {
      symbols.read(line, lines);
      continue;
    }
    if (line.startsWith('---')) break;
    const parts = entry.exec(line);
    if (parts === null) lines.fail(`'${shortened(line)}' is no 'count @ addresses'`);
    const addresses = hexNumbers(parts[2]!, lines);
    // Go of some versions fills the stacks of threadcreate up with zeros.
    while (addresses.at(-1) === 0n) addresses.pop();
    symbols.begin(profile.add(addresses.map(callAddress), [wholeNumber(parts[1]!, lines)]));
  }
  symbols.finish();
  return profile.buildWithMap(lines);
}
