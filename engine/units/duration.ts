/** A duration as Go writes it: '1h2m0.5s', '10s', '1.5ms', '300µs', '0s'. */
export function durationText(nanos: bigint): string {
  if (nanos === 0n) return '0s';
  const sign = nanos < 0n ? '-' : '';
  const size = nanos < 0n ? -nanos : nanos;
  const decimal = (unit: bigint, label: string) => {
    const digits = String(unit).length - 1;
    const rest =
      digits === 0
        ? ''
        : String(size % unit)
            .padStart(digits, '0')
            .replace(/0+$/, '');
    return `${sign}${size / unit}${rest === '' ? '' : `.${rest}`}${label}`;
  };
  if (size < 1_000n) return decimal(1n, 'ns');
  if (size < 1_000_000n) return decimal(1_000n, 'µs');
  if (size < 1_000_000_000n) return decimal(1_000_000n, 'ms');
  const minute = 60_000_000_000n;
  const fraction = String(size % 1_000_000_000n)
    .padStart(9, '0')
    .replace(/0+$/, '');
  const seconds = `${(size % minute) / 1_000_000_000n}${fraction === '' ? '' : `.${fraction}`}s`;
  const minutes = size / minute;
  if (minutes === 0n) return sign + seconds;
  const hours = minutes / 60n;
  return `${sign}${hours === 0n ? '' : `${hours}h`}${minutes % 60n}m${seconds}`;
}
