import type { MappingFacts } from '../symbols/mappings';

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

/** A stretch of code that has names. */
export interface CodeSymbol {
  /** All the names that lie at its start; at least one. */
  readonly names: readonly string[];
  readonly start: bigint;
  /** Last address that belongs to it. */
  readonly end: bigint;
}

/** A binary that can be taken apart. */
export interface CodeFile {
  /** By address. */
  readonly symbols: readonly CodeSymbol[];
  /** An address of the process as the binary uses it; null where it lies outside. */
  readonly toBinary: (address: bigint) => bigint | null;
  readonly disassemble: (symbol: CodeSymbol, isIntel: boolean) => Promise<readonly Instruction[]>;
}

/** Opens the binary of a mapping; rejects with the reason where it cannot. */
export type OpenCode = (mapping: MappingFacts) => Promise<CodeFile>;
