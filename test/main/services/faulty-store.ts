import { appendFileSync } from 'node:fs';
import type { FileStore } from '../../../main/ports';
import { nodeFileStore } from '../../../main/services/file-store';

const changing = ['makeFolders', 'writeNewFile', 'syncFolder', 'rename', 'remove'] as const;

/**
 * The real files, but the `failAt`-th operation that changes something fails with `code`; what a full disk
 * does to a file, half of it written, is done first. With `dead`, every operation after it fails as well, as
 * after a crash.
 */
export class FaultyStore implements FileStore {
  operations = 0;
  failed = false;
  makeFolders!: FileStore['makeFolders'];
  writeNewFile!: FileStore['writeNewFile'];
  syncFolder!: FileStore['syncFolder'];
  rename!: FileStore['rename'];
  remove!: FileStore['remove'];
  entries = nodeFileStore.entries;
  kind = nodeFileStore.kind;
  modifiedMs = nodeFileStore.modifiedMs;
  readFile = nodeFileStore.readFile;

  constructor(failAt: number, code: string, dead = false) {
    for (const name of changing) {
      const operate = nodeFileStore[name] as (...args: unknown[]) => Promise<void>;
      this[name] = async (...args: unknown[]) => {
        this.operations++;
        if (this.operations === failAt || (dead && this.failed)) {
          if (name === 'writeNewFile' && !this.failed) {
            const bytes = args[1] as Uint8Array;
            appendFileSync(args[0] as string, bytes.subarray(0, bytes.length >> 1));
          }
          this.failed = true;
          throw Object.assign(new Error(`${code}: injected`), { code });
        }
        await operate(...args);
      };
    }
  }
}
