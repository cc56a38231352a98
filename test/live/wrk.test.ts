import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseWrkCommand } from '../../engine/load/wrk-command';
import { wrkHeader } from '../../engine/load/wrk-text';
import { requireTool } from '../helpers/require-tool';
import { type CliResult, cli } from '../main/cli/capture-cli';
import { fixtureFile } from '../main/load/script/helpers';
import { startTarget, type WrkTarget } from './wrk-target';

// The verb against the real wrk on the same target.

const wrk = requireTool('wrk');

async function target(...answer: Parameters<typeof startTarget>): Promise<WrkTarget> {
  const started = await startTarget(...answer);
  onTestFinished(started.close);
  return started;
}

/** Runs wrk itself; not in this thread, which serves. */
function real(...words: string[]): Promise<CliResult> {
  return new Promise((resolve, reject) => {
    const child = spawn('wrk', words);
    let out = '';
    let err = '';
    child.stdout.on('data', (text: Buffer) => {
      out += text.toString();
    });
    child.stderr.on('data', (text: Buffer) => {
      err += text.toString();
    });
    child.on('error', reject);
    child.on('close', (status) => resolve({ status: status ?? -1, out, err }));
  });
}

const ours = (...words: string[]): Promise<CliResult> => cli(['wrk', ...words]);

/** Both, one after the other: at once they would load each other. */
async function both(...words: string[]): Promise<{ ours: CliResult; real: CliResult }> {
  return { real: await real(...words), ours: await ours(...words) };
}

/** Lines with their numbers masked; their widths, units and words stay. */
const shape = (out: string): string[] => out.split('\n').map((line) => line.replace(/\d/g, '9'));

/** The same where magnitudes may differ: numbers with their padding masked too. */
const looseShape = (out: string): string[] =>
  out
    .split('\n')
    .map((line) => line.replace(/ *\d+(?:\.\d+)?(?=[a-zA-Z%]|\b)/g, ' N').replace(/ N(?:us|ms)/g, ' Nt'));

const percentile = (out: string, p: number): number => {
  const [, value = '', unit] = new RegExp(`^ {5}${p}% +([\\d.]+)(us|ms|s)`, 'm').exec(out) ?? [];
  return Number(value) * (unit === 's' ? 1000 : unit === 'us' ? 0.001 : 1);
};

