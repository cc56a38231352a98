/** Figures of loads as screens, views and charts show them. A number's unit stands beside it or in the text itself. */

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
  if (ms < 0.1) return `${(ms * 1000).toFixed(0)} µs`;
  const digits = ms >= 100 ? 0 : ms >= 10 ? 1 : 2;
  return `${ms.toFixed(digits)} ms`;
}

/** A figure as it stands on an axis, without zeros that say nothing there: '1.00 ms' → '1 ms'. */
export function onAxis(written: string): string {
  return written.replace(/(\.\d*?)0+(?!\d)/, (_, kept: string) => (kept === '.' ? '' : kept));
}

/** '8 s', '1 min 5 s'; never negative. */
export function formatSeconds(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  if (whole < 60) return `${whole} s`;
  return `${Math.floor(whole / 60)} min${whole % 60 === 0 ? '' : ` ${whole % 60} s`}`;
}

/** How long something took: '6.0 s', '1 min 5 s'. */
export function formatDuration(seconds: number): string {
  return seconds < 59.95 ? `${Math.max(0, seconds).toFixed(1)} s` : formatSeconds(Math.round(seconds));
}

/** '3.4 kB'; kilobytes of 1024 bytes, as profiles count them. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit === 0 ? value : value.toPrecision(3)} ${units[unit]}`;
}

/** A share 0…1 as '12.34%'; some is not none, and nearly all not all. */
export function formatShare(share: number): string {
  if (share === 0 || share === 1) return `${100 * share}%`;
  if (share < 0.0001) return '<0.01%';
  return share > 0.9999 ? '>99.99%' : `${(100 * share).toFixed(2)}%`;
}
