import { shortened, signed64 } from '../../legacy/numbers';
import type { ProfileHeader } from '../../model/builder';
import type { LineReader } from '../../wire/lines';

/** Reads the header's lines, up to `Samples:`. */
export function readHeader(lines: LineReader): ProfileHeader {
  const header: { -readonly [K in keyof ProfileHeader]: ProfileHeader[K] } = {};
  const comments: string[] = [];
  while (lines.next() && lines.text !== 'Samples:') {
    const colon = lines.text.indexOf(': ');
    const key = lines.text.slice(0, Math.max(0, colon));
    const value = lines.text.slice(colon + 2);
    if (key === 'Comment') comments.push(value);
    else if (key === 'Doc') header.docUrl = value;
    else if (key === 'PeriodType') {
      const space = value.indexOf(' ');
      header.periodType = { type: value.slice(0, Math.max(0, space)), unit: value.slice(space + 1) };
    } else if (key === 'Period' && /^-?\d{1,18}$/.test(value)) header.period = BigInt(value);
    else if (key === 'Time') header.timeNanos = nanosOfTime(value);
    else if (key === 'Duration') header.durationNanos = nanosOfDuration(value, lines);
    else lines.fail(`'${shortened(lines.text)}' is no line of a header`);
  }
  if (lines.text !== 'Samples:') lines.fail('it ends before its samples');
  return { ...header, comments };
}

/** '2026-11-23 08:00:00.5 +0200 CEST' in nanoseconds since 1970; 0 where it is not of that form. */
function nanosOfTime(text: string): bigint {
  const parts = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,9}))? ([+-]\d\d)(\d\d)\b/.exec(text);
  if (parts === null) return 0n;
  const [, day, time, fraction = '', hours, minutes] = parts;
  const ms = Date.parse(`${day}T${time}${hours}:${minutes}`);
  return Number.isNaN(ms) ? 0n : BigInt(ms) * 1_000_000n + BigInt(fraction.padEnd(9, '0'));
}

const unitNanos: Readonly<Record<string, number>> = { h: 3600e9, m: 60e9, s: 1e9, ms: 1e6, µs: 1e3, ns: 1 };

/** pprof prints four characters of a duration. What does not end in seconds was cut, and is not known. */
function nanosOfDuration(text: string, lines: LineReader): bigint {
  if (!text.endsWith('s')) return 0n;
  let nanos = 0;
  for (const [, number, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|µs|ns|h|m|s)/g)) {
    nanos += Number(number) * unitNanos[unit!]!;
  }
  if (!Number.isFinite(nanos)) lines.fail(`'${shortened(text)}' is no duration`);
  return signed64(BigInt(Math.round(nanos)), 'its duration', lines);
}
