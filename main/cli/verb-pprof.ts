import { acquireProfile } from './pprof/acquire';
import { parsePprofArguments, pprofHelp } from './pprof/flags';
import { printReport } from './pprof/print-report';
import { UsageError, type Verb } from './verb';

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
    for (const line of args.notes) context.terminal.note(line);
    const profile = await acquireProfile(args, context);
    await printReport(profile, args, { terminal: context.terminal, isShell: false });
  },
};
