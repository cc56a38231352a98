import type { DiffTable } from '../../engine/analysis/types';
import { diffText } from '../../engine/text/report';
import { type Comparison, compareInputs } from './comparison';
import { type ProfileInput, readInput } from './input';
import { numberOption, textOption, type Verb } from './verb';
import { kindOption, profileOption, sampleTypeOption } from './verb-top';

function diffRow(diff: DiffTable, row: number) {
  const frame = diff.frame[row]!;
  return {
    name: diff.frames.name[frame]!,
    file: diff.frames.file[frame]!,
    flat: [diff.flatBefore[row]!, diff.flatAfter[row]!],
    cum: [diff.cumBefore[row]!, diff.cumAfter[row]!],
  };
}

/** One line of JSON; each pair is before, after. */
function diffJson(before: ProfileInput, after: ProfileInput, { diff, sampleType }: Comparison, rows: number) {
  return JSON.stringify({
    names: [before.name, after.name],
    sampleType,
    unit: diff.unit,
    total: [diff.totalBefore, diff.totalAfter],
    requests: [before.requests, after.requests],
    rows: Array.from({ length: Math.min(rows, diff.length) }, (_, row) => diffRow(diff, row)),
  });
}

export const diffVerb: Verb = {
  name: 'diff',
  operands: 'BASE NEW',
  arity: [2, 2],
  summary: 'what changed between two profiles, function by function',
  details: [
    'BASE and NEW are profiles, or the folders of runs; only runs know their requests.',
    'Rows are ordered by the size of the change.',
  ],
  options: {
    'per-request': { type: 'boolean', about: 'divide each side by the requests that ran meanwhile' },
    'equal-totals': { type: 'boolean', about: 'scale NEW so that both totals are equal' },
    top: { type: 'string', short: 'n', placeholder: 'N', about: 'rows to print (20)' },
    'sample-type': sampleTypeOption,
    profile: profileOption,
    json: { type: 'boolean', about: 'one line of JSON' },
  },
  async run(args, { terminal }) {
    const rows = numberOption(args, 'top', { fallback: 20, min: 1, max: 1_000_000 });
    const kind = kindOption(args);
    const [base, changed] = args.positionals as [string, string];
    const before = await readInput(base, kind);
    const after = await readInput(changed, kind);
    const how = args.values['per-request']
      ? 'per-request'
      : args.values['equal-totals']
        ? 'equal-totals'
        : 'absolute';
    const comparison = compareInputs(before, after, how, textOption(args, 'sample-type'));
    if (args.values.json) return terminal.out(diffJson(before, after, comparison, rows));
    const { bold, dim } = terminal.paint;
    terminal.out(`${bold(`${before.name} → ${after.name}`)}  ${dim(`${comparison.sampleType}, ${how}`)}`);
    for (const line of diffText(comparison.diff, rows)) terminal.out(line);
  },
};
