import { spawn } from 'node:child_process';
import { createReadStream, existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../../../main/cli/run-cli';
import { createTerminal } from '../../../main/cli/terminal';
import { distFolder } from '../../helpers/dist';
import { cli } from './capture-cli';

const profile = fileURLToPath(new URL('../../fixtures/go-cpu.pb.gz', import.meta.url));
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flamebench-streams-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs a command line with a profile piped in; tells how often interruptions were to be heeded. */
async function piped(argv: readonly string[]) {
  const said = { out: '', err: '', heeded: 0 };
  const terminal = createTerminal(
    { write: (part) => (said.out += Buffer.from(part).toString()) },
    { write: (text) => (said.err += text) },
    {},
  );
  const status = await runCli(argv, {
    terminal,
    distFolder,
    signal: new AbortController().signal,
    stdin: createReadStream(profile),
    heedInterrupts: () => void said.heeded++,
  });
  return { status, ...said };
}

describe("'-'", () => {
  it('is standard input to verbs that read profiles', async () => {
    const top = await piped(['top', '-']);
    expect(top).toMatchObject({ status: 0, err: '' });
    expect(top.out.split('\n').slice(1)).toEqual((await cli(['top', profile])).out.split('\n').slice(1));
    const diff = await piped(['diff', profile, '-']);
    expect(diff.status).toBe(0);
    expect(diff.out).toContain('go-cpu.pb.gz → standard input');
  });

  it('is standard output to convert, and no file', async () => {
    const { status, out, err } = await piped(['convert', '-', '-', '--to', 'folded']);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toMatch(/^[^;\n]+;.* \d+\n/);
    expect(existsSync('-')).toBe(false);
  });
});

describe('an interruption', () => {
  it('is left to the system while a verb only computes, and heeded while it writes', async () => {
    expect((await piped(['top', profile])).heeded).toBe(0);
    expect((await piped(['pprof', '-top', profile])).heeded).toBe(0);
    expect((await piped(['pprof', '-svg', '-output', join(folder, 'a.svg'), profile])).heeded).toBe(1);
    expect((await piped(['convert', profile, join(folder, 'b.svg')])).heeded).toBe(1);
    expect((await piped(['pprof', '-top', '127.0.0.1:1'])).heeded).toBe(1);
    expect((await piped(['torch', '-u', 'http://127.0.0.1:1', '-p'])).heeded).toBe(1);
  });

  it('ends a verb that computes at once, by the signal', async () => {
    const child = spawn(process.execPath, [join(distFolder, 'cli.cjs'), 'flamegraph'], { stdio: 'pipe' });
    // It reads to the end of its input, which does not come.
    child.stdin.write('a;b 1\n');
    const ended = new Promise((resolve) => child.on('exit', (status, signal) => resolve({ status, signal })));
    await new Promise((resolve) => setTimeout(resolve, 500));
    child.kill('SIGINT');
    expect(await ended).toEqual({ status: null, signal: 'SIGINT' });
  });
});

describe('a result that cannot be written', () => {
  it.skipIf(!existsSync('/dev/full'))('is told of in one sentence', async () => {
    const line = `'${process.execPath}' '${join(distFolder, 'cli.cjs')}' top '${profile}' > /dev/full`;
    const child = spawn('sh', ['-c', line], { stdio: ['ignore', 'ignore', 'pipe'] });
    let err = '';
    child.stderr.on('data', (part) => (err += part));
    const status = await new Promise((resolve) => child.on('close', resolve));
    expect({ status, err }).toEqual({
      status: 1,
      err: expect.stringMatching(/^The disk has no room for standard output[^\n]*\n$/),
    });
  });
});
