import { fork, type ChildProcess as NodeChild } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createStartLoad } from '../../../main/load/client';
import { Coordinator } from '../../../main/load/coordinator';
import type { ChildProcess, Fork } from '../../../main/ports';
import { nowUs } from '../../../main/services/clock';
import { createNodeFork } from '../../../main/services/node-fork';
import {
  type LoadEvent,
  type LoadTick,
  loadReportSchema,
  loadTickSchema,
  noErrors,
} from '../../../proto/load';
import { failureOf, ok, planOf, serve } from './helpers';

/** The real bundles: the run of the tests builds them first. */
const dist = fileURLToPath(new URL('../../../dist', import.meta.url));
const startLoad = createStartLoad(createNodeFork(dist));

describe('a load in its own process', () => {
  it('reports what the service counted, on the shared clock', async () => {
    const server = await serve((socket) => socket.write(ok));
    const beforeUs = nowUs();
    const load = startLoad(planOf({ url: server.url, threads: 2, connections: 5, seconds: 0.5 }));
    const ticks: LoadTick[] = [];
    load.onTick((tick) => ticks.push(loadTickSchema.parse(tick)));
    const startedUs = await load.started;
    const report = loadReportSchema.parse(await load.report);

    expect(server.accepted).toBe(5);
    expect(server.lastHead).toMatch(
      /^GET \/ HTTP\/1\.1\r\nHost: 127\.0\.0\.1:\d+\r\nUser-Agent: flamebench\/\d/,
    );
    expect(server.requests - report.requests).toBeGreaterThanOrEqual(0);
    expect(server.requests - report.requests).toBeLessThanOrEqual(5);
    expect(report.errors).toEqual(noErrors);
    expect(report.completions.reduce((a, b) => a + b)).toBe(report.requests);
    expect(report.completions).toHaveLength(Math.ceil((report.endedUs - report.startedUs) / report.bucketUs));

    expect(report.startedUs).toBe(startedUs);
    expect(report.startedUs).toBeGreaterThan(beforeUs);
    expect(report.endedUs).toBeGreaterThanOrEqual(startedUs + 500_000);
    expect(report.endedUs).toBeLessThan(nowUs());
    expect(ticks.at(-1)).toMatchObject({ requests: report.requests, open: 0 });
    expect(ticks.length).toBeLessThanOrEqual(2 + (report.endedUs - report.startedUs) / 100_000);
    const { latency } = report;
    expect(latency.min).toBeGreaterThan(0);
    expect(latency.p50).toBeLessThanOrEqual(latency.p99);
    expect(latency.p99).toBeLessThanOrEqual(latency.max);
  });

  it('ends early when it is stopped, with a report', async () => {
    const server = await serve((socket) => socket.write(ok));
    const load = startLoad(planOf({ url: server.url, seconds: 60 }));
    await load.started;
    load.onTick(({ requests }) => requests > 0 && load.stop());
    const report = await load.report;
    expect(report.requests).toBeGreaterThan(0);
    expect(report.endedUs - report.startedUs).toBeLessThan(30e6);
  });

  it('reports a service that takes connections and never answers', async () => {
    const server = await serve(() => {});
    const report = await startLoad(planOf({ url: server.url, timeoutMs: 50, connections: 2 })).report;
    expect(report.requests).toBe(0);
    expect(report.errors.timeout).toBeGreaterThanOrEqual(2);
    expect(report.latency.max).toBe(0);
  });

  it.each([
    ['ftp://127.0.0.1/', {}, 'bad-url'],
    ['nonsense', {}, 'bad-url'],
    ['http://192.0.2.1/', {}, 'target-not-confirmed'],
    ['http://192.0.2.1/', { confirmedHost: '192.0.2.2' }, 'target-not-confirmed'],
    ['http://127.0.0.1/', { headers: [['X', 'a\r\nb']] as [string, string][] }, 'bad-argument'],
    ['http://127.0.0.1/', { connections: 0 }, 'bad-argument'],
    ['http://127.0.0.1/', { seconds: 1e9 }, 'bad-argument'],
  ])('refuses %s with %j: %s', async (url, changes, code) => {
    const load = startLoad(planOf({ url, ...changes }));
    expect((await failureOf(load.report)).code).toBe(code);
    expect((await failureOf(load.started)).code).toBe(code);
  });
});

describe('a load process that dies', () => {
  it('is told as load-crashed, with what was counted', async () => {
    const server = await serve((socket) => socket.write(ok));
    let child: ChildProcess | undefined;
    const nodeFork = createNodeFork(dist);
    const capture: Fork = (bundle, args) => {
      child = nodeFork(bundle, args);
      return child;
    };
    const load = createStartLoad(capture)(planOf({ url: server.url, seconds: 60 }));
    load.onTick(({ requests }) => requests > 0 && child?.kill());
    expect(await failureOf(load.report)).toMatchObject({
      code: 'load-crashed',
      subject: server.url,
      facts: { reason: expect.stringContaining('SIGKILL'), requests: expect.any(Number) },
    });
  });

  it('is told as cancelled when it was killed on purpose', async () => {
    const server = await serve((socket) => socket.write(ok));
    const load = startLoad(planOf({ url: server.url, seconds: 60 }));
    await load.started;
    load.kill();
    expect((await failureOf(load.report)).code).toBe('cancelled');
  });

  it('is told as load-crashed when it cannot start', async () => {
    const load = createStartLoad(createNodeFork('/nowhere'))(planOf({ url: 'http://127.0.0.1/' }));
    expect((await failureOf(load.report)).code).toBe('load-crashed');
    expect((await failureOf(load.started)).code).toBe('load-crashed');
  });

  it('is told as load-crashed when one of its threads dies', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'flamebench-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const worker = join(folder, 'worker.cjs');
    await writeFile(worker, "throw new Error('a defect');");
    const run = new Coordinator(worker, () => {}).run(planOf({ url: 'http://127.0.0.1:1/' }), 'test');
    expect(await failureOf(run)).toMatchObject({ code: 'load-crashed', facts: { reason: 'a defect' } });
  });
});

describe('a load process and its parent', () => {
  /** The load process with a bare channel, so that the test decides what its parent does. */
  async function startHost(): Promise<NodeChild> {
    const server = await serve((socket) => socket.write(ok));
    const child = fork(join(dist, 'load-host.cjs'), [], { execArgv: [], serialization: 'advanced' });
    onTestFinished(() => void child.kill('SIGKILL'));
    child.send({ type: 'start', plan: planOf({ url: server.url, seconds: 60 }) });
    await untilEvent(child, 'started');
    return child;
  }

  function untilEvent<T extends LoadEvent['type']>(child: NodeChild, type: T): Promise<void> {
    return new Promise((resolve) => {
      child.on('message', (event) => (event as LoadEvent).type === type && resolve());
    });
  }

  it('exits when the parent falls silent', async () => {
    const child = await startHost();
    expect(await once(child, 'exit')).toEqual([1, null]);
  });

  it('exits when the parent is gone', async () => {
    const child = await startHost();
    child.disconnect();
    expect(await once(child, 'exit')).toEqual([1, null]);
  });

  it.skipIf(process.platform === 'win32')(
    'leaves Ctrl-C to the parent, and exits with 0 after its report',
    async () => {
      const child = await startHost();
      child.kill('SIGINT');
      await untilEvent(child, 'tick');
      const reported = untilEvent(child, 'report');
      child.send({ type: 'stop' });
      await reported;
      expect(await once(child, 'exit')).toEqual([0, null]);
    },
  );
});
