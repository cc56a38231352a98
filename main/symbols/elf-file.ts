import type { FileHandle } from 'node:fs/promises';
import { type ElfFile, readElf } from '../../engine/symbols/elf';
import { fileError } from '../services/file-error';
import { openPlainFile } from '../services/open-plain';

export interface OpenElf {
  readonly path: string;
  readonly elf: ElfFile;
}

/**
 * Reads a binary's headers; its symbols are read when they are asked for.
 * @returns null where the file is no ELF file
 * @throws FlamebenchError file errors, and 'bad-argument' for a damaged one
 */
export async function openElf(path: string): Promise<OpenElf | null> {
  // Each read opens the file anew, so that nothing has to be closed by whoever keeps the headers.
  const readAt = async (offset: number, length: number) => {
    let file: FileHandle | undefined;
    try {
      file = await openPlainFile(path);
      // A damaged header may ask for more than there is.
      const { size } = await file.stat();
      const bytes = new Uint8Array(Math.max(0, Math.min(length, size - offset)));
      let filled = 0;
      while (filled < bytes.length) {
        const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, offset + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return bytes.subarray(0, filled);
    } catch (error) {
      throw fileError(error, path);
    } finally {
      await file?.close();
    }
  };
  const elf = await readElf(readAt, path);
  return elf === null ? null : { path, elf };
}
