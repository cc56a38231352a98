import type { NumberRange } from './tag-ranges';

/**
 * What option tagfocus takes to mean one value of a label, and no other. Its text is split at commas, and read as
 * numbers where it looks like a range; what would be misread so is given another spelling or none.
 *
 * @returns '' where there is no such text
 */
export function textFilter(key: string, text: string): string {
  if (key === '' || key.includes('=')) return '';
  const quoted = text.replace(/[\\.*+?()|[\]{}^$]/g, '\\$&').replace(/,/g, '\\x2c');
  return `${key}=^${quoted}$`;
}

/** The same for numbers: the bounds, in the label's unit, belong to the range. */
export function rangeFilter(key: string, { low, high }: NumberRange, unit: string): string {
  // A unit that is no word cannot stand behind a number there.
  if (key === '' || key.includes('=') || !/^[A-Za-z]+$/.test(unit)) return '';
  if (!Number.isSafeInteger(low) || !Number.isSafeInteger(high)) return '';
  return low === high ? `${key}=${low}${unit}` : `${key}=${low}${unit}:${high}${unit}`;
}
