import { gate } from '../../engine/stats/gate';
import { basisDetails, basisOption, basisOptions } from './basis';
import { compareSides } from './comparison';
import { diffJson, printDiff, verdictLines } from './diff-report';
import { readRunSides, readSide, type Sides } from './sides';
import { ExitStatus, numberOption, textOption, UsageError, type Verb, type VerbArguments } from './verb';
import { kindOption, profileOption, sampleTypeOption } from './verb-top';

/** Status of a comparison that holds a significant regression above the limit of --fail-over. */
export const regressedStatus = 3;

/** '5%' as 0.05; null where nothing is gated. */
function limitOption(args: VerbArguments): number | null {
  const text = textOption(args, 'fail-over');
  if (text === undefined) return null;
  const percent = /^(\d+(?:\.\d+)?)\s*%?$/.exec(text.trim());
  if (percent === null) throw new UsageError(`--fail-over takes a percentage like 5%, not '${text}'`);
  return Number(percent[1]) / 100;
}

export const diffVerb: Verb = {
  name: 'diff',
  operands: 'BASE NEW | RUN',
  arity: [1, 2],
  onlyComputes: true,
  summary: 'what changed between two profiles or the rounds of two, function by function',
  details: [
    'BASE and NEW are profiles, the folders of runs, or several of either as rounds: a1.pb.gz,a2.pb.gz or',
    "'a*.pb.gz'. RUN is the folder of one run that measured two variants. Only runs know their requests.",
    'Rows are ordered by the size of the change. Where each side has rounds, change is told from noise: ± is the',
    '95 % interval; sure says change (at most one in twenty falsely), noise, few (samples too few to tell), or share:',
    'noise hides it in the values, which the speed of the machine is in, but as a share of the whole it changed.',
    ...basisDetails,
    '',
    'For continuous integration, --fail-over ends with status 3 when the whole, or a function of at least 1 % of',
    'it, rose significantly by more than the limit; a function that is new is held against the whole. It takes',
    'rounds to be significant. Status 0 means passed, or undecided where the data cannot tell, and says which.',
  ],
  options: {
    ...basisOptions,
    'fail-over': {
      type: 'string',
      placeholder: 'PERCENT',
      about: 'status 3 for a significant rise above it',
    },
    top: { type: 'string', short: 'n', placeholder: 'N', about: 'rows to print (20)' },
    'sample-type': sampleTypeOption,
    profile: profileOption,
    json: { type: 'boolean', about: 'one line of JSON' },
  },
  async run(args, context) {
    const { terminal } = context;
    const rows = numberOption(args, 'top', { fallback: 20, min: 1, max: 1_000_000 });
    const limit = limitOption(args);
    const kind = kindOption(args);
    const basis = basisOption(args);
    const [base, changed] = args.positionals as [string, string | undefined];
    const sides: Sides =
      changed === undefined
        ? await readRunSides(base, kind)
        : {
            before: await readSide(base, kind, context),
            after: await readSide(changed, kind, context),
            paired: false,
          };
    const comparison = compareSides(sides, basis, textOption(args, 'sample-type'));
    const verdict = limit === null ? null : gate(comparison.significance, comparison.diff.frames, limit);
    if (args.values.json) terminal.out(diffJson(sides, comparison, rows, verdict));
    else printDiff(terminal, sides, comparison, rows);
    if (limit === null || verdict === null) return;
    for (const line of verdictLines(verdict, limit, comparison.diff.unit)) terminal.note(line);
    if (verdict.verdict === 'regressed') throw new ExitStatus(regressedStatus);
  },
};
