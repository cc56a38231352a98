import { Readable } from 'node:stream';
import { ReadStream } from 'node:tty';
import { FlamebenchError } from '../../../../proto/errors';
import type { Complete } from './complete';

/** Where a shell's lines come from. */
export interface Lines {
  /** Shows the prompt and waits for a line. @returns null at the end. @throws FlamebenchError 'cancelled' */
  next(prompt: string): Promise<string | null>;
  /** Lets go of the input, so that it keeps no process alive. */
  close(): void;
}

export interface LinesOptions {
  readonly signal: AbortSignal;
  /** Shows a prompt where lines are piped in. */
  readonly write: (prompt: string) => void;
  readonly complete: Complete;
}

/** A person's lines with history, editing and completion; what is piped in, line by line. */
export async function openLines(
  stdin: AsyncIterable<Uint8Array>,
  env: Readonly<Record<string, string | undefined>>,
  options: LinesOptions,
): Promise<Lines> {
  const canEdit = (env.TERM ?? '') !== '' && env.TERM !== 'dumb' && process.stderr.isTTY === true;
  return stdin instanceof ReadStream && canEdit
    ? typedLines(stdin, process.stderr, options)
    : pipedLines(stdin, options);
}

/** Longest line that is taken, in bytes: far beyond any command, below what harms. */
const maxLineBytes = 1 << 20;

export function pipedLines(stdin: AsyncIterable<Uint8Array>, { signal, write }: LinesOptions): Lines {
  const chunks = stdin[Symbol.asyncIterator]();
  const decoder = new TextDecoder();
  let text = '';
  let isAtEnd = false;
  let cancel = () => {};
  const cancelled = new Promise<never>((_, reject) => {
    cancel = () => reject(new FlamebenchError('cancelled', 'the shell'));
    if (signal.aborted) cancel();
    else signal.addEventListener('abort', cancel, { once: true });
  });
  // Told where a line is waited for; elsewhere nobody asks.
  cancelled.catch(() => {});
  return {
    async next(prompt) {
      write(prompt);
      for (let from = 0; ; ) {
        const end = text.indexOf('\n', from);
        if (end >= 0) {
          const line = text.slice(0, end);
          text = text.slice(end + 1);
          return line;
        }
        if (isAtEnd) {
          const line = text;
          text = '';
          return line === '' ? null : line;
        }
        if (text.length > maxLineBytes)
          throw new FlamebenchError('too-large', 'the line', { limitBytes: maxLineBytes });
        from = text.length;
        const chunk = await Promise.race([chunks.next(), cancelled]);
        isAtEnd = chunk.done === true;
        text += isAtEnd ? decoder.decode() : decoder.decode(chunk.value, { stream: true });
      }
    },
    close() {
      signal.removeEventListener('abort', cancel);
      if (stdin instanceof Readable) stdin.destroy();
    },
  };
}

/** Lines that are kept for the arrow keys. */
const historyLength = 1000;

export async function typedLines(
  stdin: NodeJS.ReadableStream,
  screen: NodeJS.WritableStream,
  { signal, complete }: LinesOptions,
): Promise<Lines> {
  // Not loaded by reports that end without it.
  const { createInterface } = await import('node:readline');
  const readline = createInterface({
    input: stdin,
    output: screen,
    terminal: true,
    historySize: historyLength,
    removeHistoryDuplicates: true,
    completer: (line: string) => {
      const [candidates, replaced] = complete(line);
      return [[...candidates], replaced];
    },
  });
  const waiting: { line?: (line: string | null) => void } = {};
  let isClosed = false;
  // A pasted text is many lines at once.
  const ahead: string[] = [];
  readline.on('line', (line) => {
    const { line: give } = waiting;
    delete waiting.line;
    if (give === undefined) ahead.push(line);
    else give(line);
  });
  readline.on('close', () => {
    if (!isClosed) screen.write('\n');
    isClosed = true;
    waiting.line?.(null);
  });
  // As in other shells: Ctrl-C drops what was typed, and leaves where nothing was.
  readline.on('SIGINT', () => {
    if (readline.line === '') readline.close();
    else {
      screen.write('^C\n');
      readline.write(null, { ctrl: true, name: 'e' });
      readline.write(null, { ctrl: true, name: 'u' });
    }
  });
  const onAbort = () => readline.close();
  signal.addEventListener('abort', onAbort, { once: true });
  return {
    next(prompt) {
      const line = ahead.shift();
      if (line !== undefined) return Promise.resolve(line);
      if (isClosed) return Promise.resolve(null);
      readline.setPrompt(prompt);
      readline.prompt();
      return new Promise((resolve) => {
        waiting.line = resolve;
      });
    },
    close() {
      signal.removeEventListener('abort', onAbort);
      const wasClosed = isClosed;
      isClosed = true;
      if (!wasClosed) readline.close();
    },
  };
}
