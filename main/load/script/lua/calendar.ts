/**
 * C's calendar for `os.date` and `os.time`. A `struct tm` lies in memory as int32s: second, minute, hour, day,
 * month, years since 1900, day of the week, day of the year, summer time, and the offset from UTC in seconds.
 */
const field = { second: 0, minute: 1, hour: 2, day: 3, month: 4, year: 5, weekday: 6, yearday: 7, summer: 8 };
const offsetField = 9;
const dayMs = 86_400_000;

export function writeUtc(date: Date, tm: Int32Array): void {
  tm[field.second] = date.getUTCSeconds();
  tm[field.minute] = date.getUTCMinutes();
  tm[field.hour] = date.getUTCHours();
  tm[field.day] = date.getUTCDate();
  tm[field.month] = date.getUTCMonth();
  tm[field.year] = date.getUTCFullYear() - 1900;
  tm[field.weekday] = date.getUTCDay();
  const newYear = Date.UTC(date.getUTCFullYear(), 0, 1);
  tm[field.yearday] = Math.floor((date.getTime() - newYear) / dayMs);
  tm[field.summer] = 0;
  tm[offsetField] = 0;
}

export function writeLocal(date: Date, tm: Int32Array): void {
  const offsetMinutes = date.getTimezoneOffset();
  writeUtc(new Date(date.getTime() - offsetMinutes * 60_000), tm);
  const inWinter = Math.max(
    new Date(date.getFullYear(), 0, 1).getTimezoneOffset(),
    new Date(date.getFullYear(), 6, 1).getTimezoneOffset(),
  );
  tm[field.summer] = offsetMinutes < inWinter ? 1 : 0;
  tm[offsetField] = -offsetMinutes * 60;
}

/** Seconds since 1970 of a local time, whose fields are brought into their ranges. */
export function readLocal(tm: Int32Array): number {
  const date = new Date(
    ...([tm[field.year] + 1900, tm[field.month], tm[field.day]] as const),
    ...([tm[field.hour], tm[field.minute], tm[field.second]] as const),
  );
  if (Number.isNaN(date.getTime())) return -1;
  writeLocal(date, tm);
  return Math.floor(date.getTime() / 1000);
}

const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
];
const two = (value: number): string => String(value).padStart(2, '0');

type Part = (tm: Int32Array) => string;

/** What each conversion of `strftime` stands for, in the C locale. */
const parts: Readonly<Record<string, Part | string>> = {
  a: (tm) => (days[tm[field.weekday]] ?? '?').slice(0, 3),
  A: (tm) => days[tm[field.weekday]] ?? '?',
  b: (tm) => (months[tm[field.month]] ?? '?').slice(0, 3),
  B: (tm) => months[tm[field.month]] ?? '?',
  c: '%a %b %e %H:%M:%S %Y',
  d: (tm) => two(tm[field.day]),
  D: '%m/%d/%y',
  e: (tm) => String(tm[field.day]).padStart(2, ' '),
  F: '%Y-%m-%d',
  H: (tm) => two(tm[field.hour]),
  I: (tm) => two(tm[field.hour] % 12 || 12),
  j: (tm) => String(tm[field.yearday] + 1).padStart(3, '0'),
  m: (tm) => two(tm[field.month] + 1),
  M: (tm) => two(tm[field.minute]),
  n: () => '\n',
  p: (tm) => (tm[field.hour] < 12 ? 'AM' : 'PM'),
  r: '%I:%M:%S %p',
  R: '%H:%M',
  S: (tm) => two(tm[field.second]),
  t: () => '\t',
  T: '%H:%M:%S',
  U: (tm) => two(Math.floor((tm[field.yearday] + 7 - tm[field.weekday]) / 7)),
  w: (tm) => String(tm[field.weekday]),
  W: (tm) => two(Math.floor((tm[field.yearday] + 7 - ((tm[field.weekday] + 6) % 7)) / 7)),
  x: '%m/%d/%y',
  X: '%H:%M:%S',
  y: (tm) => two((tm[field.year] + 1900) % 100),
  Y: (tm) => String(tm[field.year] + 1900),
  z: (tm) => {
    const minutes = Math.abs(tm[offsetField]) / 60;
    return `${tm[offsetField] < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}${two(minutes % 60)}`;
  },
  Z: (tm) => (tm[offsetField] === 0 ? 'UTC' : ''),
  '%': () => '%',
};

/** Conversions that are not known stay as they are. */
export function formatTime(format: string, tm: Int32Array): string {
  return format.replace(/%([A-Za-z%])/g, (whole, letter: string) => {
    const part = parts[letter];
    if (part === undefined) return whole;
    return typeof part === 'string' ? formatTime(part, tm) : part(tm);
  });
}
