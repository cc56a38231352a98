import { describe, expect, it } from 'vitest';
import type { LoadHandle } from '../../../main/ports';
import type { CapturedProfile, CaptureRequest } from '../../../main/services/capture';
import { type ExperimentPorts, runExperiment } from '../../../main/services/experiment';
import { FlamebenchError } from '../../../proto/errors';
import { emptyReport, emptyTick, type LoadPlan, type LoadReport, planFor } from '../../../proto/load';
import {
  type ExperimentPlan,
  type ExperimentProgress,
  experimentPhases,
  type Run,
  runSchema,
} from '../../../proto/run';
import { failureOf } from './failures';
import { FakeClock } from './fake-clock';

const loadPlan: LoadPlan = {
  ...planFor('http://127.0.0.1:1/work'),
  connections: 10,
  seconds: 1,
  timeoutMs: 1000,
};
const plan: ExperimentPlan = {
  label: 'before',
  variants: [{ label: '', pprofUrl: 'http://127.0.0.1:1/debug/pprof/', load: loadPlan }],
  rounds: 1,
  warmupSeconds: 2,
  captures: ['cpu', 'heap'],
  seconds: 10,
};
const second = 1_000_000;

/**
 * A service, a load and a library that are not there. The load takes 0.5 s to start and completes 100 requests
 * a second; a heap profile takes 1 s, a CPU profile 0.25 s longer than asked for. Everything done is logged
 * with its second.
 */
class World {
  readonly clock = new FakeClock();
  readonly cancel = new AbortController();
  readonly log: string[] = [];
  readonly progress: ExperimentProgress[] = [];
  readonly saved: { run: Run; files: ReadonlyMap<string, Uint8Array> }[] = [];
  loadPlan: LoadPlan | null = null;
  failLoad: (error: Error) => void = () => {};
  endLoad: () => void = () => {};
  saveError: Error | null = null;
  /** Called when a fetch begins; may throw. */
  onFetch: (request: CaptureRequest) => void = () => {};
  neverStarts = false;
  neverReports = false;
  prepareError: Error | null = null;
  onPrepare = () => {};
  /** What a dead load had told. */
  partial: LoadReport | null = null;

  note(what: string): void {
    this.log.push(`${(this.clock.now() - second) / second} ${what}`);
  }

  readonly ports: ExperimentPorts = {
    startLoad: (asked) => this.startLoad(asked),
    fetchProfile: (request) => this.fetch(request),
    library: {
      prepare: async () => {
        if (this.prepareError) throw this.prepareError;
        await Promise.resolve();
        this.onPrepare();
      },
      write: async (run, files) => {
        this.note('save');
        if (this.saveError) throw this.saveError;
        this.saved.push({ run, files });
      },
    },
    now: this.clock.now,
    sleep: this.clock.sleep,
    signal: this.cancel.signal,
    onProgress: (progress) => this.progress.push(progress),
    madeBy: 'flamebench 0.0.0',
    createdAt: '2026-01-02T03:04:05.678Z',
  };

  private startLoad(asked: LoadPlan): LoadHandle {
    this.loadPlan = asked;
    this.note('start load');
    const never = new AbortController().signal;
    let startedUs = 0;
    const started = new Promise<number>((resolve, reject) => {
      this.failLoad = reject;
      if (this.neverStarts) return;
      void this.clock.sleep(500, never).then(() => {
        startedUs = this.clock.now();
        resolve(startedUs);
      });
    });
    let end: (report: LoadReport) => void = () => {};
    const report = new Promise<LoadReport>((resolve, reject) => {
      const failStarted = this.failLoad;
      this.failLoad = (error) => {
        failStarted(error);
        reject(error);
      };
      end = resolve;
    });
    started.catch(() => {});
    report.catch(() => {});
    this.endLoad = () => {
      const seconds = (this.clock.now() - startedUs) / second;
      end({
        ...emptyReport(startedUs, this.clock.now()),
        requests: Math.round(seconds * 100),
        requestsPerSecond: 100,
        completions: new Array<number>(Math.ceil(seconds * 100)).fill(1),
      });
    };
    return {
      started,
      report,
      onTick: (listener) =>
        listener({ ...emptyTick(this.clock.now()), requests: 7, open: 1, requestsPerSecond: 100 }),
      onOutput: () => {},
      partial: () => this.partial,
      stop: () => {
        this.note('stop load');
        if (!this.neverReports) this.endLoad();
      },
      kill: () => this.note('kill load'),
    };
  }

