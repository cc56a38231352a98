import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { parseWrkCommand } from '../../../engine/load/wrk-command';
import { planOf } from '../../../main/cli/wrk/plan';
import { remarksOn } from '../../../main/cli/wrk/remarks';
import { planFor } from '../../../proto/load';
import { emptyReport, noErrors, noLatency } from '../../../proto/load-report';
import { startTarget, type WrkTarget } from '../../live/wrk-target';
import { failureOf } from '../load/helpers';
import { cli } from './capture-cli';

const scratch = mkdtempSync(join(tmpdir(), 'flamebench-wrk-cli-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function file(name: string, contents: string | Uint8Array): string {
  const path = join(scratch, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, contents);
  return path;
}

/** The plan of a command line. */
function plan(...words: string[]) {
  const parsed = parseWrkCommand(words);
  if (!parsed.ok) throw new Error(parsed.errors.join('; '));
  return planOf(parsed.command);
}

async function target(...answer: Parameters<typeof startTarget>): Promise<WrkTarget> {
  const started = await startTarget(...answer);
  onTestFinished(started.close);
  return started;
}

/** Ends the child of this process that runs a bundle. Whether there was one. */
function killChild(bundle: string): boolean {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const parent = /^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
      if (parent !== String(process.pid) || !readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(bundle))
        continue;
      process.kill(Number(pid), 'SIGKILL');
      return true;
    } catch {
      // It ended between being listed and being read.
    }
  }
  return false;
}

const base = 'http://127.0.0.1:8080/';

