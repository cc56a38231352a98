import { topTable } from '../../engine/analysis/top';
import { topText } from '../../engine/text/report';
import { captureKinds } from '../../proto/run';
import { chooseSampleType, type ProfileInput, readInputs } from './input';
import { numberOption, textOption, UsageError, type Verb, type VerbArguments } from './verb';

/** The `--profile` option of verbs that read a run. */
export const profileOption = {
  type: 'string',
  placeholder: 'KIND',
  about: `which profile of a run: ${captureKinds.join(', ')}`,
} as const;

/** The `--side` option of verbs that read a run. */
export const sideOption = {
  type: 'string',
  placeholder: 'A|B',
  about: 'which side of a run that compares two, by letter or name',
} as const;

/** Which profile the options say is meant. */
export function choiceOf(args: VerbArguments) {
  return { kind: kindOption(args), side: textOption(args, 'side') };
}

export function kindOption(args: VerbArguments) {
  const text = textOption(args, 'profile');
  const kind = captureKinds.find((each) => each === text);
  if (text !== undefined && kind === undefined) {
    throw new UsageError(`--profile must be one of ${captureKinds.join(', ')}, not '${text}'`);
  }
  return kind;
}

export const sampleTypeOption = {
  type: 'string',
  placeholder: 'TYPE',
  about: "name or number of a sample type: 'cpu', 'alloc_space', 'space/bytes', …",
} as const;

export const topVerb: Verb = {
  name: 'top',
  operands: 'FILE',
  arity: [1, 1],
  onlyComputes: true,
  summary: 'the functions a profile spends most in',
  details: [
    "FILE is a profile, or a run's folder; of one that compares two sides both are shown. - is standard input.",
  ],
  options: {
    number: { type: 'string', short: 'n', placeholder: 'N', about: 'rows to print (20)' },
    'sample-type': sampleTypeOption,
    profile: profileOption,
    side: sideOption,
  },
  async run(args, context) {
    const { terminal } = context;
    const rows = numberOption(args, 'number', { fallback: 20, min: 1, max: 1_000_000 });
    const print = (input: ProfileInput) => {
      const index = chooseSampleType(input, textOption(args, 'sample-type'));
      const { type, unit } = input.profile.sampleTypes[index]!;
      terminal.out(`${terminal.paint.bold(input.name)}  ${terminal.paint.dim(`${type}, ${unit}`)}`);
      for (const line of topText(topTable(input.profile, index), rows)) terminal.out(line);
    };
    for (const [i, input] of (await readInputs(args.positionals[0]!, choiceOf(args), context)).entries()) {
      if (i > 0) terminal.out();
      print(input);
    }
  },
};
