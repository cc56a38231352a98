/** C's error numbers, as the machine's own library has them. */
export const errno = {
  access: 2,
  badFile: 8,
  invalid: 28,
  noEntry: 44,
  readOnly: 69,
  notATerminal: 59,
  notSupported: 52,
} as const;

const writes = 0o3;
const creates = 0o100;

interface OpenFile {
  readonly bytes: Uint8Array;
  at: number;
}

/**
 * The whole file system of a script: the files beside it, to be read only. Paths are relative to the script's
 * folder; nothing above it exists. Functions give what C's calls give: a number of 0 or more, or minus an
 * {@link errno}.
 */
export class ScriptFiles {
  readonly #files: ReadonlyMap<string, Uint8Array>;
  readonly #open = new Map<number, OpenFile>();
  readonly #output: (bytes: Uint8Array) => void;
  #next = 3;

  constructor(
    files: readonly (readonly [name: string, contents: Uint8Array])[],
    output: (bytes: Uint8Array) => void,
  ) {
    this.#files = new Map(files);
    this.#output = output;
  }

  open(path: string, flags: number): number {
    if ((flags & writes) !== 0 || (flags & creates) !== 0) return -errno.readOnly;
    const bytes = this.#files.get(normalize(path));
    if (bytes === undefined) return -errno.noEntry;
    const descriptor = this.#next++;
    this.#open.set(descriptor, { bytes, at: 0 });
    return descriptor;
  }

  close(descriptor: number): number {
    if (descriptor < 3) return 0;
    return this.#open.delete(descriptor) ? 0 : -errno.badFile;
  }

  /** Fills `into` as far as the file goes. Standard input is empty. */
  read(descriptor: number, into: Uint8Array): number {
    if (descriptor === 0) return 0;
    const file = this.#open.get(descriptor);
    if (file === undefined) return -errno.badFile;
    const part = file.bytes.subarray(file.at, file.at + into.length);
    into.set(part);
    file.at += part.length;
    return part.length;
  }

  write(descriptor: number, bytes: Uint8Array): number {
    if (descriptor !== 1 && descriptor !== 2) return -errno.badFile;
    if (bytes.length > 0) this.#output(bytes);
    return bytes.length;
  }

  /** `whence`: 0 from the start, 1 from here, 2 from the end. */
  seek(descriptor: number, offset: number, whence: number): number {
    const file = this.#open.get(descriptor);
    if (file === undefined) return -errno.badFile;
    const from = whence === 0 ? 0 : whence === 1 ? file.at : file.bytes.length;
    if (!(from + offset >= 0)) return -errno.invalid;
    file.at = from + offset;
    return file.at;
  }
}

/** 'lib/x.lua' of './lib//x.lua'; a path that leaves the folder is none that exists. */
function normalize(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.pop() === undefined) return '';
    if (part !== '..') parts.push(part);
  }
  return parts.join('/');
}