  private async fetch(request: CaptureRequest): Promise<CapturedProfile> {
    const name = request.url.replace(/^.*\/debug\/pprof\//, '');
    this.note(`fetch ${name}`);
    const startedUs = this.clock.now();
    this.onFetch(request);
    const { signal, seconds } = request;
    await this.clock.sleep(seconds === null ? 1000 : seconds * 1000 + 250, signal!);
    if (signal?.aborted) {
      this.note(`closed ${name}`);
      throw new FlamebenchError('cancelled', request.url);
    }
    return {
      bytes: Uint8Array.of(0x1f, 0x8b, this.log.length),
      startedUs,
      endedUs: this.clock.now(),
      durationUs: (seconds ?? 0) * second,
    };
  }

  run(changed: Partial<ExperimentPlan> = {}): Promise<Run> {
    return this.clock.run(runExperiment('x1', { ...plan, ...changed }, this.ports));
  }
}

describe('an experiment', () => {
  it('takes its steps in order, inside the load', async () => {
    const world = new World();
    await world.run();
    expect(world.log).toEqual([
      '0 start load',
      '2.5 fetch heap?gc=1',
      '3.5 fetch profile',
      '13.75 fetch heap?gc=1',
      '14.75 stop load',
      '14.75 save',
    ]);
  });

  it('saves each capture with the requests inside its window', async () => {
    const world = new World();
    const run = await world.run();
    expect(run.captures).toEqual([
      {
        kind: 'cpu',
        round: 0,
        variant: 0,
        file: 'cpu.pb.gz',
        baseFile: '',
        bytes: 3,
        startedMs: 3500,
        endedMs: 13500,
        requests: 1000,
      },
      {
        kind: 'heap',
        round: 0,
        variant: 0,
        file: 'heap.pb.gz',
        baseFile: 'heap-base.pb.gz',
        bytes: 3,
        startedMs: 2500,
        endedMs: 13750,
        requests: 1125,
      },
    ]);
    expect(world.saved).toHaveLength(1);
    expect(world.saved[0]!.run).toBe(run);
    expect([...world.saved[0]!.files].map(([name, bytes]) => [name, bytes[2]])).toEqual(
      [
        ['cpu.pb.gz', 3],
        ['heap-base.pb.gz', 2],
        ['heap.pb.gz', 4],
      ].sort(),
    );
    expect(run).toMatchObject({
      format: 2,
      status: 'whole',
      failure: null,
      label: 'before',
      zeroUs: second,
      createdAt: '2026-01-02T03:04:05.678Z',
    });
    expect(run.id).toMatch(/^20260102T030405678Z-before-/);
    expect(run.turns).toMatchObject([
      { round: 0, variant: 0, startedMs: 0, endedMs: 14750, report: { requests: 1425 } },
    ]);
  });

  it('asks for a load that outlasts the slowest captures', async () => {
    const world = new World();
    await world.run();
    // Warm-up, the CPU profile's deadline, both heap deadlines, and something to spare.
    expect(world.loadPlan?.seconds).toBeGreaterThan(2 + 25 + 2 * 60);
    const longest = new World();
    await longest.run({ warmupSeconds: 600, seconds: 600 });
    expect(longest.loadPlan?.seconds).toBeLessThanOrEqual(3600);
    expect(longest.loadPlan?.seconds).toBeGreaterThan(600 + 910 + 120);
  });

  it('of the heap alone waits as long as a CPU profile would take', async () => {
    const world = new World();
    const run = await world.run({ captures: ['heap'] });
    expect(world.log.slice(1, 3)).toEqual(['2.5 fetch heap?gc=1', '13.5 fetch heap?gc=1']);
    expect(run.captures.map((capture) => [capture.kind, capture.requests])).toEqual([['heap', 1100]]);
  });

  it('without load captures all the same', async () => {
    const world = new World();
    const run = await world.run({
      variants: [{ ...plan.variants[0]!, load: null }],
      warmupSeconds: 0,
      captures: ['cpu'],
    });
    expect(world.log).toEqual(['0 fetch profile', '10.25 save']);
    expect(run.turns[0]!.report).toBeNull();
    expect(run.captures[0]?.requests).toBe(0);
  });

  it('tells where it is at most ten times a second, and never goes back', async () => {
    const world = new World();
    await world.run();
    const seen = world.progress;
    expect(seen.length).toBeGreaterThan(100);
    expect(seen.length).toBeLessThanOrEqual(14.75 * 10 + 1);
    const shares = seen.map((progress) => progress.done);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(Math.max(...shares)).toBeLessThanOrEqual(1);
    const order = seen.map((progress) => experimentPhases.indexOf(progress.phase));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(seen[0]).toMatchObject({
      id: 'x1',
      phase: 'starting',
      done: 0,
      secondsLeft: 12.5,
      tick: null,
    });
    expect(seen.at(-1)?.tick?.requests).toBe(7);
    const midway = seen.find((progress) => progress.phase === 'warming-up' && progress.done > 0)!;
    expect(midway.secondsLeft).toBeCloseTo(12.4, 5);
  });
});

describe('rounds of two variants', () => {
  const variants = ['a', 'b'].map((label) => ({
    label,
    pprofUrl: `http://${label}/debug/pprof/`,
    load: { ...loadPlan, url: `http://${label}/work` },
  }));
  const twoRounds = { variants, rounds: 2, captures: ['cpu' as const] };

  it('take turns, every other round the other way round, each under a load of its own', async () => {
    const world = new World();
    const urls: string[] = [];
    world.onFetch = ({ url }) => urls.push(url);
    const run = await world.run(twoRounds);
    expect(urls.map((url) => new URL(url).hostname)).toEqual(['a', 'b', 'b', 'a']);
    expect(world.log.filter((line) => line.includes('load'))).toEqual([
      ...['0 start load', '12.75 stop load', '12.75 start load', '25.5 stop load'],
      ...['25.5 start load', '38.25 stop load', '38.25 start load', '51 stop load'],
    ]);
    expect(run.turns.map(({ round, variant, startedMs }) => [round, variant, startedMs])).toEqual([
      [0, 0, 0],
      [0, 1, 12750],
      [1, 1, 25500],
      [1, 0, 38250],
    ]);
    expect(run.captures.map(({ file, requests }) => [file, requests])).toEqual([
      ['cpu-a1.pb.gz', 1000],
      ['cpu-b1.pb.gz', 1000],
      ['cpu-b2.pb.gz', 1000],
      ['cpu-a2.pb.gz', 1000],
    ]);
    expect([...world.saved[0]!.files.keys()]).toEqual(run.captures.map(({ file }) => file));
    expect(runSchema.parse(run)).toEqual(run);
  });

  it('tell which turn is under way, and share the bar', async () => {
    const world = new World();
    await world.run(twoRounds);
    const { progress } = world;
    expect(new Set(progress.map(({ turn, turns }) => `${turn} of ${turns}`)).size).toBe(4);
    expect(progress[0]).toMatchObject({ turn: 0, turns: 4, secondsLeft: 48.5 });
    const shares = progress.map(({ done }) => done);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
  });

  it.each(['cancelled', 'lost'])('%s in the third turn keep the two before', async (how) => {
    const world = new World();
    const lost = new FlamebenchError('connection-lost', 'b:1');
    let fetches = 0;
    world.onFetch = () => {
      if (++fetches < 3) return;
      if (how === 'lost') throw lost;
      world.cancel.abort();
    };
    const run = await world.run(twoRounds);
    expect(run).toMatchObject({
      status: 'broken',
      failure: how === 'lost' ? lost.failure : { code: 'cancelled', subject: 'before' },
    });
    expect(run.captures.map(({ file }) => file)).toEqual(['cpu-a1.pb.gz', 'cpu-b1.pb.gz']);
    expect(run.turns).toHaveLength(how === 'lost' ? 3 : 2);
    expect(world.saved).toHaveLength(1);
  });
});

describe('kinds beside CPU and heap', () => {
  it('are fetched around the CPU profile, or at the end where they show a moment', async () => {
    const world = new World();
    const run = await world.run({ captures: ['goroutine', 'mutex', 'cpu', 'allocs', 'block'] });
    expect(world.log.filter((line) => line.includes('fetch')).map((line) => line.split(' ')[2])).toEqual([
      ...['mutex', 'allocs', 'block', 'profile', 'mutex', 'allocs', 'block', 'goroutine'],
    ]);
    expect(run.captures.map(({ kind, baseFile, requests }) => [kind, baseFile, requests])).toEqual([
      ['goroutine', '', 0],
      ['mutex', 'mutex-base.pb.gz', 1325],
      ['cpu', '', 1000],
      ['allocs', 'allocs-base.pb.gz', 1325],
      ['block', 'block-base.pb.gz', 1325],
    ]);
  });
});

describe('cancelling', () => {
  it.each([0, 1000, 2600, 5000, 13_800])(
    'after %i ms kills the load, closes the fetch, saves nothing',
    async (ms) => {
      const world = new World();
      void world.clock.sleep(ms, new AbortController().signal).then(() => world.cancel.abort());
      expect(await failureOf(world.run())).toMatchObject({ code: 'cancelled', subject: 'before' });
      expect(world.saved).toEqual([]);
      expect(world.log.at(-1)).toMatch(/kill load|closed/);
      expect(world.log.some((line) => line.endsWith('kill load'))).toBe(true);
      const opened = world.log.filter((line) => line.includes('fetch')).length;
      const inFetch = ms > 2500 && opened > 0;
      expect(world.log.some((line) => line.includes('closed'))).toBe(inFetch);
    },
  );

  it('while the library is tried starts nothing', async () => {
    const world = new World();
    world.onPrepare = () => world.cancel.abort();
    expect((await failureOf(world.run())).code).toBe('cancelled');
    expect(world.log).toEqual([]);
  });

  it('before the start does nothing at all', async () => {
    const world = new World();
    world.cancel.abort();
    expect((await failureOf(world.run())).code).toBe('cancelled');
    expect(world.log).toEqual([]);
  });
});

describe('when something dies', () => {
  it('the load in mid-capture: its failure is told, the fetch closed, nothing saved', async () => {
    const world = new World();
    const crash = new FlamebenchError('load-crashed', loadPlan.url, { reason: 'it was ended by SIGKILL' });
    void world.clock.sleep(6000, new AbortController().signal).then(() => world.failLoad(crash));
    expect(await failureOf(world.run())).toBe(crash.failure);
    expect(world.log.slice(-2)).toEqual(['6 kill load', '6 closed profile']);
    expect(world.saved).toEqual([]);
  });

  it('the load at its start', async () => {
    const world = new World();
    const refusal = new FlamebenchError('target-not-confirmed', 'h', { host: 'h', address: '10.0.0.1' });
    void world.clock.sleep(100, new AbortController().signal).then(() => world.failLoad(refusal));
    expect(await failureOf(world.run())).toBe(refusal.failure);
    expect(world.log).toEqual(['0 start load', '0.1 kill load']);
  });

  it('the load ends by itself before the captures do: what it did is kept', async () => {
    const world = new World();
    void world.clock.sleep(6000, new AbortController().signal).then(() => world.endLoad());
    const run = await world.run();
    expect(run).toMatchObject({ status: 'broken', failure: { code: 'load-crashed' }, captures: [] });
    expect(run.turns).toMatchObject([{ report: { requests: 550 }, endedMs: 6000 }]);
    expect(world.saved).toMatchObject([{ run, files: new Map() }]);
  });

  it('the load in mid-capture after it told something: the run is broken, with what was told', async () => {
    const world = new World();
    world.partial = { ...emptyReport(1_500_000, 7_000_000), requests: 540, stopReason: 'crashed' };
    const crash = new FlamebenchError('load-crashed', loadPlan.url, { reason: 'it was ended by SIGKILL' });
    void world.clock.sleep(6000, new AbortController().signal).then(() => world.failLoad(crash));
    const run = await world.run();
    expect(run).toMatchObject({ status: 'broken', failure: crash.failure, captures: [] });
    expect(run.turns[0]!.report).toBe(world.partial);
    expect(world.log.slice(-3)).toEqual(['6 kill load', '6 closed profile', '6 save']);
  });

  it('the load hangs at its start', async () => {
    const world = new World();
    world.neverStarts = true;
    const failure = await failureOf(world.run());
    expect(failure).toMatchObject({
      code: 'load-crashed',
      facts: { reason: 'it did not start within 30 s' },
    });
    expect(world.log.at(-1)).toContain('kill load');
    expect(world.saved).toEqual([]);
  });

  it('the load hangs at its end: the captures are kept', async () => {
    const world = new World();
    world.neverReports = true;
    const run = await world.run();
    expect(run.failure?.facts.reason).toMatch(/within \d+ s/);
    expect(run.captures.map(({ kind }) => kind)).toEqual(['cpu', 'heap']);
    expect(world.log.slice(-2)).toEqual(['29.75 kill load', '29.75 save']);
  });

  it('the service in mid-capture: the load ends with it', async () => {
    const world = new World();
    const lost = new FlamebenchError('connection-lost', '127.0.0.1:1', { receivedBytes: 0 });
    world.onFetch = ({ url }) => {
      if (url.endsWith('profile')) throw lost;
    };
    expect(await failureOf(world.run())).toBe(lost.failure);
    expect(world.log.at(-1)).toBe('3.5 kill load');
    expect(world.saved).toEqual([]);
  });

  it('a library that takes nothing, before anything is measured', async () => {
    const world = new World();
    world.prepareError = new FlamebenchError('permission-denied', '/runs');
    expect((await failureOf(world.run())).code).toBe('permission-denied');
    expect(world.log).toEqual([]);
  });

  it('the disk while saving', async () => {
    const world = new World();
    world.saveError = new FlamebenchError('disk-full', '/runs');
    expect((await failureOf(world.run())).code).toBe('disk-full');
  });
});
