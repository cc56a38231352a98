import { ByteTable } from '../byte-table';
import { ByteWriter } from '../byte-writer';
import { fromLatin1, latin1 } from '../bytes';
import { annotated, type FrameRules, frameNames, type NextLine } from './frame-names';
import type { FrameLine } from './lines';

export interface FrameTableOptions extends FrameRules {
  /**
   * Inlined functions at an address of a module, outer first, joined by `;`; '' or names of `??` where it
   * is not known. Not asked for code of the kernel and of just-in-time compilers.
   */
  readonly inlined?: (address: string, rawName: string, module: string) => string;
}

/** Modules whose addresses no file on disk explains. */
const notOnDisk = /perf-\d+.map|kernel\.|\[[^\]]+\]/;

/** Frames by number, and the way from lines of stacks to them. */
export class FrameTable {
  readonly names = new ByteTable();
  private readonly options: FrameTableOptions;
  private readonly modules = new ByteTable();
  /** What stands behind simple names of a module. */
  private readonly markOfModule: Uint8Array[] = [];
  private readonly scratch = new ByteWriter();

  constructor(options: FrameTableOptions) {
    this.options = options;
  }

  idOf(name: string): number {
    return this.names.idOf(fromLatin1(name), 0, name.length);
  }

  /** Frames of a line, outer first. */
  framesOf(text: Uint8Array, line: FrameLine, isJava: boolean, sourceLine?: NextLine): number | Int32Array {
    const { options } = this;
    if (sourceLine === undefined && options.inlined === undefined) {
      const id = this.simpleFrame(text, line, isJava);
      if (id >= 0) return id;
    }
    const name = latin1(text, line.functionStart, line.functionEnd);
    const module = latin1(text, line.moduleStart, line.moduleEnd);
    const address = latin1(text, line.pcStart, line.pcEnd);
    if (options.inlined !== undefined && !notOnDisk.test(module)) {
      const found = options.inlined(address, name, module);
      if (!['', '??', '??:??:0'].includes(found)) return this.idOf(found);
    }
    const names = frameNames(name, module, address, isJava, options, sourceLine);
    if (names.length === 1) return this.idOf(names[0]!);
    return Int32Array.from(names, (each) => this.idOf(each));
  }

  /** The frame of a name that no rule changes but for its offset and mark, without a string; else -1. */
  private simpleFrame(text: Uint8Array, line: FrameLine, isJava: boolean): number {
    const end = simpleNameEnd(text, line.functionStart, line.functionEnd, isJava);
    if (end < 0) return -1;
    if (!this.options.kernel && !this.options.jit) return this.names.idOf(text, line.functionStart, end);
    const module = this.modules.idOf(text, line.moduleStart, line.moduleEnd);
    if (module === this.markOfModule.length) {
      const name = latin1(text, line.moduleStart, line.moduleEnd);
      this.markOfModule.push(fromLatin1(annotated('', name, false, this.options)));
    }
    const mark = this.markOfModule[module]!;
    if (mark.length === 0) return this.names.idOf(text, line.functionStart, end);
    this.scratch.length = 0;
    this.scratch.range(text, line.functionStart, end);
    this.scratch.range(mark, 0, mark.length);
    return this.names.idOf(this.scratch.bytes, 0, this.scratch.length);
  }
}

/** Bytes that some rule for names looks at: `"'(;[`, and for Java `/` too. */
const special = new Uint8Array(256);
for (const char of '"\'(;[') special[char.charCodeAt(0)] = 1;

const isHex = (byte: number) => (byte >= 48 && byte <= 57) || (byte >= 97 && byte <= 102);

/** The end of a name without its offset `+0x1f`; -1 where there is more to do about the name. */
function simpleNameEnd(bytes: Uint8Array, start: number, end: number, isJava: boolean): number {
  let at = end;
  while (at > start && isHex(bytes[at - 1]!)) at--;
  const hasOffset =
    at < end && at - 3 >= start && bytes[at - 1] === 120 && bytes[at - 2] === 48 && bytes[at - 3] === 43;
  const nameEnd = hasOffset ? at - 3 : end;
  // Of an offset alone nothing is left.
  if (nameEnd === start) return -1;
  for (let i = start; i < nameEnd; i++) {
    const byte = bytes[i]!;
    if (special[byte] === 1 || (byte === 62 && i > start && bytes[i - 1] === 45)) return -1;
    if (isJava && byte === 47) return -1;
  }
  return nameEnd;
}
