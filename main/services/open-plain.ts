import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { FlamebenchError } from '../../proto/errors';

/**
 * Opens a plain file to be read. Folders, pipes and devices are refused, and none of them is waited for: opening
 * a pipe that nobody writes to never ends, and holds one of the few threads that all files are read with.
 *
 * @throws FlamebenchError 'bad-argument' for what is no plain file; the system's errors as they are
 */
export async function openPlainFile(path: string): Promise<FileHandle> {
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    if ((await file.stat()).isFile()) return file;
    throw new FlamebenchError('bad-argument', path, { reason: 'it is not a plain file' });
  } catch (error) {
    await file.close();
    throw error;
  }
}
