import { topTable } from '../../engine/analysis/top';
import { diffText, topText } from '../../engine/text/report';
import type { Comparison } from './comparison';
import { type Figures, figureCells, figureHeads, ratioCells } from './figures';
import { chooseSampleType } from './input';
import type { Recording } from './recording';
import { alignRows } from './table';
import type { Terminal } from './terminal';

/** The comparisons that the demo shows. */
export interface DemoComparisons {
  readonly cpu: Comparison;
  readonly cpuPerRequest: Comparison;
  readonly heapPerRequest: Comparison;
}

const topRows = 8;
const diffRows = 8;

function section(terminal: Terminal, title: string, about: string, lines: readonly string[]): void {
  terminal.out();
  terminal.out(`${terminal.paint.bold(terminal.paint.accent(title))}  ${terminal.paint.dim(about)}`);
  for (const line of lines) terminal.out(line);
}

/** Rows of a difference, coloured by whether the function became dearer or cheaper. */
function diffLines({ paint }: Terminal, { diff }: Comparison): string[] {
  const lines = diffText(diff, diffRows);
  const head = lines.length - Math.min(diffRows, diff.length);
  return lines.map((line, i) => {
    const row = i - head;
    if (row < 0) return paint.dim(line);
    const change = diff.flatAfter[row]! - diff.flatBefore[row]!;
    return change < 0 ? paint.better(line) : change > 0 ? paint.worse(line) : line;
  });
}

/** The demo's result as a page of text. */
export function printDemo(
  terminal: Terminal,
  recordings: readonly Recording[],
  figures: readonly [Figures, Figures],
  { cpu, cpuPerRequest, heapPerRequest }: DemoComparisons,
): void {
  const [before, after] = figures;
  const rows = [figureHeads, figureCells(before), figureCells(after), ratioCells(before, after)];
  section(terminal, 'Load', 'the same requests at both variants', alignRows(rows));
  for (const { run, inputs } of recordings) {
    const input = inputs.find(({ kind }) => kind === 'cpu')!;
    const top = topTable(input.profile, chooseSampleType(input));
    section(terminal, `CPU, ${run.label}`, `${input.requests} requests`, topText(top, topRows));
  }
  const names = recordings.map(({ run }) => run.label).join(' → ');
  section(terminal, `CPU, ${names}`, 'in equal time, not for equal work', diffLines(terminal, cpu));
  section(terminal, `CPU per request, ${names}`, 'what the change saves', diffLines(terminal, cpuPerRequest));
  section(terminal, `Allocated per request, ${names}`, 'by sampling', diffLines(terminal, heapPerRequest));
}
