import { findUnit, plainLabel } from './scales';

/**
 * Numbers as pprof writes them, so that a figure here can be found again in its reports. Units are those of
 * a profile's sample types; behind a slash may stand what the values were divided by, which only
 * 'nanoseconds/request' and its like use: '1.20ms/req'; behind a '>' the label of the unit they are to be written
 * in whatever their size: 'nanoseconds>ms'.
 */

/** The value in the largest unit in which it is at least 1: '1.50kB', '20ms', '3', '-2.50s'. 0 is '0'. */
export function formatValue(value: number, unit: string): string {
  return formatIn(value, unit, autoLabel(value, unit));
}

/** The value with its sign always written, as changes are: '+1.50kB', '-20ms', '0'. */
export function formatDelta(value: number, unit: string): string {
  const text = formatValue(value, unit);
  return value > 0 && text !== '0' ? `+${text}` : text;
}

/**
 * The label of the unit in which a whole column is best read, by pprof's rule for its reports: the unit of
 * the smallest value, or where the largest is over 100 times that, the unit of 100 times the smallest.
 *
 * @param smallest the smallest non-zero magnitude of the column; 0 where there is none.
 */
export function columnLabel(smallest: number, largest: number, unit: string): string {
  const low = smallest === 0 ? largest : smallest;
  const lowLabel = autoLabel(low, unit);
  const spread = lowLabel !== autoLabel(largest, unit) && low * 100 < largest;
  return spread ? autoLabel(low * 100, unit) : lowLabel;
}

/** The value in the unit of the given label, which {@link columnLabel} chose. */
export function formatIn(value: number, unit: string, label: string): string {
  const { base, suffix } = split(unit);
  const found = findUnit(base);
  const target = found?.family.find((candidate) => candidate.label === label);
  const number = found && target ? (value * found.unit.factor) / target.factor : value;
  const digits = twoDecimals(number);
  return digits === '0' || digits === '-0' ? '0' : digits + label + suffix;
}

/**
 * The share of a total, without sign, in pprof's precision: '100%' from 99.95 to 100.05, two decimals from
 * 1 %, two significant digits below ('0.032%', '3.7e-06%'). Of a total of 0 it is '0%'.
 */
export function formatPercent(value: number, total: number): string {
  const percent = total === 0 ? 0 : Math.abs(value / total) * 100;
  if (percent >= 99.95 && percent <= 100.05) return '100%';
  return `${percent >= 1 ? roundHalfEven(percent) : twoSignificant(percent)}%`;
}

/** How much `after` differs from `before`, relative to it: '+12.50%', '-3.00%', 'new', 'gone', '0%'. */
export function formatChange(before: number, after: number): string {
  if (before === after) return '0%';
  if (before === 0) return 'new';
  if (after === 0) return 'gone';
  const percent = ((after - before) / Math.abs(before)) * 100;
  const text = roundHalfEven(Math.abs(percent));
  if (text === '0.00') return '0%';
  return `${percent > 0 ? '+' : '-'}${text}%`;
}

/** The unit with the label it is to be written in; the unit as it is where that is no label of its family. */
export function writtenIn(unit: string, label: string): string {
  const [base, ...per] = plainUnit(unit).split('/');
  const known = findUnit(base!)?.family.some((candidate) => candidate.label === label) === true;
  return known ? [`${base}>${label}`, ...per].join('/') : unit;
}

/** The unit without what {@link writtenIn} added. */
export function plainUnit(unit: string): string {
  return unit.replace(/>[^/]*/, '');
}

/** The label that {@link writtenIn} added; '' = none. */
export function labelIn(unit: string): string {
  return split(unit).label;
}

/** The labels a unit can be written in, the finest first; none where it is in no family. */
export function labelsOf(unit: string): readonly string[] {
  return findUnit(split(unit).base)?.family.map(({ label }) => label) ?? [];
}

function autoLabel(value: number, unit: string): string {
  const { base, label } = split(unit);
  if (label !== '') return label;
  const found = findUnit(base);
  if (found === null) return plainLabel(base);
  const magnitude = Math.abs(value) * found.unit.factor;
  let best = found.family[0]!;
  for (const candidate of found.family) if (magnitude / candidate.factor >= 1) best = candidate;
  return best.label;
}

function split(unit: string): { base: string; label: string; suffix: string } {
  const slash = unit.indexOf('/');
  const whole = slash < 0 ? unit : unit.slice(0, slash);
  const per = slash < 0 ? '' : unit.slice(slash);
  const mark = whole.indexOf('>');
  return {
    base: mark < 0 ? whole : whole.slice(0, mark),
    label: mark < 0 ? '' : whole.slice(mark + 1),
    suffix: per === '/request' ? '/req' : per,
  };
}

/** '1.50', and '2' for '2.00'. */
function twoDecimals(value: number): string {
  const text = roundHalfEven(value);
  return text.endsWith('.00') ? text.slice(0, -3) : text;
}

/**
 * Two decimals as C and Go round: exact ties go to the even digit, where toFixed takes the larger. Among
 * doubles only odd eighths are such ties.
 */
export function roundHalfEven(value: number): string {
  const magnitude = Math.abs(value);
  const eighths = (magnitude % 1) * 8;
  const tieToLower = eighths === 1 || eighths === 5;
  const text = (tieToLower ? magnitude - 0.005 : magnitude).toFixed(2);
  return value < 0 ? `-${text}` : text;
}

/** C's %.2g for values from 0 to 1: exact ties go to the even digit. */
export function twoSignificant(value: number): string {
  if (value === 0) return '0';
  const [digits, exactPower] = value.toExponential(60).split('e') as [string, string];
  const tieToLower = /^\d\.[02468]50*$/.test(digits);
  const rounded = tieToLower ? `${digits.slice(0, 3)}e${exactPower}` : value.toExponential(1);
  const [mantissa, exponent] = rounded.split('e') as [string, string];
  const power = Number(exponent);
  if (power >= -4) return String(Number(rounded));
  return `${Number(mantissa)}e-${String(-power).padStart(2, '0')}`;
}
