import type { BuilderLabel } from '../../model/builder';

/**
 * `key:[value] key:[1 2]`. The text does not tell words from numbers: what is all numbers, each perhaps with
 * a unit, is read as numbers, and all else as one text.
 */
export function parseLabels(line: string): BuilderLabel[] {
  const labels: BuilderLabel[] = [];
  for (let pos = 0; pos < line.length; ) {
    const open = line.indexOf(':[', pos);
    if (open < 0) break;
    const close = line.indexOf('] ', open);
    const end = close < 0 ? line.length - 1 : close;
    const key = line.slice(pos, open);
    const value = line.slice(open + 2, end);
    const numbers = parseNumbers(value);
    if (numbers === null) labels.push({ key, text: value });
    else for (const { num, unit } of numbers) labels.push({ key, num, unit });
    pos = end + 2;
  }
  return labels;
}

function parseNumbers(value: string): { num: bigint; unit: string }[] | null {
  const words = value.split(' ');
  const isNumber = (word: string | undefined) => word !== undefined && /^-?\d{1,18}$/.test(word);
  if (words.every(isNumber)) return words.map((word) => ({ num: BigInt(word), unit: '' }));
  const pairs: { num: bigint; unit: string }[] = [];
  for (let i = 0; i < words.length; i += 2) {
    const unit = words[i + 1];
    if (!isNumber(words[i]) || unit === undefined || isNumber(unit)) return null;
    pairs.push({ num: BigInt(words[i]!), unit });
  }
  return pairs;
}
