import { readFile } from 'node:fs/promises';
import { FlamebenchError } from '../../proto/errors';
import type { OpenedFile, Theme, WindowLanguage } from '../../proto/ipc';
import type { RecentFiles } from '../services/recent-files';
import { writeFileAtomically } from '../services/save-file';

/** What is kept of a window from one start to the next, and how it looks and speaks. */
export interface Desk {
  readonly recent: RecentFiles | null;
  openRecent(id: string): Promise<OpenedFile>;
  load(): Promise<string>;
  save(text: string): Promise<void>;
  setTheme(theme: Theme): void;
  setLanguage(language: WindowLanguage): void;
  /** Resolves when all that was to be kept is on disk. */
  settled(): Promise<void>;
}

export interface DeskPorts {
  readonly recent: RecentFiles;
  readonly read: (path: string) => Promise<OpenedFile>;
  /** Where the window's own text is kept. */
  readonly file: string;
  readonly setTheme: (theme: Theme) => void;
  readonly setLanguage: (language: WindowLanguage) => void;
}

export function createDesk({ recent, read, file, setTheme, setLanguage }: DeskPorts): Desk {
  let saving: Promise<void> = Promise.resolve();
  return {
    recent,
    openRecent: (id) => read(recent.pathOf(id)),
    // None yet, or one that cannot be read: the window then starts as for the first time.
    load: () => readFile(file, 'utf8').catch(() => ''),
    save(text) {
      saving = saving.catch(() => {}).then(() => writeFileAtomically(file, new TextEncoder().encode(text)));
      return saving;
    },
    setTheme,
    setLanguage,
    settled: async () => {
      await saving.catch(() => {});
      await recent.settled();
    },
  };
}

/** For pages that keep nothing here. */
export const noDesk: Desk = {
  recent: null,
  openRecent: () => Promise.reject(new FlamebenchError('file-not-found', 'a file opened before')),
  load: async () => '',
  save: async () => {},
  setTheme() {},
  setLanguage() {},
  settled: async () => {},
};
