import type { SourceFiles } from '../../engine/source/types';
import { openPlainFile } from '../services/open-plain';

/** Longer files are no sources that a person wrote. */
const maxSourceBytes = 64 * 1024 * 1024;

/** Sources on this machine, relative ones from `folder` on. What cannot be read is not there. */
export function sourceFilesIn(folder: string): SourceFiles {
  return {
    folder,
    async read(path) {
      try {
        const file = await openPlainFile(path);
        try {
          const { size } = await file.stat();
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
