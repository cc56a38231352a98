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
  return (Object.keys(names) as (keyof ErrorCounts)[])
    .filter((kind) => errors[kind] > 0)
    .map((kind) => `${names[kind]}: ${formatCount(errors[kind])}`)
    .join(', ');
}

const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const dayOfYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

/** When something was made, as near as is needed: 'Today 14:03', '22 Nov 14:03', '22 Nov 2025'. */
export function formatWhen(iso: string, now: Date): string {
  const made = new Date(iso);
  if (Number.isNaN(made.getTime())) return iso;
  if (made.toDateString() === now.toDateString()) return words().screens.today(time.format(made));
  if (made.getFullYear() === now.getFullYear()) return `${day.format(made)} ${time.format(made)}`;
  return dayOfYear.format(made);
}
