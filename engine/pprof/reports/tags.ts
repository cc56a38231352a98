import { compareBytewise } from '../../analysis/order';
import { percentage, scaledLabel } from '../../units/measure';
import { formatAmount, type ReportContext, type ReportOutput } from '../context';
import { labelsOf } from '../labels';
import { valuesOf } from '../sample-values';

/** tags: per label key, what its values sum up to. */
export function tagsReport(context: ReportContext): ReportOutput {
  const { total, options } = context;
  const amount = (value: number) => formatAmount(context, value);
  const share = (value: number) => (total > 0 ? ` (${percentage(value, total)})` : '');
  let text = '';
  const sums = labelSums(context, options.unit);
  for (const key of [...sums.keys()].sort(compareBytewise)) {
    const values = [...sums.get(key)!].sort(
      ([a, x], [b, y]) => (x === y ? 0 : Math.abs(y) - Math.abs(x)) || (x === y ? compareBytewise(a, b) : 0),
    );
    const sum = values.reduce((all, [, value]) => all + value, 0);
    const cells = values.map(([, value]) => `${amount(value)}${share(value)}:`);
    const keyWidth = Array.from(`${key}:`).length + 1;
    const cellWidth = Math.max(...cells.map((cell) => cell.length)) + 1;
    text += ` ${key}: Total ${amount(sum)} of ${amount(total)}${share(sum)}\n`;
    values.forEach(([name], i) => {
      text += `${' '.repeat(keyWidth)}${cells[i]!.padStart(cellWidth)} ${name}\n`;
    });
    text += '\n';
  }
  return { kind: 'text', text };
}

/** Sums by key, then by value as it is written. */
function labelSums(
  { profile, choice, labelUnits }: ReportContext,
  unit: string,
): Map<string, Map<string, number>> {
  const sums = new Map<string, Map<string, number>>();
  const { values } = valuesOf(profile, choice);
  const add = (key: string, name: string, value: number) => {
    const byName = sums.get(key) ?? new Map<string, number>();
    sums.set(key, byName.set(name, (byName.get(name) ?? 0) + value));
  };
  for (let row = 0; row < profile.samples.length; row++) {
    const { texts, numbers } = labelsOf(profile, row);
    for (const [key, words] of texts) for (const word of words) add(key, word, values[row]!);
    for (const [key, amounts] of numbers) {
      for (const each of amounts) add(key, scaledLabel(each, labelUnits.get(key) ?? '', unit), values[row]!);
    }
  }
  return sums;
}
