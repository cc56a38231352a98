import { roundHalfEven, twoSignificant } from './format';
import { findUnit } from './scales';

/**
 * Measurements as pprof's reports hold them: a value, the unit it was taken in, and the unit it is asked for
 * ('minimum' and 'auto' = the largest in which it is at least 1).
 */

/** What values of a family are given in where the asked unit does not belong to it, or the value is below all. */
const familyDefaults = new Set(['B', 's', 'GCU']);

/** Asked units that are not written behind a value of no family. */
const unwritten = new Set(['count', 'sample', 'unit', 'minimum', 'auto']);

export interface Measurement {
  readonly value: number;
  /** As it stands behind the number; '' = nothing. */
  readonly unit: string;
}

/** The value in the asked unit. Of a unit in no family the value stays, under the asked unit's name. */
export function scale(value: number, from: string, to: string): Measurement {
  const found = findUnit(from);
  if (found === null) return { value, unit: unwritten.has(to) ? '' : to };
  const inBase = value * found.unit.factor;
  let target = found.family.find((unit) => familyDefaults.has(unit.label))!;
  if (to === 'minimum' || to === 'auto') {
    for (const unit of found.family) if (Math.abs(inBase) / unit.factor >= 1) target = unit;
  } else {
    const asked = findUnit(to);
    if (asked !== null && asked.family === found.family) target = asked.unit;
  }
  return { value: inBase / target.factor, unit: target.label };
}

/** What values are multiplied by to be in another unit; null where nothing leads from one to the other. */
export function unitRatio(from: string, to: string): number | null {
  if (from === to) return 1;
  const [own, other] = [findUnit(from), findUnit(to)];
  return own !== null && own.family === other?.family ? own.unit.factor / other.unit.factor : null;
}

/** The measurement as text: two decimals, '.00' cut off, '0' without a unit: '1.50kB'. */
export function scaledLabel(value: number, from: string, to: string): string {
  const { value: scaled, unit } = scale(value, from, to);
  const digits = roundHalfEven(scaled).replace(/\.00$/, '');
  return digits === '0' || digits === '-0' ? '0' : digits + unit;
}

/** {@link scaledLabel} in the unit that suits the value best. */
export function autoLabel(value: number, unit: string): string {
  return scaledLabel(value, unit, 'auto');
}

/**
 * The share of a total in a column of six: '  100%', '12.34%', ' 0.05%', without sign. Of a total of 0 it is
 * '    0%'.
 */
export function percentage(value: number, total: number): string {
  const percent = total === 0 ? 0 : Math.abs(value / total) * 100;
  if (percent >= 99.95 && percent <= 100.05) return '  100%';
  return `${(percent >= 1 ? roundHalfEven(percent) : twoSignificant(percent)).padStart(5)}%`;
}

/** What the numbers of a column are multiplied by to stand in the unit of a label, and what that is called; '' = as they are. */
export function columnUnit(unit: string, label: string): { readonly unit: string; readonly factor: number } {
  const [base = '', ...per] = unit.split('/');
  const family = findUnit(base)?.family;
  if (label === '' || family?.some((known) => known.label === label) !== true) return { unit, factor: 1 };
  return { unit: [label, ...per].join('/'), factor: scale(1, base, label).value };
}
