import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { sliceOf } from '../../../engine/load/slice';
import { createStartLoad } from '../../../main/load/client';
import type { ChildProcess, Fork } from '../../../main/ports';
import { createNodeFork } from '../../../main/services/node-fork';
import { type LoadReport, type LoadTick, loadReportSchema, publicLimits } from '../../../proto/load';
import { failureOf, ok, planOf, serve } from './helpers';

/** The real bundles: the run of the tests builds them first. */
const dist = fileURLToPath(new URL('../../../dist', import.meta.url));
const startLoad = createStartLoad(createNodeFork(dist));

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
const counted = (packed: readonly number[]) => sum(packed.filter((_, i) => i % 2 === 1));

describe('the report of a load', () => {
  it('says the same in totals, statuses, seconds, buckets and histograms', async () => {
    const server = await serve((socket, nth) =>
      socket.write(nth % 4 === 0 ? ok.replace('200 OK', '404 Not Found') : ok),
    );
    const load = startLoad(planOf({ url: server.url, connections: 3, threads: 2, seconds: 2.3 }));
    const ticks: LoadTick[] = [];
    load.onTick((tick) => ticks.push(tick));
    const report: LoadReport = loadReportSchema.parse(JSON.parse(JSON.stringify(await load.report)));

    const { requests } = report;
    expect(report.statuses['200'] + report.statuses['404']).toBe(requests);
    expect(report.errors.status).toBe(report.statuses['404']);
    expect(sum(report.completions)).toBe(requests);
    expect(counted(report.responseHistogram)).toBe(requests);
    expect(report.intervals.slice(0, 2).map((interval) => interval.lengthUs)).toEqual([1e6, 1e6]);
    expect(sum(report.intervals.map((interval) => interval.lengthUs))).toBeCloseTo(
      report.endedUs - report.startedUs,
      0,
    );
    expect(sum(report.intervals.map((interval) => interval.requests))).toBe(requests);
    expect(sum(report.intervals.map((interval) => counted(interval.response)))).toBe(requests);
    expect(sum(report.intervals.map((interval) => interval.errors))).toBe(report.errors.status);
    // Of the ticks came the same intervals but the last, each once.
    expect(ticks.flatMap((tick) => tick.intervals)).toEqual(report.intervals.slice(0, -1));
    const slice = sliceOf(report, report.startedUs, report.endedUs);
    expect(slice.requests).toBe(requests);
    expect(slice.latency.p50).toBeCloseTo(report.latency.p50, 9);

    const windows = 2 * Math.floor((report.endedUs - report.startedUs) / 1e5);
    expect(sum(report.rateSamples.map(([, count]) => count))).toBeLessThanOrEqual(windows);
    expect(report).toMatchObject({
      stopReason: 'duration',
      address: `127.0.0.1:${server.port}`,
      resolved: ['127.0.0.1'],
      service: null,
      openModel: null,
    });
    expect(report.cpuUs).toBeGreaterThan(0);
  });

  it('of an open model keeps response and service times apart, and what was never sent', async () => {
    const server = await serve((socket) => setTimeout(() => socket.write(ok), 50));
    const plan = planOf({ url: server.url, rate: 100, connections: 2, threads: 2, seconds: 1 });
    const report = await startLoad(plan).report;
    // Forty a second can be had.
    expect(report.requests).toBeLessThan(45);
    expect(report.openModel?.scheduled).toBeGreaterThanOrEqual(100);
    const seconds = (report.endedUs - report.startedUs) / 1e6;
    expect(report.openModel?.scheduled).toBeLessThanOrEqual(100 * seconds + 2);
    expect(report.requests + report.inFlight.count + report.unsent.count).toBe(report.openModel?.scheduled);
    expect(report.inFlight.count).toBe(2);
    expect(report.unsent.ages.max).toBeGreaterThan(300);
    expect(report.service?.p50).toBeLessThan(100);
    expect(report.latency.p99).toBeGreaterThan(300);
    expect(counted(report.lagHistogram)).toBe(report.requests + report.inFlight.count);
  });

  it('begins after the warm-up, and ends with the last of so many requests', async () => {
    const server = await serve((socket) => socket.write(ok));
    const plan = {
      url: server.url,
      connections: 4,
      threads: 2,
      warmupSeconds: 1,
      seconds: 20,
      requests: 500,
    };
    const load = startLoad(planOf(plan));
    const ticks: LoadTick[] = [];
    load.onTick((tick) => ticks.push(tick));
    const startedUs = await load.started;
    const report = await load.report;
    expect(report).toMatchObject({ requests: 500, stopReason: 'requests', errors: { closed: 0 } });
    expect(report.startedUs - startedUs).toBeCloseTo(1_000_000, 0);
    expect(ticks[0].warmingUp).toBe(true);
    expect(ticks.at(-1)).toMatchObject({ warmingUp: false, requests: 500 });
  });
});

