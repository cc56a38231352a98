import { constants, copyFile, mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { FlamebenchError } from '../../proto/errors';
import type { OpenedFile, WindowLanguage } from '../../proto/ipc';
import type { Theme } from '../../proto/themes';
import { fileError } from '../services/file-error';
import type { RecentFiles } from '../services/recent-files';
import { writeFileAtomically } from '../services/save-file';

/** What is kept of a window from one start to the next, and how it looks and speaks. */
export interface Desk {
  /** null where files come and go with the page. */
  readonly recent: RecentFiles | null;
  openRecent(id: string): Promise<OpenedFile>;
  load(): Promise<string>;
  /** Keeps what is there now out of the way of what is saved next. @returns the path; '' = it could not be kept */
  setAside(): Promise<string>;
  save(text: string): Promise<void>;
  setTheme(theme: Theme): void;
  setLanguage(language: WindowLanguage): void;
  /** Resolves when all that was to be kept is on disk. */
  settled(): Promise<void>;
}

export interface DeskPorts {
  readonly recent: RecentFiles | null;
  readonly read: (path: string) => Promise<OpenedFile>;
  /** Where the window's own text is kept. */
  readonly file: string;
  readonly setTheme: (theme: Theme) => void;
  readonly setLanguage: (language: WindowLanguage) => void;
}

/** More damaged ones are not worth the room: the last takes the place of the one before it. */
const mostAside = 9;

export function createDesk({ recent, read, file, setTheme, setLanguage }: DeskPorts): Desk {
  let saving: Promise<void> = Promise.resolve();
  const write = async (text: string) => {
    await mkdir(dirname(file), { recursive: true });
    await writeFileAtomically(file, new TextEncoder().encode(text));
  };
  return {
    recent,
    openRecent: async (id) => {
      if (recent === null) throw new FlamebenchError('file-not-found', 'a file opened before');
      return read(recent.pathOf(id));
    },
    async load() {
      // Another page of the same window may be writing it.
      await saving.catch(() => {});
      try {
        return await readFile(file, 'utf8');
      } catch (thrown) {
        // None yet: the window starts as for the first time.
        if ((thrown as { code?: unknown }).code === 'ENOENT') return '';
        throw fileError(thrown, file);
      }
    },
    async setAside() {
      for (let n = 1; n <= mostAside; n++) {
        const path = `${file}.damaged-${n}`;
        try {
          await copyFile(file, path, n < mostAside ? constants.COPYFILE_EXCL : 0);
          return path;
        } catch (thrown) {
          if ((thrown as { code?: unknown }).code !== 'EEXIST') return '';
        }
      }
      return '';
    },
    save(text) {
      saving = saving.catch(() => {}).then(() => write(text));
      return saving;
    },
    setTheme,
    setLanguage,
    settled: async () => {
      await saving.catch(() => {});
      await recent?.settled();
    },
  };
}
