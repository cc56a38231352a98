import type { Normalisation } from '../analysis/types';

/** How a comparison was made fair, in words that follow 'cpu, '. */
export function basisOf(normalisation: Normalisation['kind']): string {
  switch (normalisation) {
    case 'absolute':
      return 'as measured';
    case 'equal-totals':
      return 'scaled to equal totals';
    case 'per-request':
      return 'per request';
  }
}

/** What common sample types count, as the subject of a sentence. */
const meanings: Readonly<Record<string, string>> = {
  cpu: 'CPU time',
  wall: 'Elapsed time',
  samples: 'Samples',
  alloc_space: 'Memory allocated',
  alloc_objects: 'Objects allocated',
  inuse_space: 'Memory in use',
  inuse_objects: 'Objects in use',
  contentions: 'Waits for locks',
  delay: 'Time spent waiting for locks',
  goroutine: 'Goroutines',
};

export function meaningOf(sampleType: string): string {
  return meanings[sampleType] ?? (sampleType === '' ? 'Samples' : `'${sampleType}'`);
}

/** '12,345'. */
export function grouped(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** '3 functions', '1 function'. */
export function counted(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** A moment of a profile, '23 Nov 2026, 08:05 UTC'; '' where it is unknown. */
export function momentOf(timeNanos: bigint): string {
  if (timeNanos <= 0n) return '';
  const [, day, month, year, time] = new Date(Number(timeNanos / 1_000_000n)).toUTCString().split(' ');
  return `${Number(day)} ${month} ${year}, ${time!.slice(0, 5)} UTC`;
}
