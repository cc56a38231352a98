import type { ValueType } from '../../../../engine/model/profile';

/** The filters that `:` clears. */
export const clearedFilters = ['focus', 'ignore', 'hide', 'tagfocus', 'tagignore'];

/** A line that stands for others: `:`, and the name of a sample type, bare or behind `total_` or `mean_`. */
export function expandShortcut(line: string, sampleTypes: readonly ValueType[]): readonly string[] {
  const text = line.trim();
  if (text === ':') return clearedFilters.map((name) => `${name}=`);
  for (const { type } of sampleTypes) {
    const choice = `sample_index=${type}`;
    if (text === type) return [choice];
    if (text === `total_${type}`) return ['mean=0', choice];
    if (text === `mean_${type}`) return ['mean=1', choice];
  }
  return [text];
}
