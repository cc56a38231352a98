import type { ErrorCounts } from '../../proto/load';

/** Figures as the screens show them. A number's unit stands beside it in the layout or in the text itself. */

/** 12345.6 → '12,346'; small rates keep a digit: 4.25 → '4.3'. */
export function formatRate(perSecond: number): string {
  if (!Number.isFinite(perSecond)) return '–';
  return perSecond > 0 && perSecond < 10 ? perSecond.toFixed(1) : formatCount(perSecond);
}

export function formatCount(count: number): string {
  return Math.round(count).toLocaleString('en');
}

/** Milliseconds to three figures, in the unit that reads best: '0.42 ms', '12.3 ms', '1.20 s'; 0 = none yet. */
export function formatLatency(ms: number): string {
  if (!(ms > 0)) return '–';
  if (ms >= 1000) return `${(ms / 1000).toFixed(2)} s`;
  const digits = ms >= 100 ? 0 : ms >= 10 ? 1 : 2;
  return `${ms.toFixed(digits)} ms`;
}

/** '8 s', '1 min 5 s'; never negative. */
export function formatSeconds(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  if (whole < 60) return `${whole} s`;
  return `${Math.floor(whole / 60)} min${whole % 60 === 0 ? '' : ` ${whole % 60} s`}`;
}

/** Failed requests of all kinds together. */
export function errorTotal(errors: ErrorCounts): number {
  return Object.values(errors).reduce((sum, count) => sum + count, 0);
}

const errorNames: Readonly<Record<keyof ErrorCounts, string>> = {
  connect: 'not connected',
  tls: 'no TLS',
  read: 'broken off',
  closed: 'closed early',
  write: 'not sent',
  timeout: 'timed out',
  unfinished: 'timed out half-way',
  protocol: 'not HTTP',
  status: 'status above 399',
};

/** 'status above 399: 12, timed out: 3'; '' where there are none. */
export function describeErrors(errors: ErrorCounts): string {
  return (Object.keys(errorNames) as (keyof ErrorCounts)[])
    .filter((kind) => errors[kind] > 0)
    .map((kind) => `${errorNames[kind]}: ${formatCount(errors[kind])}`)
    .join(', ');
}

const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const dayOfYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

/** When something was made, as near as is needed: 'Today 14:03', '22 Nov 14:03', '22 Nov 2025'. */
export function formatWhen(iso: string, now: Date): string {
  const made = new Date(iso);
  if (Number.isNaN(made.getTime())) return iso;
  if (made.toDateString() === now.toDateString()) return `Today ${time.format(made)}`;
  if (made.getFullYear() === now.getFullYear()) return `${day.format(made)} ${time.format(made)}`;
  return dayOfYear.format(made);
}
