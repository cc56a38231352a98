import { basename, resolve } from 'node:path';
import type { OpenedFile } from '../../proto/ipc';
import { readProfileFile } from '../services/profile-file';

/**
 * Reads a file a person chose.
 * @throws FlamebenchError as readProfileFile does
 */
export async function readOpenedFile(path: string): Promise<OpenedFile> {
  const name = basename(path);
  return { name, bytes: await readProfileFile(path, name) };
}

/**
 * Paths of the files a command line names: neither switches nor the folder the app itself was started from.
 * @param argv as the process got it, the executable first
 */
export function filesOfCommandLine(
  argv: readonly string[],
  appFolder: string,
  workingFolder: string,
): string[] {
  return argv
    .slice(1)
    .filter((argument) => !argument.startsWith('-'))
    .map((argument) => resolve(workingFolder, argument))
    .filter((path) => path !== resolve(appFolder));
}
