import { writeFileAtomically } from '../services/save-file';
import type { VerbContext } from './verb';

/**
 * Writes what a verb made: to standard output for '-', else to a file, whole or not at all. From here on an
 * interruption waits, so that nothing half-written stays behind.
 * @throws FlamebenchError as {@link writeFileAtomically}
 */
export async function saveOutput(
  out: string,
  bytes: Uint8Array,
  { terminal, heedInterrupts }: Pick<VerbContext, 'terminal' | 'heedInterrupts'>,
): Promise<void> {
  if (out === '-') return terminal.write(bytes);
  heedInterrupts?.();
  await writeFileAtomically(out, bytes);
}
