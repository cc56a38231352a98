import { runCli } from '../../../main/cli/run-cli';
import { createTerminal } from '../../../main/cli/terminal';
import { distFolder } from '../../helpers/dist';

/** What a command line printed, and how it ended. */
export interface CliResult {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/**
 * Runs a command line in this process, as into pipes.
 * @param input what is piped in
 */
export async function cli(
  argv: readonly string[],
  signal = new AbortController().signal,
  input = '',
): Promise<CliResult> {
  let out = '';
  let err = '';
  const terminal = createTerminal(
    { write: (result) => (out += typeof result === 'string' ? result : Buffer.from(result).toString()) },
    { write: (text) => (err += text) },
    {},
  );
  const stdin = (async function* () {
    if (input !== '') yield Buffer.from(input);
  })();
  const status = await runCli(argv, { terminal, signal, distFolder, stdin });
  return { status, out, err };
}
