import { acquireProfile } from './pprof/acquire';
import { parsePprofArguments } from './pprof/flags';
import { flagsHelp } from './pprof/help';
import { printReport } from './pprof/print-report';
import { areFiles } from './pprof/sources';
import { UsageError, type Verb } from './verb';

const usage = [
  'usage:',
  '',
  'A report:',
  '   flamebench pprof FORMAT [OPTIONS] [PROGRAM] SOURCE…',
  '',
  'A shell, whose commands make reports:',
  '   flamebench pprof [OPTIONS] [PROGRAM] SOURCE…',
  '',
  'The window, in a browser:',
  '   flamebench pprof -http=[HOST]:[PORT] [OPTIONS] [PROGRAM] SOURCE…',
  '',
  'A source is a file, or the URL of a profile of a running service. Several are merged.',
  '',
];

/** A report on files. The shell, the window and services are waited for. */
function onlyComputes(words: readonly string[]): boolean {
  try {
    const { command, http, sources, bases } = parsePprofArguments(words);
    return command !== '' && http === '' && areFiles([...sources, ...bases]);
  } catch {
    // The verb itself says what is wrong.
    return true;
  }
}

export const pprofVerb: Verb = {
  name: 'pprof',
  operands: '[FORMAT] [OPTIONS] [PROGRAM] SOURCE…',
  arity: [0, 0],
  readsOwnFlags: true,
  failureStatus: 2,
  summary:
    "the reports of go tool pprof with its flags, as in 'pprof -top cpu.pb.gz'; without one, its shell",
  details: [],
  options: {},
  onlyComputes,
  async run({ positionals }, context) {
    const args = parsePprofArguments(positionals);
    const { terminal, signal, distFolder, heedInterrupts } = context;
    if (args.wantsHelp) {
      for (const line of [...usage, ...flagsHelp()]) terminal.out(line);
      return;
    }
    if (args.sources.length === 0) throw new UsageError('there is no source: a file or a URL');
    for (const line of args.notes) terminal.note(line);
    if (args.http !== '') {
      // Loaded for this alone: it brings the services of the whole window.
      const { serveInBrowser } = await import('./pprof/serve');
      return serveInBrowser(args, context);
    }
    const profile = await acquireProfile(args, context);
    if (args.command === '') {
      const { startShell } = await import('./pprof/shell/start');
      await startShell(profile, args, context);
    } else
      await printReport(profile, args, {
        terminal,
        signal,
        distFolder,
        tools: args.tools,
        isShell: false,
        heedInterrupts,
      });
  },
};
