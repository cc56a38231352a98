import { buildTree } from '../../engine/analysis/tree';
import { isWhole, type Normalisation } from '../../engine/analysis/types';
import { exportAs, exporterOf, exporters } from '../../engine/export/registry';
import type { Exporter, ExportSubject } from '../../engine/export/types';
import { gzipNode } from '../services/gzip';
import { compareInputs } from './comparison';
import { unequalTotals } from './diff-report';
import { chooseSampleType, type ProfileInput, readInput, readInputs } from './input';
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

function normalisationOf({ values }: VerbArguments): Normalisation['kind'] {
  if (values['per-request'] && values['equal-totals']) {
    throw new UsageError('--per-request and --equal-totals exclude each other');
  }
  if (values['per-request']) return 'per-request';
  return values['equal-totals'] ? 'equal-totals' : 'absolute';
}

function sideOf({ name, requests, profile }: ProfileInput) {
  return { name, requests, timeNanos: profile.timeNanos, durationNanos: profile.durationNanos };
}

/** @param look of the flame graph; null where the file shows none */
function subjectOf(
  inputs: readonly ProfileInput[],
  normalisation: Normalisation['kind'],
  args: VerbArguments,
  look: PictureChoice | null,
): ExportSubject {
  const [before, after] = inputs as [ProfileInput, ProfileInput?];
  const sampleType = textOption(args, 'sample-type');
  const title = textOption(args, 'title') ?? inputs.map(({ name }) => name).join(' → ');
  if (after === undefined) {
    const sampleIndex = chooseSampleType(before, sampleType);
    const { profile, requests } = before;
    const subject = { kind: 'profile' as const, title, profile, sampleIndex, requests };
    if (look === null) return subject;
    const tree = buildTree([{ profile, sampleIndex }], look.shape);
    return { ...subject, tree, seen: seenBy(look, tree) };
  }
  const { tree, sampleType: compared } = compareInputs(before, after, normalisation, sampleType);
  const sides = [sideOf(before), sideOf(after)] as const;
  const subject = { kind: 'comparison' as const, title, sides, tree, sampleType: compared, normalisation };
  if (look === null) return subject;
  const shaped = isWhole(look.shape)
    ? tree
    : compareInputs(before, after, normalisation, sampleType, look.shape).tree;
  return { ...subject, shaped, seen: seenBy(look, shaped) };
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
  ],
  options: {
    to: { type: 'string', placeholder: 'FORMAT', about: "the format, whatever OUT's ending is" },
    title: { type: 'string', placeholder: 'TEXT', about: 'what pictures and reports are headed' },
    'per-request': { type: 'boolean', about: 'divide each side by the requests that ran meanwhile' },
    'equal-totals': { type: 'boolean', about: 'scale NEW so that both totals are equal' },
    ...pictureOptions,
    'sample-type': sampleTypeOption,
    profile: profileOption,
    side: sideOption,
  },
  async run(args, context) {
    const out = args.positionals.at(-1)!;
    const paths = args.positionals.slice(0, -1);
    const how = normalisationOf(args);
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
    const compares = inputs.length > 1;
    if (!compares && how !== 'absolute') {
      throw new UsageError('--per-request and --equal-totals need two profiles');
    }
    const exporter = chosenExporter(args, out, compares ? 'comparison' : 'profile', paths.length === 1);
    const subject = subjectOf(inputs, how, args, look);
    if (subject.kind === 'comparison') {
      const { tree, sides } = subject;
      const totals = [tree.total[0]![0]!, tree.total[1]![0]!] as const;
      const remarks = unequalTotals(how, totals, [sides[0].name, sides[1].name]);
      for (const remark of remarks) context.terminal.note(remark);
    }
    const bytes = await exportAs(exporter, subject, { gzip: gzipNode });
    await saveOutput(out, bytes, context);
    if (out === '-') return;
    const what = compares && paths.length === 1 ? ` of ${inputs.map(({ name }) => name).join(' → ')}` : '';
    context.terminal.note(`Wrote ${out}: ${exporter.label}${what}.`);
  },
};
