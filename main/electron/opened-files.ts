import { readFile, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { FlamebenchError } from '../../proto/errors';
import type { OpenedFile } from '../../proto/ipc';
import { fileError } from '../services/file-error';

/** Larger files are refused before they are read: the window could not hold them anyway. */
const maxFileBytes = 1024 * 1024 * 1024;

/**
 * Reads a file a person chose, bytes as they are.
 * @throws FlamebenchError file-not-found, permission-denied, too-large, io-failed
 */
export async function readOpenedFile(path: string): Promise<OpenedFile> {
  const name = basename(path);
  try {
    const { size } = await stat(path);
    if (size > maxFileBytes) throw new FlamebenchError('too-large', name, { limitBytes: maxFileBytes });
    return { name, bytes: new Uint8Array(await readFile(path)) };
  } catch (thrown) {
    throw fileError(thrown, name);
  }
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
