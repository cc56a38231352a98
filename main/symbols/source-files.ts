import { open } from 'node:fs/promises';
import type { SourceFiles } from '../../engine/source/types';

/** Longer files are no sources that a person wrote. */
const maxSourceBytes = 64 * 1024 * 1024;

/** Sources on this machine, relative ones from `folder` on. What cannot be read is not there. */
export function sourceFilesIn(folder: string): SourceFiles {
  return {
    folder,
    async read(path) {
      try {
        const file = await open(path, 'r');
        try {
          const { size } = await file.stat();
          // Folders and devices fail at reading.
          return size > maxSourceBytes ? null : await file.readFile('utf8');
        } finally {
          await file.close();
        }
      } catch {
        return null;
      }
    },
  };
}
