import type { Profile } from '../../../engine/model/profile';
import type { ReportOutput } from '../../../engine/pprof/context';
import type { ReportOptions } from '../../../engine/pprof/options';
import { runReport } from '../../../engine/pprof/report';
import { writeFileAtomically } from '../../services/save-file';
import type { Terminal } from '../terminal';
import { localPlace } from './local-place';
import { profileFile, writeNumbered } from './save';

/** A report that was asked for, as a flag or in the shell. */
export interface ReportOrder {
  readonly command: string;
  /** The pattern of peek and its like. */
  readonly parameter?: string | undefined;
  readonly options: ReportOptions;
}

/** Ends of the files that take what is no text for a screen. */
const fileSuffixes: Readonly<Record<string, string>> = {
  callgrind: '.callgraph.out',
  proto: '.pb.gz',
  topproto: '.pb.gz',
};

/**
 * Makes a report and writes it: to option `output`; to a numbered file in the working folder where it is
 * nothing to read and a person watches; else to the terminal's results.
 *
 * @param isShell a person is taken to watch, whatever the results go to
 * @throws FlamebenchError as `runReport`, and file errors
 */
export async function printReport(
  profile: Profile,
  { command, parameter, options }: ReportOrder,
  { terminal, isShell }: { readonly terminal: Terminal; readonly isShell: boolean },
): Promise<void> {
  const request = { command, options, place: localPlace, ...(parameter === undefined ? {} : { parameter }) };
  const { output, notes } = runReport(profile, request);
  for (const line of notes) terminal.note(line);
  const suffix = fileSuffixes[command];
  if (options.output !== '') {
    terminal.note(`Generating report in ${options.output}`);
    await writeFileAtomically(options.output, await bytesOf(output));
  } else if (suffix !== undefined && (isShell || terminal.isWatched)) {
    const path = await writeNumbered('.', 'profile', suffix, await bytesOf(output));
    terminal.note(`Generating report in ${path}`);
  } else terminal.write(output.kind === 'text' ? output.text : await bytesOf(output));
}

async function bytesOf(output: ReportOutput): Promise<Uint8Array> {
  return output.kind === 'text' ? new TextEncoder().encode(output.text) : profileFile(output.profile);
}
