import { topTable } from '../../engine/analysis/top';
import { topText } from '../../engine/text/report';
import type { JudgedComparison } from './comparison';
import { judgedLines, roundsText } from './diff-report';
import { type Figures, figureCells, figureHeads, ratioCells } from './figures';
import { chooseSampleType } from './input';
import type { Recording } from './recording';
import { alignRows } from './table';
import type { Terminal } from './terminal';

/** The comparisons that the demo shows. */
export interface DemoComparisons {
  readonly cpu: JudgedComparison;
  readonly cpuPerRequest: JudgedComparison;
  readonly heapPerRequest: JudgedComparison;
}

const topRows = 8;
const diffRows = 8;

function section(terminal: Terminal, title: string, about: string, lines: readonly string[]): void {
  terminal.out();
  terminal.out(`${terminal.paint.bold(terminal.paint.accent(title))}  ${terminal.paint.dim(about)}`);
  for (const line of lines) terminal.out(line);
}

/** The demo's result as a page of text. */
export function printDemo(
  terminal: Terminal,
  { run, sides }: Recording,
  figures: readonly [Figures, Figures],
  { cpu, cpuPerRequest, heapPerRequest }: DemoComparisons,
): void {
  const [before, after] = figures;
  const rows = [figureHeads, figureCells(before), figureCells(after), ratioCells(before, after)];
  section(terminal, 'Load', 'the same requests at both variants', alignRows(rows));
  for (const [variant, { label }] of run.plan.variants.entries()) {
    const { pooled } = sides[variant]!.get('cpu')!;
    const top = topTable(pooled.profile, chooseSampleType(pooled));
    section(terminal, `CPU, ${label}`, `${pooled.requests} requests`, topText(top, topRows));
  }
  const names = run.label;
  const rounds = roundsText(cpuPerRequest);
  const about = (text: string) => (rounds === '' ? text : `${text}; ${rounds}`);
  const lines = (comparison: JudgedComparison) => judgedLines(terminal, comparison, diffRows);
  section(terminal, `CPU, ${names}`, 'in equal time, not for equal work', lines(cpu));
  section(terminal, `CPU per request, ${names}`, about('what the change saves'), lines(cpuPerRequest));
  section(terminal, `Allocated per request, ${names}`, about('by sampling'), lines(heapPerRequest));
}
