import { constants } from 'node:fs';
import * as fs from 'node:fs/promises';
import { FlamebenchError } from '../../proto/errors';
import type { FileStore } from '../ports';

/** Where a file system has no such thing as flushing a folder, there is nothing to lose by going on. */
const cannotSyncFolders = new Set([
  'EINVAL',
  'ENOTSUP',
  'EISDIR',
  ...(process.platform === 'win32' ? ['EPERM'] : []),
]);

/** No run that was recorded here has a file as long: a list of runs reads whole what it finds. */
const maxFileBytes = 1024 ** 3;

/** The machine's own files. Throws Node's errors as they are; callers know which subject to tell of. */
export const nodeFileStore: FileStore = {
  async makeFolders(path) {
    await fs.mkdir(path, { recursive: true });
  },

  async writeNewFile(path, bytes) {
    const file = await fs.open(path, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
  },

  async syncFolder(path) {
    try {
      const folder = await fs.open(path, 'r');
      try {
        await folder.sync();
      } finally {
        await folder.close();
      }
    } catch (error) {
      if (!cannotSyncFolders.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  },

  async rename(from, to) {
    await fs.rename(from, to);
  },

  async remove(path) {
    await fs.rm(path, { recursive: true, force: true });
  },

  async entries(path) {
    const found = await fs.readdir(path, { withFileTypes: true });
    return found.map((entry) => ({
      name: entry.name,
      kind: entry.isDirectory() ? 'folder' : entry.isFile() ? 'file' : 'other',
    }));
  },

  async kind(path) {
    try {
      const entry = await fs.lstat(path);
      return entry.isDirectory() ? 'folder' : entry.isFile() ? 'file' : 'other';
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'none';
      throw error;
    }
  },

  async modifiedMs(path) {
    return (await fs.lstat(path)).mtimeMs;
  },

  async readFile(path) {
    const file = await fs.open(
      path,
      constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0),
    );
    try {
      const { size } = await file.stat();
      if (size > maxFileBytes) throw new FlamebenchError('too-large', path, { limitBytes: maxFileBytes });
      // A plain Uint8Array: a Buffer may be a view of a pool that others share.
      return new Uint8Array(await file.readFile());
    } finally {
      await file.close();
    }
  },
};
