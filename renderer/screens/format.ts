import type { ErrorCounts } from '../../proto/load';
import { formatCount } from '../charts/format';
import { words } from '../words/words';

/** Errors and dates as the screens show them. */

/** Failed requests of all kinds together. */
export function errorTotal(errors: ErrorCounts): number {
  return Object.values(errors).reduce((sum, count) => sum + count, 0);
}

/** 'status above 399: 12, timed out: 3'; '' where there are none. */
export function describeErrors(errors: ErrorCounts): string {
  const names = words().load.errorKinds;
  const parts = (Object.keys(names) as (keyof ErrorCounts)[])
    .filter((kind) => errors[kind] > 0)
    .map((kind) => `${names[kind]}: ${formatCount(errors[kind])}`);
  return words().common.list(parts);
}

/** How moments are written in a locale, of which making one takes long enough to keep it. */
const formats = new Map<string, Record<'time' | 'day' | 'dayOfYear', Intl.DateTimeFormat>>();

function formatsOf(locale: string) {
  const known = formats.get(locale);
  if (known !== undefined) return known;
  const made = {
    time: new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hour12: false }),
    day: new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' }),
    dayOfYear: new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' }),
  };
  formats.set(locale, made);
  return made;
}

/** When something was made, as near as is needed: 'Today 14:03', '22 Nov 14:03', '22 Nov 2025'. */
export function formatWhen(iso: string, now: Date): string {
  const made = new Date(iso);
  if (Number.isNaN(made.getTime())) return iso;
  const { time, day, dayOfYear } = formatsOf(words().common.locale);
  if (made.toDateString() === now.toDateString()) return words().screens.today(time.format(made));
  if (made.getFullYear() === now.getFullYear()) return `${day.format(made)} ${time.format(made)}`;
  return dayOfYear.format(made);
}
