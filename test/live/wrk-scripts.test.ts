import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { type CliResult, cli } from '../main/cli/capture-cli';
import { fixtureFile } from '../main/load/script/helpers';
import { startTarget, type WrkTarget } from './wrk-target';

// wrk's own example scripts, written anew, as whole command lines against a real service.

const scratch = mkdtempSync(join(tmpdir(), 'flamebench-wrk-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

async function target(...answer: Parameters<typeof startTarget>): Promise<WrkTarget> {
  const started = await startTarget(...answer);
  onTestFinished(started.close);
  return started;
}

/** Half a second of load with one of the fixtures. */
const run = (url: string, script: string, ...words: string[]): Promise<CliResult> =>
  cli(['wrk', '-t2', '-c4', '-d', '0.5', '-s', fixtureFile(script), ...words, url]);

const requestsOf = ({ out }: CliResult): number => Number(/^ {2}(\d+) requests in /m.exec(out)?.[1]);

describe('flamebench wrk with a script', () => {
  it('posts a form', async () => {
    const { url, seen } = await target();
    const result = await run(url, 'post.lua');
    expect(result.status).toBe(0);
    expect(requestsOf(result)).toBeGreaterThan(4);
    expect(new Set(seen.map(({ method, body }) => `${method} ${body}`))).toEqual(
      new Set(['POST name=load&kind=form']),
    );
    expect(seen[0]!.headers['content-type']).toBe('application/x-www-form-urlencoded');
  });

  it('signs in with the first response and shows the token from then on', async () => {
    const { url, seen } = await target((request, response) => {
      if (request.url === '/sign-in') response.setHeader('X-Token', 'secret');
      else if (request.headers['x-token'] !== 'secret') response.statusCode = 401;
      response.end();
    });
    const result = await run(url, 'auth.lua');
    expect(result.out).not.toContain('Non-2xx');
    expect(seen[0]!.url).toBe('/sign-in');
    expect(seen.at(-1)!.url).toBe('/account');
    // No more than one sign-in a connection: later requests have the token.
    expect(seen.filter((each) => each.url === '/sign-in').length).toBeLessThanOrEqual(4);
  });

  it.each(['counter.lua', 'counter.mjs'])('counts without a gap: %s', async (script) => {
    const { url, seen } = await target();
    const result = await run(url, script);
    expect(result.status).toBe(0);
    const paths = seen.map((each) => Number(each.url.slice(1)));
    // Two threads count for themselves.
    const highest = Math.max(...paths);
    expect(new Set(paths).size).toBe(highest + 1);
    expect(seen.every((each) => each.headers['x-counter'] === each.url.slice(1))).toBe(true);
    expect(seen.length).toBeGreaterThanOrEqual(requestsOf(result));
  });

  it('pipelines', async () => {
    const { url, seen } = await target();
    const result = await run(url, 'pipeline.lua');
    expect(requestsOf(result)).toBeGreaterThan(12);
    expect(seen.length % 3).toBe(0);
    expect(new Set(seen.map((each) => each.url))).toEqual(new Set(['/?first', '/?second', '/?third']));
  });

  it('waits before each request', async () => {
    const { url, seen } = await target();
    const result = await run(url, 'delay.lua');
    expect(result.status).toBe(0);
    // Four connections, 10 to 50 ms each time: in half a second 40 to 200.
    expect(seen.length).toBeGreaterThan(15);
    expect(seen.length).toBeLessThanOrEqual(4 * 52);
  });

  it('reports in its own words below the report', async () => {
    const { url } = await target();
    const { out } = await run(url, 'report.lua');
    const lines = out.trimEnd().split('\n');
    const at = lines.findIndex((line) => line.startsWith('Transfer/sec'));
    expect(lines.slice(at + 1).map((line) => line.replace(/\d+(\.\d+)?/g, 'N'))).toEqual([
      '------------------------------',
      ...new Array(4).fill('N%,N'),
      'requests N, bytes N, duration N',
    ]);
    expect(out).toContain(`requests ${requestsOf({ out, err: '', status: 0 })}, `);
  });

  it.each([
    ['setup.lua', /^thread (\d) made \d+ requests and got (\d+) responses$/gm],
    ['setup.mjs', /^thread (\d): (\d+)$/gm],
  ])('sets up its threads and adds up what they have: %s', async (script, shape) => {
    const { url } = await target();
    const result = await run(url, script);
    const told = [...result.out.matchAll(shape)];
    expect(told.map((match) => match[1])).toEqual(['1', '2']);
    expect(told.reduce((sum, match) => sum + Number(match[2]), 0)).toBe(requestsOf(result));
    // What init prints comes before the header.
    expect(result.out.indexOf('thread 2')).toBeLessThan(result.out.indexOf('Running'));
  });

  it('stops its threads', async () => {
    const { url } = await target();
    const began = Date.now();
    const result = await run(url, 'stop.lua', '-d', '20');
    expect(Date.now() - began).toBeLessThan(10_000);
    expect(requestsOf(result)).toBeGreaterThanOrEqual(200);
    expect(requestsOf(result)).toBeLessThanOrEqual(208);
  });

  it('chooses among the addresses of a host', async () => {
    const { url } = await target();
    const result = await run(url.replace('127.0.0.1', 'localhost'), 'addr.lua');
    expect(result.out.match(/^thread addr: 127\.0\.0\.1:\d+$/gm)).toHaveLength(2);
    expect(requestsOf(result)).toBeGreaterThan(4);
  });

  it('takes its paths from a file beside it', async () => {
    const { url, seen } = await target();
    await run(url, 'multiplepaths.lua');
    expect(new Set(seen.map((each) => each.url))).toEqual(new Set(['/one', '/two', '/three?q=1']));
  });

  it('passes on arguments', async () => {
    const { url } = await target();
    const script = join(scratch, 'args.lua');
    writeFileSync(script, 'function init(args) print(#args, args[1], args[2]) end');
    const { out } = await cli(['wrk', '-t1', '-c1', '-d', '0.2', '-s', script, url, '--', '-x', 'two']);
    expect(out.startsWith('2\t-x\ttwo\nRunning')).toBe(true);
  });
});

describe('flamebench wrk with a script that is wrong', () => {
  const wrong = async (
    source: string,
    name = 'wrong.lua',
    seconds = '3',
  ): Promise<CliResult & { seen: number; ms: number }> => {
    const { url, seen } = await target();
    const script = join(scratch, name);
    writeFileSync(script, source);
    const began = Date.now();
    const result = await cli(['wrk', '-t1', '-c2', '-d', seconds, '-s', script, url]);
    return { ...result, seen: seen.length, ms: Date.now() - began };
  };

  it.each([
    ['syntax', 'x = = 1', "line 1: unexpected symbol near '='"],
    ['an error of its own', 'error("no luck")', 'line 1: no luck'],
    ['a wrong type', 'function request() return {} end', 'must return the text of a request, not a table'],
    ['an endless loop', 'function init() while true do end end', 'a call took longer than 2 s'],
    ['no file', 'dofile("missing.lua")', 'missing.lua'],
  ])('says so in one sentence, and sends nothing: %s', async (_, source, words) => {
    const { status, out, err, seen, ms } = await wrong(source);
    expect({ status, out, seen }).toEqual({ status: 1, out: '', seen: 0 });
    expect(err).toContain(words);
    expect(err.trimEnd()).not.toContain('\n');
    expect(ms).toBeLessThan(10_000);
  });

  it('ends in time and shows what ran, where a later call loops', async () => {
    const source = `n = 0
      function request() n = n + 1 while n > 50 do end return wrk.format() end`;
    const { status, out, err, seen, ms } = await wrong(source);
    expect(status).toBe(1);
    expect(seen).toBeGreaterThanOrEqual(50);
    expect(out).toContain('requests in');
    expect(err).toContain('a call took longer than 2 s');
    expect(ms).toBeLessThan(12_000);
  });

  it('ends a JavaScript call that loops with its thread, long before the load would end', async () => {
    const source = 'let n = 0; function request() { n++; while (n > 50); return wrk.format(); }';
    const { status, out, err, seen, ms } = await wrong(source, 'wrong.js', '30');
    expect(status).toBe(1);
    expect(err).toContain('a call took longer than 5 s');
    expect(seen).toBeGreaterThanOrEqual(50);
    expect(out).toContain('requests in');
    expect(ms).toBeLessThan(15_000);
  });
});
