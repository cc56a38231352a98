/** Durations and times in the words of Go's time package. */

const units: readonly (readonly [bigint, string])[] = [
  [1_000_000n, 'ms'],
  [1_000n, 'µs'],
  [1n, 'ns'],
];

/** A duration as Go prints it: '1h40m19.923s', '1.5ms', '0s'. */
export function goDuration(nanos: bigint): string {
  if (nanos === 0n) return '0s';
  const sign = nanos < 0n ? '-' : '';
  const size = nanos < 0n ? -nanos : nanos;
  const second = 1_000_000_000n;
  if (size < second) {
    const [unit, name] = units.find(([each]) => size >= each)!;
    return `${sign}${decimal(size, unit)}${name}`;
  }
  const seconds = size / second;
  const hours = seconds / 3600n;
  const minutes = (seconds / 60n) % 60n;
  const rest = `${decimal(size % (60n * second), second)}s`;
  if (hours > 0n) return `${sign}${hours}h${minutes}m${rest}`;
  return sign + (minutes > 0n ? `${minutes}m${rest}` : rest);
}

/** value / unit with all its decimals, exactly. */
function decimal(value: bigint, unit: bigint): string {
  const digits = String(unit).length - 1;
  const fraction = String(value % unit)
    .padStart(digits, '0')
    .slice(0, digits)
    .replace(/0+$/, '');
  return `${value / unit}${fraction === '' ? '' : `.${fraction}`}`;
}

/** A time as Go prints it, in UTC: '2026-11-23 08:00:00.5 +0000 UTC'. */
export function goTime(nanos: bigint): string {
  const second = 1_000_000_000n;
  const fraction = ((nanos % second) + second) % second;
  const date = new Date(Number((nanos - fraction) / 1_000_000n));
  const text = date
    .toISOString()
    .replace(/^\+?0*(\d{4,})/, '$1')
    .replace('T', ' ')
    .slice(0, -5);
  const decimals = fraction === 0n ? '' : `.${String(fraction).padStart(9, '0').replace(/0+$/, '')}`;
  return `${text}${decimals} +0000 UTC`;
}
