import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { pipedLines, typedLines } from '../../../../main/cli/pprof/shell/lines';

const quiet = { write: () => {}, complete: () => [[], ''] as const };
const never = new AbortController().signal;

async function* chunks(...parts: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield typeof part === 'string' ? Buffer.from(part) : part;
}

async function all(stdin: AsyncIterable<Uint8Array>): Promise<string[]> {
  const lines = pipedLines(stdin, { ...quiet, signal: never });
  const found: string[] = [];
  for (let line = await lines.next(''); line !== null; line = await lines.next('')) found.push(line);
  lines.close();
  return found;
}

describe('piped lines', () => {
  it('come one by one, however they are cut into chunks', async () => {
    expect(await all(chunks('to', 'p\nfo', 'cus=x\n\npeek', ' y'))).toEqual(['top', 'focus=x', '', 'peek y']);
    expect(await all(chunks('top\n'))).toEqual(['top']);
    expect(await all(chunks())).toEqual([]);
    const euro = Buffer.from('€\n');
    expect(await all(chunks(euro.subarray(0, 1), euro.subarray(1)))).toEqual(['€']);
  });

  it('show a prompt for each that is asked for', async () => {
    let shown = '';
    const write = (text: string) => (shown += text);
    const lines = pipedLines(chunks('a\nb\n'), { ...quiet, signal: never, write });
    for (let i = 0; i < 3; i++) await lines.next('> ');
    expect(shown).toBe('> > > ');
  });

  it('end where the line has no end', async () => {
    const endless = (async function* () {
      for (;;) yield new Uint8Array(1 << 16).fill(97);
    })();
    await expect(all(endless)).rejects.toMatchObject({ failure: { code: 'too-large' } });
  });

  it('are not waited for once the work is cancelled, and the input is let go of', async () => {
    const stdin = new PassThrough();
    const controller = new AbortController();
    const lines = pipedLines(stdin, { ...quiet, signal: controller.signal });
    const line = lines.next('');
    controller.abort();
    await expect(line).rejects.toMatchObject({ failure: { code: 'cancelled' } });
    lines.close();
    expect(stdin.destroyed).toBe(true);
  });
});

describe('typed lines', () => {
  /** A terminal: keys go in, what a person would see comes out. */
  async function terminal(complete: (line: string) => readonly [readonly string[], string] = quiet.complete) {
    const keys = new PassThrough();
    const screen = new PassThrough();
    let seen = '';
    screen.on('data', (chunk) => {
      seen += chunk;
      screen.emit('seen');
    });
    /** Waits until the screen has shown the text since it was asked for the last time. */
    const shown = async (text: string) => {
      while (!seen.includes(text)) await once(screen, 'seen');
      seen = '';
    };
    const lines = await typedLines(keys, screen, { ...quiet, complete, signal: never });
    return { keys, shown, lines };
  }

  it('are edited, completed, and taken up again from the history', async () => {
    const { keys, shown, lines } = await terminal((line) =>
      line === 'pee' ? [['peek '], line] : [[], line],
    );
    let line = lines.next('> ');
    // A tab among other keys of one chunk is pasted text.
    keys.write('pee');
    await shown('pee');
    keys.write('\t');
    await shown('k ');
    keys.write('main\r');
    expect(await line).toBe('peek main');
    line = lines.next('> ');
    keys.write('\u001b[A\u007f\u007f\u007f\u007fsort\r');
    expect(await line).toBe('peek sort');
    lines.close();
  });

  it('that are pasted together come one by one', async () => {
    const { keys, lines } = await terminal();
    const first = lines.next('> ');
    keys.write('top\rtree\rtags\r');
    expect([await first, await lines.next('> '), await lines.next('> ')]).toEqual(['top', 'tree', 'tags']);
    lines.close();
  });

  it('end at Ctrl-D; Ctrl-C drops what was typed, and ends them where nothing was', async () => {
    const { keys, shown, lines } = await terminal();
    let line = lines.next('> ');
    keys.write('nonsense');
    await shown('nonsense');
    keys.write('\u0003top\r');
    expect(await line).toBe('top');
    line = lines.next('> ');
    keys.write('\u0003');
    expect(await line).toBeNull();
    expect(await lines.next('> ')).toBeNull();

    const other = await terminal();
    line = other.lines.next('> ');
    other.keys.write('\u0004');
    expect(await line).toBeNull();
  });

  it('end with a work that is cancelled', async () => {
    const controller = new AbortController();
    const lines = await typedLines(new PassThrough(), new PassThrough(), {
      ...quiet,
      signal: controller.signal,
    });
    const line = lines.next('> ');
    controller.abort();
    expect(await line).toBeNull();
  });
});