describe('the plan of a wrk command line', () => {
  it('has the body, from the line or a file, and POST with it', async () => {
    const { plan: inline } = await plan('--data', 'ü', base);
    expect(inline).toMatchObject({ method: 'POST', body: 'ü', bodyEncoding: 'utf8' });
    const bytes = Uint8Array.of(0, 255, 10);
    const { plan: fromFile } = await plan('--method', 'put', '--data-file', file('body', bytes), base);
    expect(fromFile).toMatchObject({ method: 'PUT', body: 'AP8K', bodyEncoding: 'base64' });
  });

  it('has authorization, certificates and the confirmed host', async () => {
    const { plan: made } = await plan(
      ...['--user', 'me:pä', '--insecure', '--cacert', file('ca.pem', 'CA'), '--cert', file('c.pem', 'CERT')],
      ...['--key', file('k.pem', 'KEY'), '--host', 'api.test', 'https://api.test/'],
    );
    expect(made.headers).toEqual([['Authorization', `Basic ${Buffer.from('me:pä').toString('base64')}`]]);
    expect(made.tls).toMatchObject({ insecure: true, caPem: 'CA', certPem: 'CERT', keyPem: 'KEY' });
    expect(made.confirmedHost).toBe('api.test');
    expect((await plan('--bearer', 't', base)).plan.headers).toEqual([['Authorization', 'Bearer t']]);
  });

  it('takes over a curl command; what the line says itself comes first', async () => {
    const { plan: made, remarks } = await plan(
      ...['--curl', "curl -s -XPATCH 'http://h/x' -H 'A: 1' -H 'B: 2' -d body", '-H', 'b: 3', '--host', 'h'],
    );
    expect(made).toMatchObject({ url: 'http://h/x', method: 'PATCH', body: 'body' });
    expect(made.headers).toEqual([
      ['b', '3'],
      ['A', '1'],
      ['Content-Type', 'application/x-www-form-urlencoded'],
    ]);
    expect(remarks).toEqual(['Options of curl that a load does without: -s.']);
  });

  it('cycles through a HAR file or a list of URLs, and nothing else', async () => {
    const entries = ['http://h/1', 'http://h/2', 'http://other/'].map((url) => ({
      request: { method: 'GET', url, headers: [] },
    }));
    const har = file('x.har', JSON.stringify({ log: { entries } }));
    const { plan: made, remarks } = await plan('--har', har);
    expect(made).toMatchObject({ url: 'http://h', onlyTargets: true });
    expect(made.targets.map(({ url }) => url)).toEqual(['http://h/1', 'http://h/2']);
    expect(remarks).toEqual([`1 requests of ${har} do not go to http://h.`]);
    const { plan: listed } = await plan('--urls', file('urls.txt', '/a\nPOST /b\n'), base);
    expect(listed.targets.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `GET ${base}a`,
      `POST ${base}b`,
    ]);
  });

  it('brings what a script reads, and only then', async () => {
    const script = file('s/reads.lua', 'for line in io.lines("a.txt") do end');
    file('s/a.txt', 'line');
    file('s/deep/b.lua', 'return 1');
    file('s/.hidden', 'x');
    const { plan: made } = await plan('-s', script, base, '--', 'x');
    expect(made.script).toMatchObject({ language: 'lua', name: script, args: ['x'], isCorrected: true });
    const names = made.script!.siblings.map(([name]) => name).sort();
    expect(names).toEqual(['a.txt', 'deep/b.lua', 'reads.lua']);
    const quiet = file('s/quiet.lua', 'wrk.method = "PUT"');
    expect((await plan('-s', quiet, base)).plan.script!.siblings).toEqual([]);
    const own = file('s/own.mjs', 'export const request = () => wrk.format()');
    expect((await plan('-s', own, '--uncorrected', base)).plan.script).toMatchObject({
      language: 'js',
      isCorrected: false,
    });
  });

  it.each<[string, string[], object]>([
    ['two sources', ['--urls', 'a', '--har', 'b'], { code: 'bad-argument' }],
    ['two bodies', ['--data', 'a', '--data-file', 'b', base], { code: 'bad-argument' }],
    ['two authorizations', ['--user', 'a', '--bearer', 'b', base], { code: 'bad-argument' }],
    ['a script and a list', ['-s', 'a', '--urls', 'b', base], { code: 'bad-argument' }],
    [
      'a missing file',
      ['--data-file', '/nowhere/x', base],
      { code: 'file-not-found', subject: '/nowhere/x' },
    ],
    ['a missing script', ['-s', '/nowhere/x', base], { code: 'file-not-found' }],
    ['too much', ['-c', '1M', base], { code: 'bad-argument', subject: 'connections' }],
    ['for ever', ['-d', '2h', base], { code: 'bad-argument', subject: 'seconds' }],
  ])('refuses %s', async (_, words, failure) => {
    expect(await failureOf(plan(...words))).toMatchObject(failure);
  });

  it('refuses a script that is not text', async () => {
    const script = file('binary.lua', Uint8Array.of(0x1b, 0xff, 0xfe));
    expect(await failureOf(plan('-s', script, base))).toMatchObject({ code: 'script-failed' });
  });
});

