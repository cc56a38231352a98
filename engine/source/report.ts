import { FlamebenchError } from '../../proto/errors';
import type { Profile } from '../model/profile';
import type { CommandRules } from '../pprof/commands';
import type { ReportContext } from '../pprof/context';
import { type Report, type ReportRequest, reportContext } from '../pprof/report';
import { textOf } from '../pprof/reports/lines';
import { atOnce } from '../work/work';
import { disasmReport } from './disasm';
import { listReport } from './list';
import type { OpenCode, SourceFiles } from './types';
import { weblistReport } from './weblist/report';

/** Where reports on code get it from. */
export interface CodePorts {
  readonly files: SourceFiles;
  readonly open: OpenCode;
  /** Told of each binary that cannot be opened. */
  readonly note: (failure: unknown) => void;
}

export interface CodeCommand extends CommandRules {
  readonly report: (context: ReportContext, pattern: string, ports: CodePorts) => Promise<string[]>;
}

/** Reports that show code; those of engine/pprof show only what the profile holds. */
export const codeCommands: Readonly<Record<string, CodeCommand>> = {
  list: {
    help: 'Source lines of matching functions',
    parameter: 'regexp',
    nodeCount: 0,
    isWhole: true,
    granularity: 'lines',
    report: (context, _pattern, { files }) => listReport(context, files),
  },
  disasm: {
    help: 'Instructions of matching functions, or of the one at an address',
    parameter: 'regexp',
    nodeCount: 0,
    isWhole: true,
    granularity: 'addresses',
    noInlines: true,
    report: (context, pattern, { open, note }) => disasmReport(context, pattern, open, note),
  },
  weblist: {
    help: 'Source lines of matching functions with their instructions, in a browser',
    parameter: 'regexp',
    nodeCount: 0,
    isWhole: true,
    granularity: 'addresses',
    report: weblistReport,
  },
};

/**
 * A report on code as pprof makes it.
 * @throws FlamebenchError 'bad-argument' as runReport, and what `ports` fail with
 */
export async function runCodeReport(
  profile: Profile,
  request: ReportRequest,
  ports: CodePorts,
): Promise<Report> {
  const name = request.command;
  const command = Object.hasOwn(codeCommands, name) ? codeCommands[name] : undefined;
  if (command === undefined)
    throw new FlamebenchError('bad-argument', name, { reason: 'there is no such report' });
  const { context, notes } = atOnce(reportContext(profile, command, request));
  const lines = await command.report(context, request.parameter ?? '', ports);
  return { output: textOf(lines), notes };
}
