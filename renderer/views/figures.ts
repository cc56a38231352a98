import {
  formatChange,
  formatPercent,
  formatDelta as plainDelta,
  formatValue as plainValue,
} from '../../engine/units/format';
import type { FlameData } from '../../engine/worker/protocol';
import { formatCount } from '../charts/format';
import { words } from '../words/words';
import type { Side } from './contract';

/** The few figures that views write beside those of engine/units. */

/** A value in the unit that reads best, as engine/units writes it, and with its thousands apart: '1,234,567'. */
export function formatValue(value: number, unit: string): string {
  return grouped(plainValue(value, unit));
}

/** A change with its sign, likewise. */
export function formatDelta(value: number, unit: string): string {
  return grouped(plainDelta(value, unit));
}

function grouped(written: string): string {
  return written.replace(/^([+-]?)(\d{4,})/, (_, sign: string, digits: string) => {
    return sign + digits.replace(/\B(?=(\d{3})+$)/g, ',');
  });
}

/** Values per request in a table: the heads say so once, and the cells are in the unit that stays. */
export function headsOf(unit: string): { readonly plain: string; readonly head: (title: string) => string } {
  const each = '/request';
  if (!unit.endsWith(each)) return { plain: unit, head: (title) => title };
  return { plain: unit.slice(0, -each.length), head: words().tables.each };
}

/** What a side comes to. */
export interface Net {
  readonly value: number;
  /** Whether values below 0 were added up, so that it is not what shares are of. */
  readonly isNet: boolean;
}

/** What each side comes to, its net where values below 0 were added up. Sums of parts may differ in their last digits. */
export function netsOf({ total: totals }: Pick<FlameData, 'total'>, sides: readonly Side[]): readonly Net[] {
  return sides.map(({ total }, i) => {
    const sum = totals[i]?.[0] ?? 0;
    const isNet = Math.abs(sum - total) > 1e-9 * total;
    return { value: isNet ? sum : total, isNet };
  });
}

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
