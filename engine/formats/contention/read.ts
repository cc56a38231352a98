import { AddressProfile } from '../../legacy/address-profile';
import { GoSymbolReader } from '../../legacy/go-symbols';
import { callAddress, hexNumbers, shortened, signed64, wholeNumber, wholeValue } from '../../legacy/numbers';
import type { Profile } from '../../model/profile';
import { LineReader } from '../../wire/lines';

const entry = /^(\d+)\s+(\d+) @(.*)$/;

interface Header {
  /** Clock that delays are counted in; 0 = they are in nanoseconds already. */
  cyclesPerSecond: number;
  /** Of how many contentions one is in the profile. */
  period: number;
  durationMs: number;
}

/**
 * Reads a contention profile: `name = value` lines, then `cycles count @ addresses`, one line per stack.
 * Both are multiplied by the sampling period.
 *
 * @throws FlamebenchError 'malformed-profile'
 */
export function readContention(bytes: Uint8Array, name: string): Profile {
  const lines: LineReader = new LineReader(bytes, name);
  lines.next();
  const { cyclesPerSecond, period, durationMs } = readHeader(lines);
  const profile = new AddressProfile(
    [
      { type: 'contentions', unit: 'count' },
      { type: 'delay', unit: 'nanoseconds' },
    ],
    {
      periodType: { type: 'contentions', unit: 'count' },
      period: BigInt(period),
      durationNanos: signed64(BigInt(durationMs) * 1_000_000n, 'its duration', lines),
    },
  );
  const symbols = new GoSymbolReader(profile);
  do {
    const line = lines.text.trim();
    if (line.startsWith('---')) break;
    if (line === '' || line.startsWith('#')) {
      symbols.read(line, lines);
      continue;
    }
    const parts = entry.exec(line);
    if (parts === null) lines.fail(`'${shortened(line)}' is no 'cycles count @ addresses'`);
    let delay = wholeNumber(parts[1]!, lines);
    let count = wholeNumber(parts[2]!, lines);
    if (period > 0) {
      if (cyclesPerSecond > 0) delay = wholeValue((delay * period) / (cyclesPerSecond / 1e9), lines);
      count = wholeValue(count * period, lines);
    }
    symbols.begin(profile.add(hexNumbers(parts[3]!, lines).map(callAddress), [count, delay]));
  } while (lines.next());
  symbols.finish();
  return profile.buildWithMap(lines);
}

/** Reads up to the first line that is not `name = value`, which is left as the current one. */
function readHeader(lines: LineReader): Header {
  const header: Header = { cyclesPerSecond: 0, period: 1, durationMs: 0 };
  while (lines.next()) {
    const line = lines.text.trim();
    if (line === '' || line.startsWith('#')) continue;
    const sign = line.indexOf('=');
    if (line.startsWith('---') || sign < 0) break;
    const key = line.slice(0, sign).trim();
    const value = line.slice(sign + 1).trim();
    const number = () => {
      if (!/^-?\d+$/.test(value)) lines.fail(`'${shortened(value)}' is no value of '${key}'`);
      return wholeNumber(value, lines);
    };
    if (key === 'cycles/second') header.cyclesPerSecond = number();
    else if (key === 'sampling period') header.period = number();
    else if (key === 'ms since reset') header.durationMs = number();
    else if (key !== 'discarded samples') lines.fail(`'${shortened(key)}' is no attribute that is known`);
  }
  return header;
}
