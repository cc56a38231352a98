import { sentence } from '../../engine/advice/sentence';
import { parseWrkCommand, type WrkCommand } from '../../engine/load/wrk-command';
import { type WrkOption, wrkOptions, wrkUsage } from '../../engine/load/wrk-options';
import { wrkStats } from '../../engine/load/wrk-stats';
import { wrkLatency, wrkResults } from '../../engine/load/wrk-text';
import { FlamebenchError } from '../../proto/errors';
import { isOpenModel, type LoadPlan, type LoadReport } from '../../proto/load';
import { version } from '../version';
import { verbHelp } from './help';
import { ExitStatus, type Option, type Verb, type VerbContext } from './verb';
import { drive } from './wrk/drive';
import { planOf } from './wrk/plan';
import { remarksOn } from './wrk/remarks';
import { otherForm } from './wrk/reports';

const failedStatus = 1;

function asOption({ short, placeholder, takesValue, about }: WrkOption): Option {
  return {
    type: takesValue ? 'string' : 'boolean',
    ...(short === undefined ? {} : { short }),
    ...(placeholder === undefined ? {} : { placeholder }),
    about,
  };
}

/** As wrk does: what is wrong to stderr, the usage to stdout, and the status of a failure. */
function failUsage(reasons: readonly string[], { terminal }: VerbContext): never {
  for (const reason of reasons) terminal.note(`wrk: ${reason}`);
  for (const line of wrkUsage()) terminal.out(line);
  throw new ExitStatus(failedStatus);
}

function readCommand(words: readonly string[], context: VerbContext): WrkCommand | undefined {
  const { terminal } = context;
  const parsed = parseWrkCommand(words);
  if (!parsed.ok) return failUsage(parsed.errors, context);
  const { command } = parsed;
  if (command.wantsHelp) {
    for (const line of verbHelp(wrkVerb)) terminal.out(line);
    return undefined;
  }
  if (command.wantsVersion) {
    terminal.out(`flamebench ${version}, which takes the command line and the scripts of wrk 4`);
    return failUsage([], context);
  }
  const hasTarget = [command.url, command.curl, command.harFile, command.urlsFile].some(
    (each) => each !== '',
  );
  return hasTarget ? command : failUsage([], context);
}

function printReport(command: WrkCommand, plan: LoadPlan, report: LoadReport, context: VerbContext): void {
  const { terminal } = context;
  if (command.form !== 'wrk') {
    terminal.write(otherForm(command.form, report));
    return;
  }
  const correct = command.isCorrected && !isOpenModel(plan);
  const { latency, added } = wrkLatency(report, { connections: plan.connections, correct });
  for (const line of wrkResults(report, { latency, showPercentiles: command.showPercentiles })) {
    terminal.out(line);
  }
  const { count } = wrkStats(latency);
  for (const remark of remarksOn(plan, report, { added, samples: count })) terminal.note(remark);
}

/** On a command line, a host is confirmed by an option. */
function refuseHost(error: unknown, { terminal }: VerbContext): never {
  if (!(error instanceof FlamebenchError) || error.failure.code !== 'target-not-confirmed') throw error;
  terminal.note(`${sentence(error.failure)} Here that is --host ${error.failure.facts.host}`);
  throw new ExitStatus(failedStatus);
}

export const wrkVerb: Verb = {
  name: 'wrk',
  operands: 'URL [-- ARGS]',
  arity: [0, 0],
  readsOwnFlags: true,
  failureStatus: failedStatus,
  summary: 'load as wrk drives it, with its options, scripts and output, and more',
  details: [
    "Numbers may have a unit (1k, 1M, 1G), times too (2s, 2m, 2h). What is printed is wrk's report, line for line;",
    'what it has no place for goes to stderr. Load at a host that is not this machine needs --host.',
    "A script has wrk's functions and tables; so has one in JavaScript. Lua runs in WebAssembly and reaches nothing",
    'else; JavaScript is fenced in rather than walled off: take only scripts that you trust.',
  ],
  options: Object.fromEntries(
    Object.entries(wrkOptions).flatMap(([name, option]) =>
      name === 'help' ? [] : [[name, asOption(option)]],
    ),
  ),
  async run({ positionals }, context) {
    const { terminal } = context;
    const command = readCommand(positionals, context);
    if (command === undefined) return;
    const { plan, remarks } = await planOf(command);
    for (const remark of remarks) terminal.note(remark);
    const showsHeader = command.form === 'wrk';
    const driven = await drive(plan, { showsHeader }, context).catch((error) => refuseHost(error, context));
    const { report, failure } = driven;
    if (failure === null && report.stopReason === 'unreachable') {
      const problem = report.problems.connect ?? report.problems.tls ?? '';
      const reason = problem.includes('ECONNREFUSED') ? 'Connection refused' : problem;
      terminal.note(`unable to connect to ${report.address} ${reason}`.trimEnd());
      throw new ExitStatus(failedStatus);
    }
    printReport(command, plan, report, context);
    terminal.write(driven.finalOutput);
    if (failure !== null) {
      terminal.note(sentence(failure.failure));
      throw new ExitStatus(failedStatus);
    }
  },
};