describe('flamebench wrk', () => {
  it('sends what is asked for, in turn, so many times', async () => {
    const { url, seen } = await target();
    const list = file('turn.txt', '/a\nDELETE /b\n/c\n');
    const { status, out } = await cli(['wrk', '-t1', '-c1', '-n', '30', '-H', 'X-A: b', '--urls', list, url]);
    expect(status).toBe(0);
    expect(out).toContain('  30 requests in ');
    expect(seen.map((each) => `${each.method} ${each.url}`).slice(0, 6)).toEqual([
      'GET /a',
      'DELETE /b',
      'GET /c',
      'GET /a',
      'DELETE /b',
      'GET /c',
    ]);
    expect(seen).toHaveLength(30);
    expect(seen.every((each) => each.headers['x-a'] === 'b')).toBe(true);
  });

  it('sends what curl would have sent', async () => {
    const { url, seen } = await target();
    const command = `curl '${url}x?y' -u me:too --data-raw '{"a":1}' -H 'Content-Type: application/json'`;
    const { status } = await cli(['wrk', '-t1', '-c1', '-n', '3', '--curl', command]);
    expect(status).toBe(0);
    expect(seen[0]).toMatchObject({ method: 'POST', url: '/x?y', body: '{"a":1}' });
    expect(seen[0]!.headers).toMatchObject({
      authorization: 'Basic bWU6dG9v',
      'content-type': 'application/json',
    });
  });

  it('drives at a rate, and says what its latencies are', async () => {
    const { url, seen } = await target();
    const { status, err } = await cli(['wrk', '-t1', '-c4', '-R', '50', '-d', '1', url]);
    expect(status).toBe(0);
    expect(seen.length).toBeGreaterThan(40);
    expect(seen.length).toBeLessThan(60);
    expect(err).toContain('Latency runs from the time each request was due.');
    expect(err).not.toContain('correction');
  });

  it('prints the report as JSON, CSV or .hgrm instead, and nothing else', async () => {
    const { url } = await target();
    const print = async (form: string) => {
      const { status, out, err } = await cli(['wrk', '-t1', '-c1', '-n', '5', form, url]);
      expect({ status, err }).toEqual({ status: 0, err: '' });
      return out;
    };
    expect(JSON.parse(await print('--json'))).toMatchObject({ requests: 5, stopReason: 'requests' });
    const [heads, first] = (await print('--csv')).split('\n');
    expect(heads).toMatch(/^second,requests,/);
    expect(first).toMatch(/^0,5,/);
    expect(await print('--hgrm')).toMatch(/^ +Value +Percentile TotalCount[\s\S]*Total count +=\s+5\]/m);
  });

  it.skipIf(process.platform !== 'linux')(
    'shows what was measured when its load process is killed',
    async () => {
      let killed = false;
      let began: number | undefined;
      const { url, seen } = await target((_, response) => {
        response.end('hello');
        // The first one asks whether there is a service at all.
        if (seen.length > 10) began ??= Date.now();
        // What it did is told ten times a second.
        if (began !== undefined && Date.now() - began > 500 && !killed) killed = killChild('load-host.cjs');
      });
      const { status, out, err } = await cli(['wrk', '-t1', '-c2', '-d', '30', url]);
      expect(killed).toBe(true);
      expect(status).toBe(1);
      const told = Number(/ (\d+) requests in /.exec(out)?.[1]);
      expect(told).toBeGreaterThan(0);
      expect(told).toBeLessThanOrEqual(seen.length);
      expect(err).toContain(`The load on ${url} stopped by itself (it was ended by SIGKILL)`);
    },
  );

  it('loads no strange host without its name', async () => {
    const { status, out, err } = await cli(['wrk', 'http://10.11.12.13/']);
    expect({ status, out }).toEqual({ status: 1, out: '' });
    expect(err.trimEnd().endsWith('Here that is --host 10.11.12.13')).toBe(true);
  });
});

describe('what stderr says beside the report', () => {
  const report = { ...emptyReport(0, 1e6), address: '127.0.0.1:1' };
  const nothing = { added: 0, samples: 0 };

  it('is nothing where the report says all', () => {
    expect(remarksOn(planFor(base), report, nothing)).toEqual([]);
  });

  it('names invented values, hidden kinds of errors, early ends and the load as the bottleneck', () => {
    const errors = { ...noErrors, tls: 1, closed: 2, protocol: 3, unfinished: 4 };
    const remarks = remarksOn(
      planFor(base),
      {
        ...report,
        errors,
        problems: { tls: 'self-signed certificate' },
        stopReason: 'errors',
        clientBound: true,
        clientBoundReason: 'busy',
        utilization: 0.97,
      },
      { added: 5, samples: 20 },
    );
    expect(remarks.map((remark) => remark.split(/[:.]/)[0])).toEqual([
      "Latency has wrk's correction for coordinated omission",
      'Socket errors',
      'Such as tls',
      'Stopped early',
      "These figures are the load's rather than the service's",
    ]);
    expect(remarks[0]).toContain('5 of 20 values');
    expect(remarks[4]).toContain('97 %');
  });

  it('says what an open model could not send', () => {
    const ages = { ...noLatency, max: 1234 };
    const late = { ...report, unsent: { count: 7, ages }, inFlight: { count: 1, ages } };
    const remarks = remarksOn({ ...planFor(base), rate: 10 }, late, nothing).join('\n');
    expect(remarks).toContain('7 requests could not be sent by the end, the oldest 1234 ms late.');
    expect(remarks).toContain('1 request had no answer by the end.');
  });
});
