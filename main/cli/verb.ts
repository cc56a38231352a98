import type { Terminal } from './terminal';

/** One option of a verb; `--help` and the parser both derive from it. */
export interface Option {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
  /** What stands for the value in help: 'DIR'. */
  readonly placeholder?: string;
  /** May be given several times. */
  readonly multiple?: true;
  readonly about: string;
}

export interface VerbArguments {
  readonly positionals: readonly string[];
  readonly values: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
}

/** What a verb gets from the program around it. */
export interface VerbContext {
  readonly terminal: Terminal;
  /** Raised by Ctrl-C. */
  readonly signal: AbortSignal;
  /**
   * From now on Ctrl-C raises the signal. Until then it ends the process at once, as it does with other programs:
   * between two steps of long work nobody would hear it.
   */
  readonly heedInterrupts?: () => void;
  /** The folder of the bundles that run as processes of their own. */
  readonly distFolder: string;
  /** What is piped in; none is an empty one. */
  readonly stdin?: AsyncIterable<Uint8Array>;
}

/** One word of the command line. Adding one is a file and a line in verbs.ts. */
export interface Verb {
  readonly name: string;
  /** What follows the name: 'BASE NEW'. */
  readonly operands: string;
  /** Fewest and most operands. */
  readonly arity: readonly [number, number];
  readonly summary: string;
  /** Lines of help below the summary. */
  readonly details: readonly string[];
  readonly options: Readonly<Record<string, Option>>;
  /** The verb keeps another tool's flags and reads them itself: every word is a positional, `--help` too. */
  readonly readsOwnFlags?: boolean;
  /** Whether all it does is compute, so that nothing needs an end when Ctrl-C comes. */
  readonly onlyComputes?: boolean | ((words: readonly string[]) => boolean);
  /** Exit status of failures where it is another tool's. */
  readonly failureStatus?: number;
  /** @throws FlamebenchError for what failed, {@link UsageError} for what was typed wrongly, {@link ExitStatus} */
  run(args: VerbArguments, context: VerbContext): Promise<void>;
}

/** The command line itself is wrong; the program ends with status 2. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

/** Thrown by a verb that has said all there is to say and ends with a status of its own. */
export class ExitStatus extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`exit status ${status}`);
    this.name = 'ExitStatus';
    this.status = status;
  }
}

/** The text of an option; undefined where it was not given. */
export function textOption(args: VerbArguments, name: string): string | undefined {
  const value = args.values[name];
  return typeof value === 'string' ? value : undefined;
}

/** The texts of an option that may be given several times. */
export function listOption(args: VerbArguments, name: string): readonly string[] {
  const value = args.values[name];
  return Array.isArray(value) ? value : [];
}

/** A whole number within bounds, both included. */
export function numberOption(
  args: VerbArguments,
  name: string,
  { fallback, min, max }: { fallback: number; min: number; max: number },
): number {
  const text = textOption(args, name);
  if (text === undefined) return fallback;
  const value = Number(text);
  if (text.trim() === '' || !Number.isInteger(value) || value < min || value > max) {
    throw new UsageError(`--${name} must be a whole number from ${min} to ${max}, not '${text}'`);
  }
  return value;
}
