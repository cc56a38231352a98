import { runCli } from '../../../main/cli/run-cli';
import { createTerminal } from '../../../main/cli/terminal';
import { distFolder } from '../../helpers/dist';

/** What a command line printed, and how it ended. */
export interface CliResult {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in this process, as into pipes. */
export async function cli(
  argv: readonly string[],
  signal = new AbortController().signal,
): Promise<CliResult> {
  let out = '';
  let err = '';
  const terminal = createTerminal({ write: (text) => (out += text) }, { write: (text) => (err += text) }, {});
  const status = await runCli(argv, { terminal, signal, distFolder });
  return { status, out, err };
}
