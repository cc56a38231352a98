import { formatChange, formatPercent, formatValue } from '../../engine/units/format';
import { formatCount } from '../charts/format';
import { words } from '../words/words';
import type { Side } from './contract';

/** The few figures that views write beside those of engine/units. */

/** Share of a total; '' where there is no total to be a share of. What pprof writes as 1.9e-05% is next to nothing. */
export function share(value: number, total: number): string {
  if (total === 0) return '';
  const written = formatPercent(value, total);
  if (!written.includes('e-')) return written;
  return value / total < 0 ? '>-0.0001%' : '<0.0001%';
}

/** A side's value per request: '12.30us/req'; '' where that is unknown. */
export function perRequest(side: Side, value: number, unit: string): string {
  return side.perRequest === null ? '' : formatValue(side.perRequest(value), `${unit}/request`);
}

/** Whole numbers as the whole window writes them: '1,234,567'. */
export const count = formatCount;

/** A relative change: '+12.50%', '-3.00%', '0%', or in words that something is new, or gone. */
export function changeText(before: number, after: number): string {
  const { isNew, isGone } = words().flame;
  if (before !== after && before === 0) return isNew;
  return before !== after && after === 0 ? isGone : formatChange(before, after);
}

/** Which way a written change points: costs more or less; undefined for none. */
export function direction(change: string): 'more' | 'less' | undefined {
  const { isNew, isGone } = words().flame;
  if (change.startsWith('+') || change === isNew) return 'more';
  return change.startsWith('-') || change === isGone ? 'less' : undefined;
}
