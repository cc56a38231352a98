import type { MappingFacts } from '../symbols/mappings';
import type { SymbolFrame } from '../symbols/types';

/** Where source texts come from. */
export interface SourceFiles {
  /** Folder that relative paths start from where `source_path` names none. */
  readonly folder: string;
  /** The text of a file; null where there is none at this very path. */
  readonly read: (path: string) => Promise<string | null>;
}

/** One machine instruction. Unknown: '' and 0. */
export interface Instruction {
  /** As the binary's own tables use it. */
  readonly address: bigint;
  readonly text: string;
  readonly function: string;
  readonly file: string;
  readonly line: number;
}

/** A stretch of code, by addresses of the binary. */
export interface CodeRange {
  readonly start: bigint;
  /** Last address that belongs to it. */
  readonly end: bigint;
}

/** A stretch of code that has names. */
export interface CodeSymbol extends CodeRange {
  /** All the names that lie at its start; at least one. */
  readonly names: readonly string[];
}

/** A binary that can be taken apart. */
export interface CodeFile {
  /** By address. */
  readonly symbols: readonly CodeSymbol[];
  /** An address of the process as the binary uses it; null where it lies outside. */
  readonly toBinary: (address: bigint) => bigint | null;
  readonly disassemble: (range: CodeRange, isIntel: boolean) => Promise<readonly Instruction[]>;
  /**
   * The functions at each of these addresses of the binary, innermost inlined first; empty where nothing is known.
   * null where nobody can be asked: then instructions have the place that the disassembler gives them.
   */
  readonly frames: (addresses: readonly bigint[]) => Promise<readonly (readonly SymbolFrame[])[] | null>;
}

/** Opens the binary of a mapping; rejects with the reason where it cannot. */
export type OpenCode = (mapping: MappingFacts) => Promise<CodeFile>;
