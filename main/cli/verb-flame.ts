import { buildTree } from '../../engine/analysis/tree';
import { comparedAs, englishReport } from '../../engine/export/words';
import { flameSvg } from '../../engine/render/flame-svg';
import { basisDetails, basisOption, basisOptions, refuseBasis } from './basis';
import { compareInputs, noiseIn } from './comparison';
import { totalsOf, unequalTotals } from './diff-report';
import { chooseSampleType, type PooledInput, readInput, readInputs } from './input';
import { pictureChoice, pictureOptions, seenBy } from './picture-options';
import { saveOutput } from './save-output';
import { textOption, UsageError, type Verb } from './verb';
import { choiceOf, profileOption, sampleTypeOption, sideOption } from './verb-top';

export const flameVerb: Verb = {
  name: 'flame',
  operands: 'FILE [NEW] OUT.svg',
  arity: [2, 3],
  onlyComputes: true,
  summary: 'a flame graph as a picture that zooms and searches in any browser',
  details: [
    "FILE is a profile, or a run's folder; - is standard input. With NEW the picture shows what changed from FILE to",
    'NEW; of a run that compares two sides it shows what changed between them, unless --side chooses one.',
    ...basisDetails,
    'What may be noise is grey: measured over the rounds of a run, of single captures the sampling error.',
  ],
  options: {
    ...basisOptions,
    ...pictureOptions,
    'sample-type': sampleTypeOption,
    profile: profileOption,
    side: sideOption,
  },
  async run(args, context) {
    const { terminal } = context;
    const out = args.positionals.at(-1)!;
    if (!out.endsWith('.svg')) throw new UsageError(`'${out}' must end in .svg`);
    const choice = choiceOf(args);
    const sampleType = textOption(args, 'sample-type');
    const look = pictureChoice(args);
    const asked = basisOption(args);
    const [before, changed] = args.positionals as [string, string];
    const [input, after] =
      args.positionals.length === 3
        ? [await readInput(before, choice, context), await readInput(changed, choice, context)]
        : ((await readInputs(before, choice, context)) as [PooledInput, PooledInput?]);
    let svg: string;
    let basis = '';
    if (after !== undefined) {
      const inputs = { before: input, after, paired: args.positionals.length === 2 };
      const comparison = compareInputs(inputs, asked, sampleType, look.shape);
      const { tree, how } = comparison;
      const noise = look.greyNoise ? noiseIn(inputs, comparison, sampleType, look.shape) : null;
      for (const remark of unequalTotals(how, totalsOf(tree), [input.name, after.name]))
        terminal.note(remark);
      basis = ` Compared ${englishReport.basis[how]}.`;
      svg = flameSvg(tree, {
        title: `${input.name} → ${after.name}`,
        subtitle: comparedAs(comparison.sampleType, how, noise, englishReport),
        headings: [input.name, after.name],
        seen: seenBy(look, tree, noise),
      });
    } else {
      refuseBasis(asked);
      const sampleIndex = chooseSampleType(input, sampleType);
      const tree = buildTree([{ profile: input.profile, sampleIndex }], look.shape);
      svg = flameSvg(tree, {
        title: input.name,
        subtitle: input.profile.sampleTypes[sampleIndex]!.type,
        seen: seenBy(look, tree),
      });
    }
    await saveOutput(out, new TextEncoder().encode(svg), context);
    terminal.note(`Wrote ${out}.${basis}`);
  },
};
