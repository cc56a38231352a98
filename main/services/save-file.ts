import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { FileStore } from '../ports';
import { fileError } from './file-error';
import { nodeFileStore } from './file-store';

/**
 * Writes a whole file or nothing: into a temporary sibling first, flushed, then renamed over the old one. A
 * link is followed, so that the file it names is replaced; a device or pipe (/dev/stdout) is written to.
 *
 * @throws FlamebenchError disk-full, permission-denied, file-not-found (told of the folder), io-failed
 */
export async function writeFileAtomically(
  path: string,
  bytes: Uint8Array,
  files: FileStore = nodeFileStore,
): Promise<void> {
  try {
    const old = await fs.stat(path).catch(() => null);
    if (old && !old.isFile() && !old.isDirectory()) return await fs.writeFile(path, bytes);
    const target = old ? await fs.realpath(path) : path;
    const folder = dirname(target);
    const temporary = join(
      folder,
      `.${basename(target).slice(0, 100)}.${randomBytes(6).toString('hex')}.tmp`,
    );
    try {
      await files.writeNewFile(temporary, bytes);
      if (old) await fs.chmod(temporary, old.mode & 0o777);
      await files.rename(temporary, target);
    } catch (error) {
      await files.remove(temporary).catch(() => {});
      throw error;
    }
    await files.syncFolder(folder);
  } catch (error) {
    const isWithoutFolder = (error as { code?: unknown }).code === 'ENOENT';
    throw fileError(error, isWithoutFolder ? dirname(path) : path);
  }
}
