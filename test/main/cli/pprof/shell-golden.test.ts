import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { requireTool } from '../../../helpers/require-tool';
import { cli } from '../capture-cli';

// Whole sessions of the shell, byte for byte beside those of `go tool pprof` fed the same lines: as recorded,
// and as the one that is installed answers.

const golden = (name: string) =>
  fileURLToPath(new URL(`../../../golden/pprof/sessions/${name}`, import.meta.url));
const fixture = (name: string) => fileURLToPath(new URL(`../../../fixtures/${name}`, import.meta.url));
const signal = new AbortController().signal;

/** The lines of the sessions: the first is the command line, the others are typed. */
const sessions = ['cpu', 'heap', 'diff'].map((name) => {
  const [first, ...typed] = readFileSync(golden(`${name}.txt`), 'utf8').split('\n');
  const words = first!
    .split(' ')
    .map((word) => word.replace('CPU', fixture('go-cpu.pb.gz')).replace('HEAP', fixture('go-heap.pb.gz')));
  return { name, words, input: typed.join('\n') };
});

describe('the shell of flamebench pprof prints what go tool pprof printed', () => {
  it.each(sessions)('$name', async ({ name, words, input }) => {
    const { status, out } = await cli(['pprof', ...words], signal, input);
    expect(out).toBe(readFileSync(golden(`${name}.out.txt`), 'utf8'));
    expect(status).toBe(0);
  });
});

const { skip, reason } = requireTool('go');

describe.skipIf(skip)(`the shell beside that of go tool pprof${reason === '' ? '' : ` (${reason})`}`, () => {
  const program = () => spawnSync('go', ['tool', '-n', 'pprof'], { encoding: 'utf8' }).stdout.trim();

  it.each(sessions)(
    'prints the same in session $name, and greets in the same lines',
    async ({ words, input }) => {
      const wanted = spawnSync(program(), words, { encoding: 'utf8', input });
      const { out, err } = await cli(['pprof', ...words], signal, input);
      expect(out).toBe(wanted.stdout);
      const greeting = (text: string) => text.slice(0, text.indexOf('\n', text.indexOf('Entering')));
      expect(greeting(err)).toBe(greeting(wanted.stderr));
    },
  );

  it('lists the same options', async () => {
    for (const session of [
      'o',
      'mean=1\nnodefraction=0.00001\nfocus=x y //: z\nsamples\nsort=cum\nfiles=1\no',
    ]) {
      const input = `${session}\n`;
      const wanted = spawnSync(program(), [fixture('go-cpu.pb.gz')], { encoding: 'utf8', input });
      const { err } = await cli(['pprof', fixture('go-cpu.pb.gz')], signal, input);
      const list = (text: string) => text.split('\n').filter((line) => / = /.test(line));
      expect(list(err)).toEqual(list(wanted.stderr));
      expect(list(err).length).toBeGreaterThan(25);
    }
  });
});
