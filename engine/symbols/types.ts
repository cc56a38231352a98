/** One function at an address, as a binary's debug information tells. Unknown: '' and 0. */
export interface SymbolFrame {
  /** As the linker knows it: mangled where the language mangles. */
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** First line of the function. */
  readonly startLine: number;
}

/** Bytes `[offset, offset + length)` of a file; fewer where the file ends before. */
export type ReadAt = (offset: number, length: number) => Promise<Uint8Array>;
