import type { Profile } from '../../../engine/model/profile';
import type { ReportOptions } from '../../../engine/pprof/options';
import { FlamebenchError } from '../../../proto/errors';
import { writeFileAtomically } from '../../services/save-file';
import type { Terminal } from '../terminal';
import type { VerbContext } from '../verb';
import type { MadeReport } from './cli-report';
import { localPlace } from './local-place';
import { reportNamed } from './reports';
import { profileFile, writeNumbered } from './save';
import { viewReport } from './view';

/** A report that was asked for, as a flag or in the shell. */
export interface ReportOrder {
  readonly command: string;
  /** The pattern of peek and its like. */
  readonly parameter?: string | undefined;
  readonly options: ReportOptions;
}

export interface PrintOptions {
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  /** Where tools are looked for first, as flag -tools has it. */
  readonly tools: string;
  /** The folder of the bundles that run as processes and threads of their own. */
  readonly distFolder: string;
  /** A person is taken to watch, whatever the results go to. */
  readonly isShell: boolean;
  readonly heedInterrupts?: VerbContext['heedInterrupts'];
}

/**
 * Makes a report and writes it: to option `output`; to a program that shows it; to a numbered file in the working folder where it is
 * nothing to read and a person watches; else to the terminal's results.
 * @throws FlamebenchError as the report, and file errors
 */
export async function printReport(
  profile: Profile,
  { command, parameter, options }: ReportOrder,
  { terminal, signal, tools, distFolder, isShell, heedInterrupts }: PrintOptions,
): Promise<void> {
  const report = reportNamed(command);
  if (report === undefined)
    throw new FlamebenchError('bad-argument', command, { reason: 'there is no such report' });
  const request = { command, options, place: localPlace, ...(parameter === undefined ? {} : { parameter }) };
  const note = (line: string) => terminal.note(line);
  const { output, notes } = await report.make(profile, request, { signal, note, tools, distFolder });
  for (const line of notes) note(line);
  const { fileSuffix: suffix, viewer } = report;
  if (options.output !== '') {
    terminal.note(`Generating report in ${options.output}`);
    const bytes = await bytesOf(output);
    heedInterrupts?.();
    await writeFileAtomically(options.output, bytes);
  } else if (suffix !== undefined && viewer !== undefined) {
    await viewReport(await bytesOf(output), suffix, viewer, terminal);
  } else if (suffix !== undefined && (isShell || terminal.isWatched)) {
    const path = await writeNumbered('.', 'profile', suffix, await bytesOf(output));
    terminal.note(`Generating report in ${path}`);
  } else terminal.write(output.kind === 'text' ? output.text : await bytesOf(output));
}

async function bytesOf(output: MadeReport['output']): Promise<Uint8Array> {
  if (output.kind === 'bytes') return output.bytes;
  return output.kind === 'text' ? new TextEncoder().encode(output.text) : profileFile(output.profile);
}
