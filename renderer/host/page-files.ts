import { FlamebenchError } from '../../proto/errors';
import type { OpenedFile } from '../../proto/ipc';
import { readBlob } from './read-blob';

/** Files of a person where only the browser can ask for them. */
export interface PageFiles {
  /** Empty when the dialog was dismissed. */
  open(): Promise<OpenedFile[]>;
  /** Hands the bytes to the browser's downloads. @returns the name it proposes */
  save(suggestedName: string, bytes: Uint8Array): string;
}

/** Larger files are refused before they are read: the window could not hold them anyway. */
const maxFileBytes = 1024 * 1024 * 1024;

/** How long a download's bytes are kept for the browser to fetch; it copies them well within that. */
const downloadMs = 60_000;

/** Inputs whose dialog is open. Nothing else holds them, and one that is collected as garbage tells of no choice. */
const asking = new Set<HTMLInputElement>();

/** Dialogs of the browser. It shows them only in answer to a click or a key. */
export const browserFiles: PageFiles = {
  async open() {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = true;
    asking.add(input);
    await new Promise<void>((resolve) => {
      input.addEventListener('change', () => resolve());
      input.addEventListener('cancel', () => resolve());
      input.click();
    });
    asking.delete(input);
    return Promise.all([...(input.files ?? [])].map(read));
  },

  save(suggestedName, bytes) {
    const url = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>]));
    const link = document.createElement('a');
    link.href = url;
    link.download = suggestedName;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), downloadMs);
    return suggestedName;
  },
};

async function read(file: File): Promise<OpenedFile> {
  if (file.size > maxFileBytes) {
    throw new FlamebenchError('too-large', file.name, { limitBytes: maxFileBytes });
  }
  try {
    return { name: file.name, bytes: await readBlob(file) };
  } catch (thrown) {
    throw new FlamebenchError('io-failed', file.name, {
      reason: thrown instanceof Error ? thrown.message : String(thrown),
    });
  }
}
