import { topTable } from '../../engine/analysis/top';
import { topText } from '../../engine/text/report';
import { compareSides } from './comparison';
import { printDiff } from './diff-report';
import { errorCount, figureCells, figureHeads, figuresOf, ratioCells } from './figures';
import { chooseSampleType } from './input';
import type { Recording } from './recording';
import { pairOf } from './sides';
import { alignRows } from './table';
import type { Terminal } from './terminal';

const topRows = 10;

/** What an experiment measured: the load, then each kind of profile, or its change between the two variants. */
export async function printRecording(terminal: Terminal, recording: Recording): Promise<void> {
  const { run, sides } = recording;
  printLoad(terminal, recording);
  // What is doubtful of one kind of profile is so of the others as well.
  const said = new Set<string>();
  for (const kind of new Set(run.plan.captures)) {
    const pair = pairOf(sides[0]?.get(kind), sides[1]?.get(kind));
    if (pair !== null) printDiff(terminal, pair, compareSides(pair, 'fair'), topRows, said);
    for (const side of pair === null ? sides.flatMap((each) => each.get(kind) ?? []) : []) {
      const index = chooseSampleType(side.pooled);
      const rounds =
        side.captures.length === 1 ? '' : `  ${terminal.paint.dim(`${side.captures.length} rounds`)}`;
      const { type } = side.pooled.profile.sampleTypes[index]!;
      terminal.out(`${terminal.paint.bold(`${side.name}, ${type}`)}${rounds}`);
      for (const line of topText(topTable(side.pooled.profile, index), topRows)) terminal.out(line);
    }
    terminal.out();
  }
}

function printLoad(terminal: Terminal, recording: Recording): void {
  const { plan, turns } = recording.run;
  if (turns.every(({ report }) => report === null)) return;
  const figures = plan.variants.map((_, variant) => figuresOf(recording, variant));
  const [before, after] = figures;
  const rows = [figureHeads, ...figures.map(figureCells)];
  if (before !== undefined && after !== undefined) rows.push(ratioCells(before, after));
  for (const line of alignRows(rows)) terminal.out(line);
  const errors = errorCount(turns);
  if (errors > 0) terminal.out(terminal.paint.worse(`${errors} requests or connections failed`));
  terminal.out();
}
