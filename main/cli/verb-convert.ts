import type { Normalisation } from '../../engine/analysis/types';
import { exportAs, exporterOf, exporters } from '../../engine/export/registry';
import type { Exporter, ExportSubject } from '../../engine/export/types';
import { gzipNode } from '../services/gzip';
import { compareInputs } from './comparison';
import { chooseSampleType, type ProfileInput, readInput } from './input';
import { saveOutput } from './save-output';
import { textOption, UsageError, type Verb, type VerbArguments } from './verb';
import { kindOption, profileOption, sampleTypeOption } from './verb-top';

/** Lines of help: what there is to write, and what can hold a comparison. */
function formatLines(): string[] {
  const name = ({ comparison, id }: Exporter) => (comparison === undefined ? id : `${id}*`);
  const width = Math.max(...exporters.map((each) => name(each).length));
  return exporters.map(
    (each) => `  ${name(each).padEnd(width)}  ${each.label}: ${each.extensions.join(' ')}`,
  );
}

/** @throws UsageError where the file's name, or --to, stands for nothing that can hold the subject */
function chosenExporter(args: VerbArguments, out: string, kind: ExportSubject['kind']): Exporter {
  const able = exporters.filter((each) => each[kind] !== undefined);
  const wanted = textOption(args, 'to');
  const asked = kind === 'comparison' ? ' for two profiles' : '';
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

function subjectOf(
  inputs: readonly ProfileInput[],
  normalisation: Normalisation['kind'],
  args: VerbArguments,
): ExportSubject {
  const [before, after] = inputs as [ProfileInput, ProfileInput?];
  const sampleType = textOption(args, 'sample-type');
  const title = textOption(args, 'title') ?? inputs.map(({ name }) => name).join(' → ');
  if (after === undefined) {
    const sampleIndex = chooseSampleType(before, sampleType);
    return { kind: 'profile', title, profile: before.profile, sampleIndex, requests: before.requests };
  }
  const { tree, diff, sampleType: compared } = compareInputs(before, after, normalisation, sampleType);
  const sides = [sideOf(before), sideOf(after)] as const;
  return { kind: 'comparison', title, sides, tree, diff, sampleType: compared, normalisation };
}

export const convertVerb: Verb = {
  name: 'convert',
  operands: 'IN [NEW] OUT',
  arity: [2, 3],
  onlyComputes: true,
  summary: 'a profile, or a comparison of two, in another format',
  details: [
    "IN is a profile of any known format, or a run's folder; - is standard input, and as OUT standard output.",
    "With NEW, what is written is the change from IN to NEW. OUT's ending says the format:",
    ...formatLines(),
    'Those with * can hold a comparison.',
  ],
  options: {
    to: { type: 'string', placeholder: 'FORMAT', about: "the format, whatever OUT's ending is" },
    title: { type: 'string', placeholder: 'TEXT', about: 'what pictures and reports are headed' },
    'per-request': { type: 'boolean', about: 'divide each side by the requests that ran meanwhile' },
    'equal-totals': { type: 'boolean', about: 'scale NEW so that both totals are equal' },
    'sample-type': sampleTypeOption,
    profile: profileOption,
  },
  async run(args, context) {
    const out = args.positionals.at(-1)!;
    const paths = args.positionals.slice(0, -1);
    const compares = paths.length > 1;
    const exporter = chosenExporter(args, out, compares ? 'comparison' : 'profile');
    const how = normalisationOf(args);
    if (!compares && how !== 'absolute') {
      throw new UsageError('--per-request and --equal-totals need two profiles');
    }
    const kind = kindOption(args);
    const inputs: ProfileInput[] = [];
    for (const path of paths) inputs.push(await readInput(path, kind, context));
    const bytes = await exportAs(exporter, subjectOf(inputs, how, args), { gzip: gzipNode });
    await saveOutput(out, bytes, context);
    if (out !== '-') context.terminal.note(`Wrote ${out}: ${exporter.label}.`);
  },
};
