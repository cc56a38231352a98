import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoLoadPath, startVariants } from '../../main/demo/client';
import { createStartLoad } from '../../main/load/client';
import type { ChildProcess, Fork } from '../../main/ports';
import { fetchProfile } from '../../main/services/capture';
import { nowUs, sleep } from '../../main/services/clock';
import { runExperiment } from '../../main/services/experiment';
import { openLibrary } from '../../main/services/library';
import { createNodeFork } from '../../main/services/node-fork';
import { planFor } from '../../proto/load';
import { captureKinds } from '../../proto/run';
import { distFolder } from '../helpers/dist';
import { requireTool } from '../helpers/require-tool';
import { cli } from '../main/cli/capture-cli';
import { buildTarget, type RunningService, startTarget } from './go-service';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flamebench-experiments-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a load process that is killed', () => {
  it('leaves a broken run with the rounds before, and with what it had told', async () => {
    const loads: ChildProcess[] = [];
    const fork: Fork = (bundle, args) => {
      const child = createNodeFork(distFolder)(bundle, args);
      if (bundle === 'load-host') loads.push(child);
      return child;
    };
    const library = openLibrary(join(folder, 'killed'));
    const { urls, stop } = await startVariants(createNodeFork(distFolder), ['fast']);
    try {
      const variant = {
        label: '',
        pprofUrl: new URL('/debug/pprof/', urls[0]).href,
        load: { ...planFor(new URL(demoLoadPath, urls[0]).href), connections: 2 },
      };
      const plan = {
        ...{ label: 'killed', variants: [variant], rounds: 3, warmupSeconds: 0 },
        ...{ captures: ['cpu' as const], seconds: 2 },
      };
      let isKilled = false;
      const run = await runExperiment('x', plan, {
        startLoad: createStartLoad(fork),
        fetchProfile,
        library,
        now: nowUs,
        sleep,
        signal: new AbortController().signal,
        onProgress: ({ turn, phase, tick }) => {
          if (turn !== 1 || phase !== 'capturing' || (tick?.requests ?? 0) < 10 || isKilled) return;
          isKilled = true;
          loads[1]!.kill();
        },
        madeBy: 'flamebench test',
        createdAt: new Date().toISOString(),
      });
      expect(run).toMatchObject({ status: 'broken', failure: { code: 'load-crashed' } });
      expect(run.captures.map(({ round }) => round)).toEqual([0]);
      expect(run.turns).toHaveLength(2);
      expect(run.turns[1]!.report).toMatchObject({ stopReason: 'crashed' });
      expect(run.turns[1]!.report!.requests).toBeGreaterThanOrEqual(10);
      expect(await library.read(run.id)).toEqual(run);
      expect((await readdir(library.folder)).filter((name) => name.startsWith('.'))).toEqual([]);
    } finally {
      stop();
    }
  });
});

const go = requireTool('go');

describe.skipIf(go.skip)(`rounds of a Go service${go.skip ? ` (skipped: ${go.reason})` : ''}`, () => {
  let services: RunningService[];
  beforeAll(async () => {
    const programs = [await buildTarget(folder, 'fast'), await buildTarget(folder, 'slow')];
    services = await Promise.all(programs.map(startTarget));
  }, 120_000);
  afterAll(() => {
    for (const service of services ?? []) service.stop();
  });

  it('of every kind are kept, and the dearer build does not pass the gate', async () => {
    const output = join(folder, 'go');
    const recorded = await cli([
      ...['record', services[0]!.url, '--against', services[1]!.url, '--load', '-c4 /page', '-o', output],
      ...['--rounds', '4', '--seconds', '1', '--warmup', '0', '--profiles', captureKinds.join(',')],
      ...['--name', 'fast', '--against-name', 'slow'],
    ]);
    expect(recorded.err).toContain('Saved in');
    expect(recorded.status).toBe(0);
    const library = openLibrary(output);
    const [summary] = await library.list();
    const run = await library.read(summary!.id);
    expect(run.captures).toHaveLength(2 * 4 * captureKinds.length);
    for (const kind of captureKinds) {
      const shown = await cli(['diff', join(output, run.id), '--profile', kind, '--json']);
      expect(shown.status).toBe(0);
      const { rounds, normalisation } = JSON.parse(shown.out);
      expect(rounds).toEqual([4, 4]);
      expect(normalisation).toBe(kind === 'goroutine' ? 'absolute' : 'per-request');
    }
    const gated = await cli(['diff', join(output, run.id), '--fail-over', '5%']);
    expect(gated.err).toContain('main.checksumPage');
    expect(gated.status).toBe(3);
    expect((await cli(['diff', join(output, run.id), '--fail-over', '100000%'])).status).toBe(0);
  }, 60_000);
});
