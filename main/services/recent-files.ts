import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { z } from 'zod';
import { FlamebenchError } from '../../proto/errors';
import type { RecentFile } from '../../proto/ipc';
import { writeFileAtomically } from './save-file';

/** More would be a list to search rather than to look at; the window's own files stay among them. */
const most = 60;

const pathsSchema = z.array(z.string());

/** The files a person opened, the last one first, kept in a file from one start to the next. */
export interface RecentFiles {
  /** Gives a path its id. Only when its file proved to be readable is it listed. */
  meet(path: string): string;
  /** Puts a file that was met at the top; an id that was never given is none. */
  add(id: string): void;
  /** Takes a file out, as it cannot be read. */
  drop(id: string): void;
  list(): RecentFile[];
  /** @throws FlamebenchError 'file-not-found' for an id that was never given, or is forgotten */
  pathOf(id: string): string;
  clear(): void;
  /** Resolves when what was remembered is on disk. */
  settled(): Promise<void>;
}

/**
 * @param file where the list is kept; one that is not there or damaged is an empty list
 * @param onAdded hears of each path that came to the top, for the system's own list
 */
export function createRecentFiles(file: string, onAdded: (path: string) => void = () => {}): RecentFiles {
  let paths = read(file);
  /** Whose reading has not been told of yet, by id. */
  const met = new Map<string, string>();
  let saving: Promise<void> = Promise.resolve();
  const save = () => {
    const bytes = new TextEncoder().encode(JSON.stringify(paths));
    // One at a time; a list that cannot be saved is lost at the next start, and nothing else with it.
    saving = saving.then(() => writeFileAtomically(file, bytes)).catch(() => {});
  };
  return {
    meet(path) {
      const id = idOf(path);
      met.set(id, path);
      return id;
    },
    add(id) {
      const path = met.get(id);
      if (path === undefined) return;
      met.delete(id);
      paths = [path, ...paths.filter((other) => other !== path)].slice(0, most);
      save();
      onAdded(path);
    },
    drop(id) {
      met.delete(id);
      const left = paths.filter((path) => idOf(path) !== id);
      if (left.length === paths.length) return;
      paths = left;
      save();
    },
    list: () => paths.map((path) => ({ id: idOf(path), name: basename(path), folder: dirname(path) })),
    pathOf(id) {
      const path = paths.find((each) => idOf(each) === id);
      if (path === undefined) throw new FlamebenchError('file-not-found', 'a file opened before');
      return path;
    },
    clear() {
      paths = [];
      save();
    },
    settled: () => saving,
  };
}

/** Says which path is meant without saying the path, and stays the same from one start to the next. */
function idOf(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 16);
}

function read(file: string): string[] {
  try {
    return pathsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return [];
  }
}
