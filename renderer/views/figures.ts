import { formatPercent, formatValue } from '../../engine/units/format';
import type { Side } from './contract';

/** The few figures that views write beside those of engine/units. */

/** Share of a total; '' where there is no total to be a share of. */
export function share(value: number, total: number): string {
  return total === 0 ? '' : formatPercent(value, total);
}

/** A side's value per request: '12.30us/req'; '' where that is unknown. */
export function perRequest(side: Side, value: number, unit: string): string {
  return side.perRequest === null ? '' : formatValue(side.perRequest(value), `${unit}/request`);
}

/** Whole numbers with thin spaces between thousands: '1 234 567'. */
export function count(value: number): string {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, '\u2009');
}

/** Which way a written change points: costs more or less; undefined for none. */
export function direction(change: string): 'more' | 'less' | undefined {
  if (change.startsWith('+') || change === 'new') return 'more';
  return change.startsWith('-') || change === 'gone' ? 'less' : undefined;
}
