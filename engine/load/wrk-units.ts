import { divided, fixedLong, longDouble, toNumber } from './long-double';

/** A scale of units as wrk cuts it: the next unit is taken at 85 % of the step. */
interface Scale {
  readonly step: number;
  readonly base: string;
  /** The last is never reached. */
  readonly units: readonly string[];
}

const microseconds: Scale = { step: 1000, base: 'us', units: ['ms', 's'] };
const seconds: Scale = { step: 60, base: 's', units: ['m', 'h'] };
const metric: Scale = { step: 1000, base: '', units: ['k', 'M', 'G', 'T', 'P'] };
const binary: Scale = { step: 1024, base: '', units: ['K', 'M', 'G', 'T', 'P'] };

/** Computed as wrk does, in long doubles: in doubles one value in twenty would end in another digit. */
function scaled(value: number, { step, base, units }: Scale, digits: number, divisor = 1): string {
  if (!Number.isFinite(value) || value < 0) return `${value.toFixed(digits)}${base}`;
  let amount = longDouble(value);
  if (divisor !== 1) amount = divided(amount, divisor);
  let unit = base;
  for (let i = 0; i < units.length - 1 && toNumber(amount) >= step * 0.85; i++) {
    amount = divided(amount, step);
    unit = units[i]!;
  }
  return `${fixedLong(amount, digits)}${unit}`;
}

/** '355.30us', '1.25ms', '2.00s', '1.50m'. */
export function formatMicroseconds(us: number): string {
  return us >= 1_000_000 ? scaled(us, seconds, 2, 1_000_000) : scaled(us, microseconds, 2);
}

/** Whole seconds, as wrk names a test's duration: '30s', '2m'; from 51 seconds on in minutes. */
export function formatDuration(s: number): string {
  return scaled(s, seconds, 0);
}

/** '25.92k'. */
export function formatMetric(value: number): string {
  return scaled(value, metric, 2);
}

/** '6.59M', to be followed by 'B'. */
export function formatBinary(bytes: number): string {
  return scaled(bytes, binary, 2);
}

/** Reads a number with an SI unit, as wrk's `-c 1k`; null for what is none. Whole numbers only. */
export function parseMetric(text: string): number | null {
  return parseScaled(text, { '': 1, k: 1e3, m: 1e6, g: 1e9, t: 1e12, p: 1e15 });
}

/** Reads a time with a unit, as wrk's `-d 2m`, in seconds; null for what is none. */
export function parseSeconds(text: string): number | null {
  return parseScaled(text, { '': 1, s: 1, m: 60, h: 3600 });
}

function parseScaled(text: string, factors: Readonly<Record<string, number>>): number | null {
  const [, digits, unit] = /^(\d{1,15})([a-z]?)$/.exec(text.toLowerCase()) ?? [];
  const factor = factors[unit ?? '?'];
  return digits === undefined || factor === undefined ? null : Number(digits) * factor;
}
