import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { FlamebenchError } from '../../proto/errors';
import type { SavedProfiles } from '../../proto/ipc';
import type { FileStore } from '../ports';
import { fileError } from './file-error';
import { nodeFileStore } from './file-store';

/** What go tool pprof calls its files; anything else in the folder is somebody else's. */
const profileName = /^[A-Za-z0-9_][A-Za-z0-9._@%+-]{0,199}\.(pb\.gz|pb|gz|prof)$/;
/** More than a person looks through; older ones can be opened as files. */
const mostFiles = 50;

/** Where `go tool pprof` saves what it fetches: $PPROF_TMPDIR, else pprof in the home folder. */
export function defaultPprofFolder(env: NodeJS.ProcessEnv = process.env): string {
  return env.PPROF_TMPDIR || join(homedir(), 'pprof');
}

/** The folder of another tool: it is listed and read, and nothing in it is ever changed. */
export interface PprofFolder {
  /** Newest first; none where there is no such folder. */
  list(): Promise<SavedProfiles>;
  /** @throws FlamebenchError 'file-not-found' for what {@link list} would not name, and file errors */
  read(name: string): Promise<Uint8Array>;
}

export function openPprofFolder(folder: string, files: FileStore = nodeFileStore): PprofFolder {
  return {
    async list() {
      try {
        if ((await files.kind(folder)) !== 'folder') return { folder, files: [] };
        const entries = await files.entries(folder);
        const named = entries.filter(({ name, kind }) => kind === 'file' && profileName.test(name));
        const dated = await Promise.all(
          named.map(async ({ name }) => ({ name, modifiedMs: await files.modifiedMs(join(folder, name)) })),
        );
        dated.sort((a, b) => b.modifiedMs - a.modifiedMs || (a.name < b.name ? -1 : 1));
        return { folder, files: dated.slice(0, mostFiles) };
      } catch (error) {
        throw fileError(error, folder);
      }
    },

    async read(name) {
      const path = join(folder, basename(name));
      try {
        // Links are refused, so that nothing outside the folder can be reached through it.
        if (!profileName.test(name) || (await files.kind(path)) !== 'file') {
          throw new FlamebenchError('file-not-found', name);
        }
        return await files.readFile(path);
      } catch (error) {
        throw fileError(error, name);
      }
    },
  };
}