describe('a load that does harm', () => {
  it('stops where nothing answers', async () => {
    const { server, port } = await serve(() => {});
    await new Promise((resolve) => server.close(resolve));
    const plan = planOf({ url: `http://127.0.0.1:${port}/`, connections: 2, seconds: 60 });
    const report = await startLoad(plan).report;
    expect(report).toMatchObject({ requests: 0, stopReason: 'unreachable' });
    expect(report.errors.connect).toBeGreaterThan(2);
    expect(report.problems.connect).toMatch(/ECONNREFUSED/);
    expect(report.endedUs - report.startedUs).toBeLessThan(10e6);
  });

  it('says so of one that ends before it would be stopped', async () => {
    const { server, port } = await serve(() => {});
    await new Promise((resolve) => server.close(resolve));
    const report = await startLoad(planOf({ url: `http://127.0.0.1:${port}/`, seconds: 1 })).report;
    expect(report).toMatchObject({ requests: 0, stopReason: 'unreachable' });
  });

  it('stops where more than half fails for five seconds', async () => {
    const server = await serve((socket) => socket.write('nonsense\r\n\r\n'));
    const report = await startLoad(planOf({ url: server.url, connections: 4, seconds: 60 })).report;
    expect(report).toMatchObject({ requests: 0, stopReason: 'errors' });
    expect(report.errors.protocol).toBeGreaterThanOrEqual(10);
    expect(report.endedUs - report.startedUs).toBeLessThan(15e6);
  }, 30_000);

  it('is refused at a public host beyond low bounds, though it was confirmed', async () => {
    const plan = planOf({ url: 'http://192.0.2.1/', confirmedHost: '192.0.2.1' });
    const tooMany = { ...plan, connections: publicLimits.connections + 1 };
    expect(await failureOf(startLoad(tooMany).report)).toMatchObject({
      code: 'target-over-limit',
      facts: { what: 'connections', limit: publicLimits.connections },
    });
    const tooFast = { ...plan, stages: [{ seconds: 1, rate: publicLimits.rate + 1 }] };
    expect((await failureOf(startLoad(tooFast).report)).facts.what).toBe('requests a second');
  });
});

describe('what was told before a load process died', () => {
  it('is a report of what had been measured', async () => {
    const server = await serve((socket) => socket.write(ok));
    let child: ChildProcess | undefined;
    const nodeFork = createNodeFork(dist);
    const capture: Fork = (bundle, args) => {
      child = nodeFork(bundle, args);
      return child;
    };
    const load = createStartLoad(capture)(planOf({ url: server.url, connections: 2, seconds: 60 }));
    expect(load.partial()).toBeNull();
    load.onTick((tick) => tick.intervals.length > 0 && child?.kill());
    const failure = await failureOf(load.report);
    const report = loadReportSchema.parse(load.partial());
    expect(report).toMatchObject({ stopReason: 'crashed', requests: failure.facts.requests });
    expect(report.requests).toBeGreaterThan(0);
    expect(sum(report.completions)).toBeLessThanOrEqual(report.requests);
    expect(sum(report.completions)).toBeGreaterThan(report.requests / 2);
    expect(counted(report.responseHistogram)).toBe(report.intervals[0].requests);
    expect(report.latency.p50).toBeGreaterThan(0);
  });
});

