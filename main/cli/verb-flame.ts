import { buildTree } from '../../engine/analysis/tree';
import { flameSvg } from '../../engine/render/flame-svg';
import { compareInputs } from './comparison';
import { chooseSampleType, readInput } from './input';
import { saveOutput } from './save-output';
import { textOption, UsageError, type Verb } from './verb';
import { kindOption, profileOption, sampleTypeOption } from './verb-top';

export const flameVerb: Verb = {
  name: 'flame',
  operands: 'FILE [NEW] OUT.svg',
  arity: [2, 3],
  onlyComputes: true,
  summary: 'a flame graph as a picture that zooms and searches in any browser',
  details: [
    "FILE is a profile, or a run's folder; - is standard input. With NEW the picture shows what changed from FILE to NEW.",
  ],
  options: { 'sample-type': sampleTypeOption, profile: profileOption },
  async run(args, context) {
    const { terminal } = context;
    const out = args.positionals.at(-1)!;
    if (!out.endsWith('.svg')) throw new UsageError(`'${out}' must end in .svg`);
    const kind = kindOption(args);
    const sampleType = textOption(args, 'sample-type');
    const input = await readInput(args.positionals[0]!, kind, context);
    let svg: string;
    if (args.positionals.length === 3) {
      const after = await readInput(args.positionals[1]!, kind, context);
      const comparison = compareInputs(input, after, 'absolute', sampleType);
      svg = flameSvg(comparison.tree, {
        title: `${input.name} → ${after.name}`,
        subtitle: comparison.sampleType,
      });
    } else {
      const sampleIndex = chooseSampleType(input, sampleType);
      svg = flameSvg(buildTree([{ profile: input.profile, sampleIndex }]), {
        title: input.name,
        subtitle: input.profile.sampleTypes[sampleIndex]!.type,
      });
    }
    await saveOutput(out, new TextEncoder().encode(svg), context);
    terminal.note(`Wrote ${out}.`);
  },
};
