import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openLibrary } from '../../main/services/library';
import type { Run } from '../../proto/run';
import { distFolder } from '../helpers/dist';
import { cli } from '../main/cli/capture-cli';
import { tinyProfile } from '../main/services/fake-service';

// Recordings in which something dies, as whole command lines in processes of their own.

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flamebench-broken-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Recorded {
  readonly status: number | null;
  readonly err: string;
  readonly run: Run;
  readonly path: string;
}

/** Records with two rounds of a second; `meanwhile` is told of the process that does. */
async function record(
  name: string,
  url: string,
  meanwhile: (child: ChildProcess) => unknown = () => {},
): Promise<Recorded> {
  const output = join(folder, name);
  const argv = ['record', url, '--load', '-c2 /work', '--rounds', '2', '--seconds', '1', '--warmup', '0'];
  const child = spawn(
    process.execPath,
    [join(distFolder, 'cli.cjs'), ...argv, '--profiles', 'cpu', '-o', output],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let err = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  meanwhile(child);
  const [status] = (await once(child, 'close')) as [number | null];
  const library = openLibrary(output);
  const [summary] = await library.list();
  expect(summary, err).toBeDefined();
  expect(readdirSync(output)).toEqual([summary!.id]);
  return { status, err, run: await library.read(summary!.id), path: join(output, summary!.id) };
}

/** The load process of a command line, when there is one; of a former turn's that has not quite ended, the later. */
function loadProcessOf({ pid }: ChildProcess): number | undefined {
  let latest: { readonly pid: number; readonly began: number } | undefined;
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      // From the state on, which is the third.
      const fields = readFileSync(`/proc/${entry}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ');
      const [parent, began] = [Number(fields[1]), Number(fields[19])];
      if (parent !== pid || !readFileSync(`/proc/${entry}/cmdline`, 'utf8').includes('load-host')) continue;
      if (latest === undefined || began > latest.began) latest = { pid: Number(entry), began };
    } catch {
      // It ended while it was looked at.
    }
  }
  return latest?.pid;
}

/** A service with a pprof page in this process; `profile` answers the n-th profile's request. */
async function startService(profile: (nth: number, ...args: Parameters<RequestListener>) => void) {
  let profiles = 0;
  let work = 0;
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/debug/pprof/profile')) profile(++profiles, request, response);
    else if (request.url?.startsWith('/debug/pprof/')) {
      response.setHeader('Content-Type', 'text/html');
      response.end('<html><a href="profile?debug=1">profile</a></html>');
    } else {
      work++;
      response.end('done');
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    profiles: () => profiles,
    work: () => work,
    /** Once it has answered a good many requests more. */
    works: async () => {
      for (const before = work; work < before + 20; ) await sleep(100);
      await sleep(400);
    },
  };
}

type Response = Parameters<RequestListener>[1];

const afterASecond: RequestListener = (_, response) => {
  setTimeout(() => response.end(tinyProfile(1_000_000_000n)), 1000);
};

/** What is shown of a broken run afterwards, by another process than the one that broke. */
async function expectKept({ status, err, run, path }: Recorded): Promise<void> {
  expect(status).toBe(1);
  expect(err).toContain(`What was measured is kept, marked as broken, in ${path}`);
  expect(run.status).toBe('broken');
  expect(run.captures.map(({ round }) => round)).toEqual([0]);
  expect(run.captures[0]!.requests).toBeGreaterThan(0);
  expect(run.turns).toHaveLength(2);
  expect(run.turns[0]!.report).toMatchObject({ stopReason: 'stopped' });
  const top = await cli(['top', path]);
  expect(top).toMatchObject({ status: 0, err: '' });
  expect(top.out).toContain('cpu');
}

describe('a recording', () => {
  it.skipIf(process.platform !== 'linux')(
    'whose load process is killed is kept as broken, with what it had told',
    async () => {
      // The second profile takes longer than it was asked for: it is never to come.
      const service = await startService((nth, request, response) => {
        if (nth === 1) afterASecond(request, response);
      });
      const recorded = await record('load', service.url, (child) => {
        const watching = setInterval(() => {
          if (service.profiles() < 2) return;
          clearInterval(watching);
          // What it did is told ten times a second.
          void service.works().then(async () => {
            await sleep(500);
            process.kill(loadProcessOf(child)!, 'SIGKILL');
          });
        }, 20);
        child.on('close', () => clearInterval(watching));
      });
      await expectKept(recorded);
      expect(recorded.run.failure).toMatchObject({ code: 'load-crashed' });
      expect(recorded.err).toMatch(/load .*SIGKILL/i);
      expect(recorded.run.turns[1]!.report).toMatchObject({ stopReason: 'crashed' });
      expect(recorded.run.turns[1]!.report!.requests).toBeGreaterThan(0);
    },
    30_000,
  );

  it('whose service dies is kept as broken, and ends in time', async () => {
    const program = `
      const tiny = Buffer.from('${Buffer.from(tinyProfile(1_000_000_000n)).toString('base64')}', 'base64');
      let [profiles, done] = [0, 0];
      require('node:http').createServer((request, response) => {
        if (!request.url.startsWith('/debug/pprof/')) {
          if (profiles === 2) done++;
          return response.end('done');
        }
        if (!request.url.includes('/profile')) {
          response.setHeader('Content-Type', 'text/html');
          return response.end('<a href="profile?debug=1">profile</a>');
        }
        if (++profiles === 2) setInterval(() => done > 20 && process.kill(process.pid, 'SIGKILL'), 400);
        else setTimeout(() => response.end(tiny), 1000);
      }).listen(0, '127.0.0.1', function () { console.log(this.address().port); });`;
    const service = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void service.kill('SIGKILL'));
    const [port] = (await once(createInterface({ input: service.stdout }), 'line')) as [string];
    const beganMs = Date.now();
    const recorded = await record('service', `http://127.0.0.1:${port}/`);
    expect(Date.now() - beganMs).toBeLessThan(20_000);
    await expectKept(recorded);
    expect(recorded.run.failure!.code).toBe('connection-lost');
    expect(recorded.run.turns[1]!.report!.requests).toBeGreaterThan(0);
  }, 30_000);

  it.each([
    [
      'breaks off',
      (response: Response): void => {
        response.destroy();
      },
      'connection-lost',
    ],
    [
      'answers with an error',
      (response: Response): void => {
        response.writeHead(500, { 'Content-Type': 'text/plain', 'X-Go-Pprof': '1' });
        response.end('Could not enable CPU profiling: cpu profiling already in use\n');
      },
      'http-status',
    ],
    [
      'answers garbage',
      (response: Response): void => {
        response.end('<html>gone</html>');
      },
      'not-a-profile',
    ],
  ] as const)(
    'whose service %s where profiles are, and lives on, is kept as broken',
    async (name, answer, code) => {
      const service = await startService((nth, request, response) => {
        if (nth === 1) afterASecond(request, response);
        else void service.works().then(() => answer(response));
      });
      const recorded = await record(name.replaceAll(' ', '-'), service.url);
      await expectKept(recorded);
      expect(recorded.run.failure!.code).toBe(code);
      expect(recorded.run.turns[1]!.report!.requests).toBeGreaterThan(0);
      // The load has ended with it.
      const work = service.work();
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(service.work()).toBe(work);
    },
    30_000,
  );
});