describe('a load with a script', () => {
  const script = (source: string, args: string[] = []) => ({
    language: 'lua' as const,
    name: 'test.lua',
    source,
    args,
    siblings: [],
    isCorrected: false,
  });

  it('sends what it makes, tells it the answers, and prints what it says at the end', async () => {
    const paths = new Set<string>();
    const server = await serve((socket) => {
      paths.add(server.lastHead.split(' ')[1]);
      socket.write(ok);
    });
    const source = `
      local threads = {}
      function setup(thread) table.insert(threads, thread) end
      function init(args) n = 0; ok = 0; word = args[1] end
      function request() n = n + 1; return wrk.format(nil, "/" .. word .. n) end
      function response(status, headers, body) if status == 200 and body == "ok" then ok = ok + 1 end end
      function done(summary, latency, requests)
        print(summary.requests, threads[1]:get("ok"), latency:percentile(50) > 0)
      end`;
    const load = startLoad(
      planOf({ url: server.url, script: script(source, ['p']), requests: 40, seconds: 30 }),
    );
    const output: [string, boolean][] = [];
    load.onOutput((text, isFinal) => output.push([text, isFinal]));
    const report = await load.report;
    expect(report).toMatchObject({ requests: 40, stopReason: 'requests' });
    expect(paths.size).toBeGreaterThanOrEqual(40);
    expect(paths).toContain('/p40');
    expect(output.map(([text]) => text).join('')).toBe('40\t40\ttrue\n');
    expect(output.every(([, isFinal]) => isFinal)).toBe(true);
  });

  it('runs with pauses, and ends when it stops its thread', async () => {
    const server = await serve((socket) => socket.write(ok));
    const source = `
      local n = 0
      function delay() return 20 end
      function response() n = n + 1; if n == 5 then wrk.thread:stop() end end`;
    const report = await startLoad(planOf({ url: server.url, script: script(source), seconds: 30 })).report;
    expect(report).toMatchObject({ requests: 5, stopReason: 'script' });
    expect(report.endedUs - report.startedUs).toBeGreaterThan(100_000);
  });

  it.each([
    ['a syntax error', 'function request( return end', /line|:1:/],
    ['an error in setup', 'function setup() error("no luck") end', /no luck/],
    ['an error in request', 'function request() return missing.field end', /missing/],
    ['a wrong type', 'function request() return 7 end', /./],
    ['an endless init', 'function init() while true do end end', /./],
    [
      'an endless request',
      'local n = 0; function request() n = n + 1; while n > 3 do end; return wrk.format() end',
      /./,
    ],
  ])(
    'is ended in one sentence by %s',
    async (_, source, reason) => {
      const server = await serve((socket) => socket.write(ok));
      const load = startLoad(planOf({ url: server.url, script: script(source), seconds: 30 }));
      expect(await failureOf(load.report)).toMatchObject({
        code: 'script-failed',
        subject: 'test.lua',
        facts: { reason: expect.stringMatching(reason) },
      });
    },
    30_000,
  );

  const runaway = 'local s = string.rep("a", 400); s:find(".-.-.-.-.-.-.-.-.-b")';

  it('is ended by a setup that is caught where no clock is looked at', async () => {
    const server = await serve((socket) => socket.write(ok));
    const source = `function setup() ${runaway} end`;
    const load = startLoad(planOf({ url: server.url, script: script(source), seconds: 30 }));
    expect(await failureOf(load.report)).toMatchObject({
      code: 'script-failed',
      facts: { reason: expect.stringContaining('took longer') },
    });
    expect(server.requests).toBe(0);
  }, 30_000);

  it.each([
    ['done', `function done() ${runaway} end`, 'lua' as const, 1],
    [
      'a late request in JavaScript',
      'let n = 0; function request() { while (n++ > 20); return wrk.format(); }',
      'js' as const,
      30,
    ],
  ])(
    'loses nothing that was measured to %s that does not end',
    async (_, source, language, seconds) => {
      const server = await serve((socket) => socket.write(ok));
      const plan = planOf({ url: server.url, script: { ...script(source), language }, seconds });
      const beganMs = Date.now();
      const load = startLoad(plan);
      expect(await failureOf(load.report)).toMatchObject({
        code: 'script-failed',
        facts: { reason: expect.stringContaining('took longer') },
      });
      expect(Date.now() - beganMs).toBeLessThan(20_000);
      expect(load.partial()!.requests).toBeGreaterThan(10);
    },
    40_000,
  );

  it('goes nowhere else when a script shapes what crosses', async () => {
    const server = await serve((socket) => socket.write(ok));
    const source = `Object.prototype.toJSON = function () {
      delete Object.prototype.toJSON;
      return { address: '10.255.255.1', port: 80, sets: [] };
    };
    function setup() {}`;
    const plan = planOf({ url: server.url, script: { ...script(source), language: 'js' as const } });
    expect(await failureOf(startLoad(plan).report)).toMatchObject({
      code: 'target-not-confirmed',
      subject: '10.255.255.1',
    });
  });
});
