import { buildTree } from '../../engine/analysis/tree';
import { isWhole } from '../../engine/analysis/types';
import { exportAs, exporterOf, exporters } from '../../engine/export/registry';
import type { ComparisonSubject, Exporter, ExportSubject } from '../../engine/export/types';
import { englishReport } from '../../engine/export/words';
import { gzipNode } from '../services/gzip';
import { type Basis, basisDetails, basisOption, basisOptions, refuseBasis } from './basis';
import { type ComparedInputs, compareInputs, noiseIn } from './comparison';
import { totalsOf, unequalTotals } from './diff-report';
import { chooseSampleType, type PooledInput, type ProfileInput, readInput, readInputs } from './input';
import {
  givenPictureOption,
  type PictureChoice,
  pictureChoice,
  pictureOptions,
  seenBy,
} from './picture-options';
import { saveOutput } from './save-output';
import { textOption, UsageError, type Verb, type VerbArguments } from './verb';
import { choiceOf, profileOption, sampleTypeOption, sideOption } from './verb-top';

/** Lines of help: what there is to write, and what can hold a comparison. */
function formatLines(): string[] {
  const name = ({ comparison, id }: Exporter) => (comparison === undefined ? id : `${id}*`);
  const width = Math.max(...exporters.map((each) => name(each).length));
  return exporters.map(
    (each) => `  ${name(each).padEnd(width)}  ${each.label}: ${each.extensions.join(' ')}`,
  );
}

/**
 * @param ofRun the two profiles are the sides of one run, of which one could be chosen instead
 * @throws UsageError where the file's name, or --to, stands for nothing that can hold the subject
 */
function chosenExporter(
  args: VerbArguments,
  out: string,
  kind: ExportSubject['kind'],
  ofRun = false,
): Exporter {
  const able = exporters.filter((each) => each[kind] !== undefined);
  const wanted = textOption(args, 'to');
  const two = ofRun ? ' for the two sides of a run (--side takes one)' : ' for two profiles';
  const asked = kind === 'comparison' ? two : '';
  if (wanted !== undefined) {
    const exporter = able.find(({ id }) => id === wanted);
    if (exporter !== undefined) return exporter;
    throw new UsageError(
      `--to${asked} must be one of ${able.map(({ id }) => id).join(', ')}, not '${wanted}'`,
    );
  }
  const exporter = exporterOf(out, kind);
  if (exporter !== undefined) return exporter;
  const endings = [...new Set(able.flatMap(({ extensions }) => extensions))].join(' ');
  throw new UsageError(`'${out}'${asked} must end in one of ${endings}, or --to must name a format`);
}

function sideOf({ name, requests, profile }: ProfileInput) {
  return { name, requests, timeNanos: profile.timeNanos, durationNanos: profile.durationNanos };
}

/** @param look of the flame graph; null where the file shows none */
function profileSubject(input: ProfileInput, args: VerbArguments, look: PictureChoice | null): ExportSubject {
  const { profile, requests } = input;
  const sampleIndex = chooseSampleType(input, textOption(args, 'sample-type'));
  const title = textOption(args, 'title') ?? input.name;
  const subject = { kind: 'profile' as const, title, profile, sampleIndex, requests };
  if (look === null) return subject;
  const tree = buildTree([{ profile, sampleIndex }], look.shape);
  return { ...subject, tree, seen: seenBy(look, tree) };
}

/** @param look of the flame graph; null where the file shows none */
function comparisonSubject(
  inputs: ComparedInputs,
  asked: Basis,
  args: VerbArguments,
  look: PictureChoice | null,
): ComparisonSubject {
  const { before, after } = inputs;
  const wanted = textOption(args, 'sample-type');
  const comparison = compareInputs(inputs, asked, wanted);
  const { tree, sampleType, how } = comparison;
  const subject = {
    kind: 'comparison' as const,
    title: textOption(args, 'title') ?? `${before.name} → ${after.name}`,
    sides: [sideOf(before), sideOf(after)] as const,
    tree,
    sampleType,
    normalisation: how,
  };
  if (look === null) return subject;
  const { shape, greyNoise } = look;
  const shaped = isWhole(shape) ? comparison : compareInputs(inputs, how, wanted, shape);
  const noise = greyNoise ? noiseIn(inputs, shaped, wanted, shape) : null;
  return { ...subject, shaped: shaped.tree, seen: seenBy(look, shaped.tree, noise) };
}

/** Formats that show a flame graph. */
const pictures: readonly string[] = ['svg', 'html'];

export const convertVerb: Verb = {
  name: 'convert',
  operands: 'IN [NEW] OUT',
  arity: [2, 3],
  onlyComputes: true,
  summary: 'a profile, or a comparison of two, in another format',
  details: [
    "IN is a profile of any known format, or a run's folder; - is standard input, and as OUT standard output.",
    'With NEW, what is written is the change from IN to NEW; of a run that compares two sides it is the change',
    'between them, and --side chooses one. The ending of OUT says the format:',
    ...formatLines(),
    'Those with * can hold a comparison.',
    ...basisDetails,
  ],
  options: {
    to: { type: 'string', placeholder: 'FORMAT', about: "the format, whatever OUT's ending is" },
    title: { type: 'string', placeholder: 'TEXT', about: 'what pictures and reports are headed' },
    ...basisOptions,
    ...pictureOptions,
    'sample-type': sampleTypeOption,
    profile: profileOption,
    side: sideOption,
  },
  async run(args, context) {
    const out = args.positionals.at(-1)!;
    const paths = args.positionals.slice(0, -1);
    const asked = basisOption(args);
    const choice = choiceOf(args);
    // What cannot be written is said before anything is read. Each format can hold one profile.
    const foreseen = chosenExporter(args, out, paths.length > 1 ? 'comparison' : 'profile');
    const isPicture = pictures.includes(foreseen.id);
    const option = givenPictureOption(args);
    if (option !== undefined && !isPicture) {
      throw new UsageError(`--${option} is for flame graphs: .svg and .html`);
    }
    const look = isPicture ? pictureChoice(args) : null;
    const inputs =
      paths.length > 1
        ? [await readInput(paths[0]!, choice, context), await readInput(paths[1]!, choice, context)]
        : await readInputs(paths[0]!, choice, context);
    const [before, after] = inputs as [PooledInput, PooledInput?];
    const compares = after !== undefined;
    if (!compares) refuseBasis(asked);
    const exporter = chosenExporter(args, out, compares ? 'comparison' : 'profile', paths.length === 1);
    const pair = after && { before, after, paired: paths.length === 1 };
    const subject = pair ? comparisonSubject(pair, asked, args, look) : profileSubject(before, args, look);
    let basis = '';
    if (subject.kind === 'comparison') {
      const { tree, sides, normalisation } = subject;
      const remarks = unequalTotals(normalisation, totalsOf(tree), [sides[0].name, sides[1].name]);
      for (const remark of remarks) context.terminal.note(remark);
      basis = ` Compared ${englishReport.basis[normalisation]}.`;
    }
    const bytes = await exportAs(exporter, subject, { gzip: gzipNode });
    await saveOutput(out, bytes, context);
    if (out === '-') return;
    const what = pair?.paired ? ` of ${before.name} → ${pair.after.name}` : '';
    context.terminal.note(`Wrote ${out}: ${exporter.label}${what}.${basis}`);
  },
};
