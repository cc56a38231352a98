import { buildTree } from '../../engine/analysis/tree';
import { writeFolded } from '../../engine/export/folded';
import { backgroundColors } from '../../engine/flamegraph/colors';
import { flamegraph } from '../../engine/flamegraph/flamegraph';
import { defaultOptions, type FlamegraphOptions } from '../../engine/flamegraph/options';
import type { Profile, ValueType } from '../../engine/model/profile';
import { runReport } from '../../engine/pprof/report';
import { chooseSamples } from '../../engine/pprof/sample-values';
import { atOnce } from '../../engine/work/work';
import { writeFileAtomically } from '../services/save-file';
import { verbHelp } from './help';
import { paletteFile, readPaletteFile, writePaletteFile } from './perl-tools/palette-file';
import { acquireProfile } from './pprof/acquire';
import { type PprofArguments, parsePprofArguments } from './pprof/flags';
import { localPlace } from './pprof/local-place';
import { areFiles } from './pprof/sources';
import { parseTorchFlags, type TorchFlags, torchOptions } from './torch/flags';
import { ExitStatus, UsageError, type Verb } from './verb';

const usualFile = 'torch.svg';

/** What go-torch asks pprof for: the sources among its words, else a saved profile, else the service. */
function pprofArguments({ values, rest }: TorchFlags): PprofArguments {
  const flags = ['-seconds', values.get('seconds') ?? '30', ...rest];
  const args = parsePprofArguments(flags);
  if (args.command !== '' || args.http !== '') {
    throw new UsageError(`the result is a flame graph: leave out -${args.command || 'http'}`);
  }
  if (args.sources.length > 0) return args;
  const binary = values.get('binaryinput');
  if (binary !== undefined) {
    const program = values.get('binaryname');
    return { ...args, sources: program === undefined ? [binary] : [program, binary] };
  }
  const url = values.get('url') ?? 'http://localhost:8080';
  const suffix = values.get('suffix') ?? '/debug/pprof/profile';
  return { ...args, sources: [url.replace(/\/$/, '') + suffix] };
}

/** The stacks that pprof's options leave, inlined calls as frames of their own. */
function foldedStacks(profile: Profile, { options }: PprofArguments) {
  const request = { command: 'proto', options, place: localPlace };
  const { output, notes } = runReport(profile, request);
  if (output.kind !== 'profile') throw new Error('the report proto is no profile');
  // The first sample type, unless another is asked for: with CPU profiles that is the number of samples.
  const { index } = chooseSamples(output.profile, options.sample_index || '0', options.mean);
  const tree = buildTree([{ profile: output.profile, sampleIndex: index }], { order: 'name' });
  const folded = atOnce(writeFolded(tree));
  return { folded, sampleType: output.profile.sampleTypes[index]!, notes };
}

/** What the picture says it counts. */
function countName({ type, unit }: ValueType): string {
  return unit === 'count' ? type : unit;
}

async function pictureOptions({ values }: TorchFlags, sampleType: ValueType): Promise<FlamegraphOptions> {
  const colors = values.get('colors') ?? defaultOptions.colors;
  return {
    ...defaultOptions,
    title: values.get('title') ?? '',
    width: Number(values.get('width') ?? defaultOptions.width),
    colors,
    background: backgroundColors('', colors) ?? defaultOptions.background,
    shade: values.has('hash') ? 'hash' : defaultOptions.shade,
    paletteMap: values.has('cp') ? await readPaletteFile() : undefined,
    reverse: values.has('reverse'),
    inverted: values.has('inverted'),
    countName: countName(sampleType),
  };
}

/** Unless it takes the profile of a service. */
function onlyComputes(words: readonly string[]): boolean {
  try {
    const { sources, bases } = pprofArguments(parseTorchFlags(words));
    return areFiles([...sources, ...bases]);
  } catch {
    // The verb itself says what is wrong.
    return true;
  }
}

export const torchVerb: Verb = {
  name: 'torch',
  operands: '[PPROF FLAGS] [[PROGRAM] SOURCE…]',
  arity: [0, 0],
  readsOwnFlags: true,
  summary: 'the flame graph of a running service or a saved profile, with the options of go-torch',
  details: [
    'Without a source the profile is taken of the service. All other flags are those of `flamebench pprof`:',
    '-focus=main, -ignore=…, -sample_index=alloc_space, …',
    `Colours of --cp are kept in ./${paletteFile}.`,
  ],
  options: torchOptions,
  onlyComputes,
  async run({ positionals }, context) {
    const { terminal } = context;
    const flags = parseTorchFlags(positionals);
    if (flags.wantsHelp) {
      for (const line of verbHelp(torchVerb)) terminal.out(line);
      return;
    }
    const args = pprofArguments(flags);
    for (const line of args.notes) terminal.note(line);
    const { folded, sampleType, notes } = foldedStacks(await acquireProfile(args, context), args);
    for (const line of notes) terminal.note(line);
    if (flags.values.has('raw')) {
      terminal.write(folded);
      return;
    }
    const picture = await pictureOptions(flags, sampleType);
    const { svg, warnings, drawn } = flamegraph(folded, picture, Math.random);
    for (const line of warnings) terminal.note(line);
    if (!drawn) throw new ExitStatus(1);
    if (flags.values.has('print')) terminal.write(svg);
    else {
      const file = flags.values.get('file') ?? usualFile;
      context.heedInterrupts?.();
      await writeFileAtomically(file, new TextEncoder().encode(svg));
      terminal.note(`Writing svg to ${file}`);
    }
    context.heedInterrupts?.();
    if (picture.paletteMap !== undefined) await writePaletteFile(picture.paletteMap);
  },
};
