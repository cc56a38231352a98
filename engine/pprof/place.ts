import type { ReportPlace } from './context';

/** Offset and name of a time zone at a moment. */
export interface Zone {
  /** East is positive. */
  readonly offsetMinutes: number;
  readonly name: string;
}

/** Nanoseconds since the last full second. */
function fractionOf(unixNanos: bigint): bigint {
  const second = 1_000_000_000n;
  return ((unixNanos % second) + second) % second;
}

/** A place where clocks show the given zone. */
export function placeIn(zoneAt: (unixMs: number) => Zone): ReportPlace {
  const local = (unixNanos: bigint) => {
    const unixMs = Number((unixNanos - fractionOf(unixNanos)) / 1_000_000n);
    const zone = zoneAt(unixMs);
    const shifted = new Date(unixMs + zone.offsetMinutes * 60_000).toISOString();
    return { zone, day: shifted.slice(0, 10), time: shifted.slice(11, 19) };
  };
  return {
    formatTime(unixNanos) {
      const { zone, day, time } = local(unixNanos);
      return `${day} ${time} ${zone.name}`;
    },
    formatExactTime(unixNanos) {
      const { zone, day, time } = local(unixNanos);
      const nanos = String(fractionOf(unixNanos)).padStart(9, '0').replace(/0+$/, '');
      return `${day} ${time}${nanos === '' ? '' : `.${nanos}`} ${offsetText(zone.offsetMinutes)} ${zone.name}`;
    },
  };
}

export const utcPlace = placeIn(() => ({ offsetMinutes: 0, name: 'UTC' }));

/** '+0130'. */
function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  const digits = String(Math.floor(size / 60) * 100 + (size % 60)).padStart(4, '0');
  return `${minutes < 0 ? '-' : '+'}${digits}`;
}
