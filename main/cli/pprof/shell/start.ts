import type { Profile } from '../../../../engine/model/profile';
import type { VerbContext } from '../../verb';
import type { PprofArguments } from '../flags';
import { createComplete } from './complete';
import { openLines } from './lines';
import { runShell } from './shell';

async function* noInput(): AsyncGenerator<Uint8Array> {}

/** Runs the shell on what is typed or piped in, to its end. */
export async function startShell(
  profile: Profile,
  { options, tools }: PprofArguments,
  { terminal, signal, distFolder, stdin = noInput() }: VerbContext,
): Promise<void> {
  const lines = await openLines(stdin, process.env, {
    signal,
    write: (text) => terminal.write(text),
    complete: createComplete(profile),
  });
  try {
    await runShell(profile, options, { terminal, signal, tools, distFolder, lines });
  } finally {
    lines.close();
  }
}
