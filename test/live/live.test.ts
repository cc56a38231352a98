import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diffTable } from '../../engine/analysis/diff';
import { normalise } from '../../engine/analysis/normalise';
import { topTable } from '../../engine/analysis/top';
import { buildTree } from '../../engine/analysis/tree';
import type { DiffTable, TopTable } from '../../engine/analysis/types';
import { captureInput, chooseSampleType, type ProfileInput } from '../../main/cli/input';
import { createStartLoad } from '../../main/load/client';
import { fetchProfile } from '../../main/services/capture';
import { nowUs, sleep } from '../../main/services/clock';
import { runExperiment } from '../../main/services/experiment';
import { type Library, openLibrary } from '../../main/services/library';
import { createNodeFork } from '../../main/services/node-fork';
import { probeTarget } from '../../main/services/probe';
import { planFor } from '../../proto/load';
import type { Run } from '../../proto/run';
import { distFolder } from '../helpers/dist';
import { requireTool } from '../helpers/require-tool';
import { buildTarget, pprofTop, startTarget } from './go-service';

const go = requireTool('go');
const hot = 'main.checksumPage';

/** A run of one build of the Go service, with what its profiles say. */
interface Recorded {
  readonly run: Run;
  readonly cpu: ProfileInput;
  readonly heap: ProfileInput;
  readonly cpuFile: string;
}

async function recordTarget(program: string, label: string, library: Library): Promise<Recorded> {
  const service = await startTarget(program);
  try {
    const target = await probeTarget(service.url);
    const load = {
      ...planFor(new URL('/page', target.serviceUrl).href),
      connections: 8,
      seconds: 1,
      timeoutMs: 5000,
    };
    const plan = {
      label,
      variants: [{ label: '', pprofUrl: target.pprofUrl, load }],
      rounds: 1,
      warmupSeconds: 0.5,
      captures: ['cpu' as const, 'heap' as const],
      seconds: 4,
    };
    const run = await runExperiment(label, plan, {
      startLoad: createStartLoad(createNodeFork(distFolder)),
      fetchProfile,
      library,
      now: nowUs,
      sleep,
      signal: new AbortController().signal,
      onProgress: () => {},
      madeBy: 'flamebench test',
      createdAt: new Date().toISOString(),
    });
    const input = (kind: 'cpu' | 'heap') => {
      const capture = run.captures.find((each) => each.kind === kind)!;
      return captureInput(run, capture, (file) => library.readFile(run.id, file));
    };
    const file = run.captures.find(({ kind }) => kind === 'cpu')!.file;
    const cpuFile = join(library.folder, run.id, file);
    return { run, cpu: await input('cpu'), heap: await input('heap'), cpuFile };
  } finally {
    service.stop();
  }
}

function topRows(top: TopTable, count: number) {
  return Array.from({ length: Math.min(count, top.length) }, (_, row) => ({
    name: top.frames.name[top.frame[row]!]!,
    flat: top.flat[row]!,
    cum: top.cum[row]!,
  }));
}

/** The function whose flat fell most. */
function largestDecrease(diff: DiffTable): string {
  let best = 0;
  for (let row = 1; row < diff.length; row++) {
    const change = diff.flatAfter[row]! - diff.flatBefore[row]!;
    if (change < diff.flatAfter[best]! - diff.flatBefore[best]!) best = row;
  }
  return diff.frames.name[diff.frame[best]!]!;
}

describe.skipIf(go.skip)(`a Go service under load${go.skip ? ` (skipped: ${go.reason})` : ''}`, () => {
  let folder: string;
  let slow: Recorded;
  let fast: Recorded;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'flamebench-live-'));
    const library = openLibrary(join(folder, 'runs'));
    slow = await recordTarget(await buildTarget(folder, 'slow'), 'slow', library);
    fast = await recordTarget(await buildTarget(folder, 'fast'), 'fast', library);
  }, 120_000);

  afterAll(async () => {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  });

  const cpuTop = ({ cpu }: Recorded) => topTable(cpu.profile, chooseSampleType(cpu));

  function comparison(how: 'absolute' | 'per-request'): DiffTable {
    const side = ({ cpu }: Recorded) => ({ profile: cpu.profile, sampleIndex: chooseSampleType(cpu) });
    const tree = buildTree([side(slow), side(fast)]);
    const requests = [slow.cpu.requests, fast.cpu.requests] as const;
    return diffTable(normalise(tree, how === 'absolute' ? { kind: how } : { kind: how, requests }));
  }

  it('answers requests, and every one without an error', () => {
    for (const { run } of [slow, fast]) {
      expect(run.turns[0]!.report!.requests).toBeGreaterThan(100);
      expect(Object.values(run.turns[0]!.report!.errors).every((count) => count === 0)).toBe(true);
      for (const { requests } of run.captures) expect(requests).toBeGreaterThan(0);
    }
  });

  it('shows the slow checksum on top of the table, with more than a third of all', () => {
    const top = cpuTop(slow);
    expect(topRows(top, 1)[0]!.name).toBe(hot);
    expect(top.flat[0]! / top.total).toBeGreaterThan(1 / 3);
  });

  it('names the checksum as what fell most, absolutely and per request', () => {
    expect(largestDecrease(comparison('absolute'))).toBe(hot);
    const perRequest = comparison('per-request');
    expect(largestDecrease(perRequest)).toBe(hot);
    expect(perRequest.totalAfter).toBeLessThan(perRequest.totalBefore);
  });

  it('counts allocations of the window only, and finds them where pages are made', () => {
    const top = topTable(slow.heap.profile, chooseSampleType(slow.heap));
    const page = topRows(top, top.length).find(({ name }) => name === 'main.renderPage');
    expect(page!.cum / top.total).toBeGreaterThan(0.3);
  });

  it('agrees with go tool pprof on the saved file: flat and cum of the first ten', async () => {
    for (const recorded of [slow, fast]) {
      const theirs = await pprofTop(recorded.cpuFile, folder, 'ns');
      expect(topRows(cpuTop(recorded), 10)).toEqual(
        theirs.slice(0, 10).map(({ name, flat, cum }) => ({ name, flat, cum })),
      );
    }
  }, 60_000);
});
