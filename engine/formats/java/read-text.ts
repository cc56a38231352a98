import { AddressProfile } from '../../legacy/address-profile';
import { hexNumbers, shortened, signed64, wholeNumber, wholeValue } from '../../legacy/numbers';
import { unsampled } from '../../legacy/unsample';
import type { BuilderLabel } from '../../model/builder';
import type { Profile } from '../../model/profile';
import { LineReader } from '../../wire/lines';
import { readJavaNames } from './names';

export const javaHeading = /^--- (heapz|contentionz) 1 ---\s*$/;
const entry = /^(\d+) +(\d+) +@([ x0-9a-f]*)$/;

/** Mean bytes between two heap samples; the agent knows no other rate and does not write it. */
const heapRateBytes = 524288;

/**
 * Reads a heap or contention profile of Java: attributes, then `amount count @ numbers` per stack, then what
 * the numbers stand for.
 *
 * @throws FlamebenchError 'malformed-profile'
 */
export function readJavaText(bytes: Uint8Array, name: string): Profile {
  const lines: LineReader = new LineReader(bytes, name);
  lines.next();
  const kind = javaHeading.exec(lines.text)?.[1];
  if (kind === undefined) lines.fail("it does not begin '--- heapz 1 ---' or '--- contentionz 1 ---'");
  const isHeap = kind === 'heapz';
  const { resolution, period, durationMs } = readAttributes(lines, isHeap);
  const contentions = { type: 'contentions', unit: 'count' };
  const profile = isHeap
    ? new AddressProfile(
        [
          { type: 'inuse_objects', unit: 'count' },
          { type: 'inuse_space', unit: resolution },
        ],
        { periodType: { type: '', unit: '' } },
      )
    : new AddressProfile([contentions, { type: 'delay', unit: resolution }], {
        periodType: period === null ? { type: '', unit: '' } : contentions,
        period: BigInt(period ?? 0),
        durationNanos: signed64(BigInt(durationMs) * 1_000_000n, 'its duration', lines),
      });
  let more = lines.text !== '';
  for (; more; more = lines.next()) {
    const line = lines.text.trim();
    if (line === '') continue;
    const parts = entry.exec(line);
    if (parts === null) break;
    let amount = wholeNumber(parts[1]!, lines);
    let count = wholeNumber(parts[2]!, lines);
    const labels: BuilderLabel[] = [];
    if (isHeap) {
      if (count === 0) lines.fail(`${amount} bytes in 0 objects`);
      labels.push({ key: 'bytes', num: BigInt(Math.trunc(amount / count)) });
      const scaled = unsampled(count, amount, heapRateBytes);
      count = wholeValue(scaled.count, lines);
      amount = wholeValue(scaled.size, lines);
    } else if (period !== null && period !== 0) {
      count = wholeValue(count * period, lines);
      amount = wholeValue(amount * period, lines);
    }
    profile.add(hexNumbers(parts[3]!, lines), [count, amount], labels);
  }
  if (more) readJavaNames(profile, lines);
  return profile.build([], lines, false);
}

/** Reads up to the first line that is no attribute, which is left as the current one. */
function readAttributes(lines: LineReader, isHeap: boolean) {
  let resolution = '';
  let period: number | null = null;
  let durationMs = 0;
  while (lines.next()) {
    const line = lines.text.trim();
    if (line === '') continue;
    const parts = /^([\w ]+)=([\w ]+)$/.exec(line);
    if (parts === null) break;
    const key = parts[1]!.trim();
    const value = parts[2]!.trim();
    const number = () => {
      if (!/^\d+$/.test(value)) lines.fail(`'${shortened(value)}' is no value of '${key}'`);
      return wholeNumber(value, lines);
    };
    if (key === 'resolution') resolution = value;
    else if (key === 'sampling period' && !isHeap) period = number();
    else if (key === 'ms since reset' && !isHeap) durationMs = number();
    else if (key !== 'format') lines.fail(`'${shortened(key)}' is no attribute that is known`);
  }
  if (resolution === '') lines.fail("the attribute 'resolution' is missing");
  return { resolution, period, durationMs };
}