describe.skipIf(wrk.skip)(`flamebench wrk and wrk${wrk.reason === '' ? '' : ` (${wrk.reason})`}`, () => {
  it('understand and name the same numbers and times', async () => {
    const { url, seen } = await target();
    const asked = [
      ...['-d1', '-d50s', '-d51', '-d90s', '-d2m', '-d2M', '-d1h', '-d5x', '-d1ms', '-d'],
      ...['-c2', '-c0.1k', '-c1kk', '-cx'],
    ];
    for (const word of asked) {
      const child = spawn('wrk', ['-t1', ...(word.startsWith('-c') ? [word, '-d1h'] : ['-c1', word]), url]);
      let out = '';
      child.stdout.on('data', (text: Buffer) => {
        out += text.toString();
      });
      const ended = once(child, 'close');
      // It prints its header when it ends, and is told to only where it has begun: until then it knows no signal.
      const before = seen.length;
      const watching = setInterval(() => seen.length > before && child.kill('SIGINT'), 100);
      await ended;
      clearInterval(watching);
      const parsed = parseWrkCommand([
        '-t1',
        ...(word.startsWith('-c') ? [word, '-d1h'] : ['-c1', word]),
        url,
      ]);
      const header = parsed.ok ? wrkHeader({ ...parsed.command, url }) : ['Usage: wrk <options> <url>'];
      expect([
        word,
        out
          .split('\n')
          .slice(0, header.length)
          .map((line) => line.trimEnd()),
      ]).toEqual([word, header]);
    }
  });

  it('print the same lines, columns and units', { retry: 2 }, async () => {
    // Slow enough for both to see the same magnitudes.
    const { url } = await target((_, response) => setTimeout(() => response.end('hello'), 20));
    const runs = await both('-t2', '-c10', '-d2s', '--latency', url);
    expect(runs.ours.status).toBe(runs.real.status);
    expect(runs.ours.out.split('\n').slice(0, 3)).toEqual(runs.real.out.split('\n').slice(0, 3));
    expect(looseShape(runs.ours.out)).toEqual(looseShape(runs.real.out));
    // Of rows that are padded, each column ends where wrk's does.
    const width = (out: string) =>
      out
        .split('\n')
        .slice(3, 10)
        .map((line) => line.length);
    expect(width(runs.ours.out)).toEqual(width(runs.real.out));
  });

  it('agree on percentiles within 10 %, wrk’s correction included', { retry: 2 }, async () => {
    // Every fifth answer is slow: the correction then adds as many values of 60 ms or so.
    const { url } = await target((_, response, nth) =>
      setTimeout(() => response.end('hello'), nth % 5 === 0 ? 100 : 20),
    );
    const runs = await both('-t1', '-c10', '-d3s', '--latency', url);
    for (const p of [50, 75, 90, 99]) {
      const ratio = percentile(runs.ours.out, p) / percentile(runs.real.out, p);
      expect(ratio, `${p} %\n${runs.real.out}\n${runs.ours.out}`).toBeGreaterThan(0.9);
      expect(ratio, `${p} %\n${runs.real.out}\n${runs.ours.out}`).toBeLessThan(1.1);
    }
    expect(runs.ours.err).toContain("wrk's correction");
    const uncorrected = await ours('-t1', '-c10', '-d1s', '--latency', '--uncorrected', url);
    expect(uncorrected.err).not.toContain("wrk's correction");
    expect(percentile(uncorrected.out, 75)).toBeLessThan(30);
    expect(percentile(runs.ours.out, 75)).toBeGreaterThan(45);
  });

  it('name answers of error and lost connections alike', { retry: 2 }, async () => {
    const missing = await target((_, response) => {
      response.statusCode = 404;
      response.end();
    });
    const runs = await both('-t1', '-c2', '-d1s', missing.url);
    expect(runs.ours.out).toContain('  Non-2xx or 3xx responses: ');
    expect(looseShape(runs.ours.out)).toEqual(looseShape(runs.real.out));
    const broken = await target((_, response, nth) => {
      if (nth % 10 === 0) response.destroy();
      else response.end('hello');
    });
    const lost = await both('-t1', '-c2', '-d1s', broken.url);
    const line = (out: string) => /^ {2}Socket errors: .*$/m.exec(out)?.[0].replace(/read \d+/, 'read N');
    expect(line(lost.ours.out)).toBe('  Socket errors: connect 0, read N, write 0, timeout 0');
    expect(line(lost.real.out)).toBe(line(lost.ours.out));
  });

  it('print late answers, large bodies and slow ones alike', { retry: 2 }, async () => {
    const late = await target((_, response) => setTimeout(() => response.end('hello'), 1300));
    const lost = await both('-t1', '-c2', '-d3s', '--timeout', '1', '--latency', late.url);
    const errors = (out: string) =>
      /^ {2}Socket errors: .*$/m.exec(out)?.[0].replace(/timeout [1-9]\d*/, 'timeout N');
    expect(errors(lost.ours.out)).toBe('  Socket errors: connect 0, read 0, write 0, timeout N');
    expect(errors(lost.real.out)).toBe(errors(lost.ours.out));
    // In seconds.
    const slow = await both('-t2', '-c2', '-d3s', '--timeout', '3', '--latency', late.url);
    expect(looseShape(slow.ours.out)).toEqual(looseShape(slow.real.out));
    expect(slow.ours.out).toMatch(/^ {4}Latency +1\.3\ds /m);
    for (const p of [50, 75, 90, 99]) {
      expect(percentile(slow.ours.out, p) / percentile(slow.real.out, p)).toBeCloseTo(1, 1);
    }
    // In MB and GB.
    const body = Buffer.alloc(3_000_000);
    const large = await target((_, response) => setTimeout(() => response.end(body), 30));
    const many = await both('-t1', '-c3', '-d2s', large.url);
    const read = (out: string) => /requests in [\d.]+s, [\d.]+([KMG]?B) read/.exec(out)?.[1];
    const transfer = (out: string) => /^Transfer\/sec: +[\d.]+([KMG]?B)$/m.exec(out)?.[1];
    expect([read(many.ours.out), transfer(many.ours.out)]).toEqual([
      read(many.real.out),
      transfer(many.real.out),
    ]);
    expect(transfer(many.ours.out)).toBe('MB');
  });

  it('print the same with threads, a pipeline and percentiles at once', { retry: 2 }, async () => {
    const { url } = await target((_, response) => setTimeout(() => response.end('hello'), 20));
    const runs = await both('-t3', '-c10', '-d2s', '--latency', '-s', fixtureFile('pipeline.lua'), url);
    expect(looseShape(runs.ours.out)).toEqual(looseShape(runs.real.out));
    // Ten connections over three threads: wrk holds nine of them, and its header says ten all the same.
    expect(runs.ours.out).toContain('  3 threads and 10 connections');
    const requests = ({ out }: CliResult) => Number(/^ {2}(\d+) requests in/m.exec(out)?.[1]);
    expect(requests(runs.ours) % 3).toBe(0);
    expect(requests(runs.ours) / requests(runs.real)).toBeGreaterThan(0.85);
    expect(requests(runs.ours) / requests(runs.real)).toBeLessThan(1.25);
  });

  it.each(['report.lua', 'setup.lua', 'counter.lua', 'pipeline.lua', 'post.lua'])(
    'run the same script to the same lines: %s',
    { retry: 2 },
    async (script) => {
      const { url } = await target((_, response) => setTimeout(() => response.end('hello'), 5));
      const runs = await both('-t2', '-c4', '-d1s', '-s', fixtureFile(script), url);
      expect(runs.real.err).toBe('');
      expect(looseShape(runs.ours.out)).toEqual(looseShape(runs.real.out));
    },
  );

  it('refuse the same command lines with the same status, and say how to use them', async () => {
    for (const words of [
      [],
      ['-c', 'x', 'http://127.0.0.1:1/'],
      ['-Z', 'http://127.0.0.1:1/'],
      ['-v'],
      ['-t', '3', '-c', '2', 'http://127.0.0.1:1/'],
      ['http://127.0.0.1:1/'],
    ]) {
      const runs = await both(...words);
      expect([words, runs.ours.status]).toEqual([words, runs.real.status]);
      expect(runs.ours.out === '').toBe(runs.real.out === '');
    }
    const usage = (await real()).out.split('\n').filter((line) => !line.includes('--script'));
    const own = (await ours()).out.split('\n');
    expect(usage.filter((line) => !own.includes(line))).toEqual([]);
    const refused = await both('http://127.0.0.1:1/');
    expect(refused.ours.err).toBe(refused.real.err);
  });

  it('print what they have when they are interrupted', async () => {
    const interrupted = new AbortController();
    const { url } = await target((_, response, nth) => {
      setTimeout(() => response.end('hello'), 20);
      if (nth === 50) interrupted.abort();
    });
    const began = Date.now();
    const { status, out } = await cli(['wrk', '-t1', '-c2', '-d', '1m', url], interrupted.signal);
    expect(Date.now() - began).toBeLessThan(10_000);
    expect(status).toBe(0);
    expect(out.startsWith(`Running 1m test @ ${url}\n`)).toBe(true);
    expect(shape(out).at(-2)).toMatch(/^Transfer\/sec:/);
  });
});
