/** Colours of words; without colour each gives its text back. */
export interface Paint {
  bold(text: string): string;
  dim(text: string): string;
  accent(text: string): string;
  /** Less of what costs. */
  better(text: string): string;
  /** More of what costs. */
  worse(text: string): string;
}

/** Where a verb speaks: results to stdout, everything else to stderr, so that results can be piped. */
export interface Terminal {
  readonly paint: Paint;
  /** One line of result. */
  out(line?: string): void;
  /** A result as it is, which may be a file's bytes. */
  write(result: string | Uint8Array): void;
  /** Whether a person reads the results, rather than a pipe or file. */
  readonly isWatched: boolean;
  /** One line for the person: what happens, what failed. */
  note(line: string): void;
  /** Replaces the status line; does nothing where nobody watches. An empty text removes it. */
  status(text: string): void;
}

/** The part of a Node stream that a terminal is made of. */
export interface Stream {
  write(text: string | Uint8Array): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

const controlSequence = '\u001b[';
/** Colours, and single characters that command a terminal. */
const marks = new RegExp(`${controlSequence.replace('[', '\\[')}[\\d;]*m|[\\p{Cc}\\p{Bidi_Control}]`, 'gu');

export function createPaint(colored: boolean): Paint {
  const wrap = (open: string, close: string) => (text: string) =>
    colored ? `${controlSequence}${open}m${text}${controlSequence}${close}m` : text;
  return {
    bold: wrap('1', '22'),
    dim: wrap('2', '22'),
    accent: wrap('36', '39'),
    better: wrap('32', '39'),
    worse: wrap('31', '39'),
  };
}

/**
 * Text as a person may see it: what could move the cursor, ring, rename the window or turn the direction of
 * writing comes from names in profiles and from services; only line ends, tabs and colours pass.
 */
export function harmless(text: string): string {
  return text.replace(marks, (mark) => {
    if (mark.length > 1 || mark === '\n' || mark === '\t') return mark;
    const code = mark.codePointAt(0)!;
    // ESC as ␛ and its like; the others have no picture.
    return code < 0x20 ? String.fromCodePoint(0x2400 + code) : '\ufffd';
  });
}

/**
 * A terminal on two streams. Colour only where a person reads it: on a TTY, unless NO_COLOR is set to
 * anything (no-color.org) or the terminal says it is dumb.
 */
export function createTerminal(
  stdout: Stream,
  stderr: Stream,
  env: Readonly<Record<string, string | undefined>>,
): Terminal {
  const plain = (env.NO_COLOR ?? '') !== '' || env.TERM === 'dumb';
  const watched = stderr.isTTY === true && env.TERM !== 'dumb';
  let statusShown = false;
  const clear = () => {
    if (statusShown) stderr.write(`\r${controlSequence}K`);
    statusShown = false;
  };
  return {
    paint: createPaint(stdout.isTTY === true && !plain),
    isWatched: stdout.isTTY === true,
    write(result) {
      clear();
      stdout.write(typeof result === 'string' && stdout.isTTY ? harmless(result) : result);
    },
    out(line = '') {
      clear();
      stdout.write(`${stdout.isTTY ? harmless(line) : line}\n`);
    },
    note(line) {
      clear();
      stderr.write(`${stderr.isTTY ? harmless(line) : line}\n`);
    },
    status(text) {
      if (!watched) return;
      clear();
      if (text === '') return;
      // A line that wraps could not be replaced.
      stderr.write(text.slice(0, (stderr.columns ?? 80) - 1));
      statusShown = true;
    },
  };
}
