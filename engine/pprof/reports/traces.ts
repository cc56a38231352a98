import { compareBytewise } from '../../analysis/order';
import { autoLabel } from '../../units/measure';
import { formatAmount, type ReportContext, type ReportOutput } from '../context';
import { mean } from '../graph/mean';
import { locationNodes } from '../graph/nodes';
import { labelsOf } from '../labels';
import { profileLegend } from '../legend';
import { valuesOf } from '../sample-values';
import { textOf } from './lines';

const separator = '-----------+-------------------------------------------------------';

/** traces: every sample with its labels and stack. */
export function tracesReport(context: ReportContext): ReportOutput {
  const { profile, choice, labelUnits } = context;
  const { samples } = profile;
  const { values, divisors } = valuesOf(profile, choice);
  const { infos, offsets, nodes } = locationNodes(profile, {
    keepBinaries: false,
    trimPath: null,
    sourcePath: '',
  });
  const lines = profileLegend(context);
  for (let row = 0; row < samples.length; row++) {
    const from = samples.stackOffsets[row]!;
    const to = samples.stackOffsets[row + 1]!;
    if (from === to) continue;
    lines.push(separator);
    const { texts, numbers } = labelsOf(profile, row);
    const label = (key: string, words: readonly string[]) =>
      `${' '.repeat(Math.max(0, 10 - [...key].length))}${key}:  ${words.join(' ')}`;
    lines.push(...[...texts].map(([key, words]) => label(key, words)).sort(compareBytewise));
    const ofNumbers = [...numbers].map(([key, amounts]) =>
      label(
        key,
        amounts.map((amount) => autoLabel(amount, labelUnits.get(key) ?? '')),
      ),
    );
    lines.push(...ofNumbers.sort(compareBytewise));
    let amount = formatAmount(context, mean(values[row]!, divisors === null ? 0 : divisors[row]!));
    for (let i = from; i < to; i++) {
      const location = samples.stacks[i]!;
      const last = offsets[location + 1]! - 1;
      for (let line = offsets[location]!; line <= last; line++) {
        const inline = line === last ? '' : ' (inline)';
        lines.push(`${amount.padStart(10)}   ${infos.printable(nodes[line]!)}${inline}`);
        amount = '';
      }
    }
  }
  lines.push(separator);
  return textOf(lines);
}
