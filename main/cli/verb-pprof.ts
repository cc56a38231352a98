import { open } from 'node:fs/promises';
import { sentence } from '../../engine/advice/sentence';
import { commands } from '../../engine/pprof/commands';
import type { ReportOutput } from '../../engine/pprof/context';
import { loadProfile } from '../../engine/pprof/load';
import { runReport } from '../../engine/pprof/report';
import { toFailure } from '../../proto/errors';
import { writeFileAtomically } from '../services/save-file';
import { type PprofArguments, parsePprofArguments, pprofHelp } from './pprof/flags';
import { localPlace } from './pprof/local-place';
import { keepProfile, profileFile, writeNumbered } from './pprof/save';
import { fetchSources } from './pprof/sources';
import type { Terminal } from './terminal';
import { UsageError, type Verb, type VerbContext } from './verb';

/** First bytes of ELF, Mach-O and Windows programs. */
const programMarks = ['7f454c46', 'feedface', 'feedfacf', 'cefaedfe', 'cffaedfe', 'cafebabe', '4d5a'];

async function isProgram(path: string): Promise<boolean> {
  try {
    const file = await open(path);
    try {
      const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
      return programMarks.some((mark) => buffer.toString('hex').startsWith(mark));
    } finally {
      await file.close();
    }
  } catch {
    return false;
  }
}

async function write(output: ReportOutput, path: string, terminal: Terminal): Promise<void> {
  const bytes =
    output.kind === 'text' ? new TextEncoder().encode(output.text) : await profileFile(output.profile);
  if (path !== '') {
    terminal.note(`Generating report in ${path}`);
    await writeFileAtomically(path, bytes);
  } else if (output.kind === 'profile' && terminal.isWatched) {
    terminal.note(`Generating report in ${await writeNumbered('.', 'profile', '.pb.gz', bytes)}`);
  } else terminal.write(output.kind === 'text' ? output.text : bytes);
}

async function run(args: PprofArguments, { terminal, signal }: VerbContext): Promise<void> {
  const note = (line: string) => terminal.note(line);
  for (const line of args.notes) note(line);
  const leadsWithProgram = args.sources.length > 1 && (await isProgram(args.sources[0]!));
  const program = leadsWithProgram ? args.sources[0]! : '';
  const fetchOptions = { seconds: args.seconds, timeoutSeconds: args.timeoutSeconds, signal, note };
  const [sources, bases] = await Promise.all([
    fetchSources(args.sources.slice(leadsWithProgram ? 1 : 0), 'source', fetchOptions),
    fetchSources(args.bases, 'base', fetchOptions),
  ]);
  const profile = loadProfile(sources.profiles, {
    bases: bases.profiles,
    program: { file: program, buildId: args.buildId },
    isDiffBase: args.isDiffBase,
    normalizes: args.options.normalize,
    keepsAllFrames: args.keepsAllFrames,
    names: args.names,
    onlySums: commands[args.command]!.showsSamples !== true,
    comment: args.comment,
  });
  if (sources.isRemote || bases.isRemote) {
    await keepProfile(profile, process.env).then(
      (path) => note(`Saved profile in ${path}`),
      (error: unknown) => note(sentence(toFailure(error, 'the profile'))),
    );
  }
  const { command, options, parameter } = args;
  const request = { command, options, place: localPlace, ...(parameter === undefined ? {} : { parameter }) };
  const { output, notes } = runReport(profile, request);
  for (const line of notes) note(line);
  await write(output, options.output, terminal);
}

export const pprofVerb: Verb = {
  name: 'pprof',
  operands: 'REPORT [FLAGS] [PROGRAM] SOURCE…',
  arity: [0, 0],
  readsOwnFlags: true,
  failureStatus: 2,
  summary: "reports as go tool pprof makes them, with its flags: 'pprof -top -focus=main cpu.pb.gz'",
  details: [],
  options: {},
  async run({ positionals }, context) {
    const args = parsePprofArguments(positionals);
    if (args.wantsHelp) {
      context.terminal.out('usage: flamebench pprof REPORT [FLAGS] [PROGRAM] SOURCE…');
      context.terminal.out();
      context.terminal.out(
        'A source is a file, or the URL of a profile of a running service. Several are merged.',
      );
      context.terminal.out();
      for (const line of pprofHelp()) context.terminal.out(line);
      return;
    }
    if (args.sources.length === 0) throw new UsageError('there is no source: a file or a URL');
    if (args.command === '') {
      throw new UsageError('there is no report, such as -top; the interactive shell is not there yet');
    }
    await run(args, context);
  },
};
