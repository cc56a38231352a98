import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readProfile } from '../../engine/formats/index';
import { startDemo } from '../../main/demo/client';
import { inflateNode } from '../../main/services/inflate';
import { openLibrary } from '../../main/services/library';
import { createNodeFork } from '../../main/services/node-fork';
import { distFolder } from '../helpers/dist';
import { type CliResult, cli } from '../main/cli/capture-cli';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flamebench-demo-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('flamebench demo -o DIR', () => {
  let result: CliResult;
  beforeAll(async () => {
    result = await cli(['demo', '--seconds', '1', '-o', join(folder, 'demo')]);
  });

  it('prints the top of each variant and what differs, per request too', () => {
    expect(result.status).toBe(0);
    for (const title of [
      'CPU, slow  ',
      'CPU, fast  ',
      'CPU, slow → fast',
      'CPU per request, slow → fast',
      'Allocated per request, slow → fast',
    ]) {
      expect(result.out).toContain(title);
    }
    const perRequest = result.out.split('CPU per request, slow → fast')[1]!.split('Allocated')[0]!;
    expect(perRequest).toMatch(
      /\/req +(?:0|\S+\/req) +-\S+\/req +± \S+ +(?:-\S+%|gone) +(?:change|noise) {2}copyPage$/m,
    );
    expect(result.out).not.toContain('\u001b');
  });

  it('writes profiles, pictures and runs, and names what it wrote', async () => {
    const files = (await readdir(join(folder, 'demo'))).sort();
    expect(files).toEqual([
      'diff.svg',
      'fast.cpu.pb.gz',
      'fast.heap.pb.gz',
      'fast.svg',
      'runs',
      'slow.cpu.pb.gz',
      'slow.heap.pb.gz',
      'slow.svg',
    ]);
    for (const file of files) expect(result.out).toContain(join(folder, 'demo', file));
    const profile = await readProfile(
      await readFile(join(folder, 'demo', 'slow.cpu.pb.gz')),
      'slow',
      inflateNode,
    );
    expect(profile.samples.length).toBeGreaterThan(10);
    const runs = await openLibrary(join(folder, 'demo', 'runs')).list();
    expect(runs).toMatchObject([
      {
        label: 'slow → fast',
        variants: ['slow', 'fast'],
        rounds: 3,
        status: 'whole',
        kinds: ['cpu', 'heap'],
      },
    ]);
    expect(runs[0]!.requests).toBeGreaterThan(0);
  });

  it('leaves a run that diff compares per request', async () => {
    const library = join(folder, 'demo', 'runs');
    const [id] = await readdir(library);
    const { status, out } = await cli(['diff', join(library, id!), '--fail-over', '5%', '--json']);
    expect(status).toBe(0);
    const { unit, total, totalChange, rounds, gate } = JSON.parse(out);
    expect({ unit, rounds }).toEqual({ unit: 'nanoseconds/request', rounds: [3, 3] });
    expect(total[1]).toBeLessThan(total[0]);
    // How sure it is depends on how quiet the machine is; that it is no regression does not.
    expect(totalChange.sure).toMatch(/change|noise/);
    expect(gate.verdict).toMatch(/passed|undecided/);
  });
});

describe('flamebench demo --json', () => {
  it('prints one line of figures: the fast variant costs less per request', async () => {
    const { status, out } = await cli(['demo', '--seconds', '1', '--json']);
    expect(status).toBe(0);
    expect(out.trimEnd()).not.toContain('\n');
    const { ok, captures, requests, variants, cheaper } = JSON.parse(out);
    expect(ok).toBe(true);
    const named = captures.map(({ name, round }: { name: string; round: number }) => `${name} ${round}`);
    expect(named.slice(0, 5)).toEqual([
      'slow.cpu 1',
      'slow.heap 1',
      'fast.cpu 1',
      'fast.heap 1',
      'fast.cpu 2',
    ]);
    expect(named).toHaveLength(12);
    for (const { bytes } of captures) expect(bytes).toBeGreaterThan(0);
    expect(requests).toBe(variants[0].requests + variants[1].requests);
    expect(variants[1].cpuNsPerRequest).toBeLessThan(variants[0].cpuNsPerRequest);
    expect(variants[1].bytesPerRequest).toBeLessThan(variants[0].bytesPerRequest);
    expect(cheaper.map(({ name }: { name: string }) => name)).toContain('copyPage');
  });

  it('ends at once when interrupted, with status 130', async () => {
    const interrupted = new AbortController();
    const ended = cli(['demo', '--seconds', '60'], interrupted.signal);
    interrupted.abort();
    expect(await ended).toEqual({
      status: 130,
      out: '',
      err: expect.stringMatching(/Interrupted\.\n$/),
    });
  });
});

describe('flamebench record', () => {
  it('records a service under load and keeps the run', async () => {
    const { demo, stop } = await startDemo(createNodeFork(distFolder));
    try {
      const library = join(folder, 'recorded');
      const { status, out, err } = await cli([
        ...['record', demo.fastUrl, '--load', demo.loadPath, '--connections', '2'],
        ...['--seconds', '1', '--warmup', '0', '--profiles', 'cpu', '--label', 'mine', '-o', library],
      ]);
      expect({ status, err }).toMatchObject({ status: 0 });
      expect(out).toMatch(/^mine +\d+ /m);
      const [run] = await openLibrary(library).list();
      expect(run).toMatchObject({ label: 'mine', kinds: ['cpu'] });
      expect(err).toContain(join(library, run!.id));

      const ab = join(folder, 'ab');
      const compared = await cli([
        ...['record', demo.fastUrl, '--load', `-c2 -H 'X-A: b' ${demo.loadPath}`, '--against-load', '/'],
        ...['--seconds', '1', '--rounds', '2', '--profiles', 'cpu', '--warmup', '0', '-o', ab],
      ]);
      expect(compared).toMatchObject({ status: 0 });
      expect(compared.out).toMatch(/A cpu → B cpu {2}cpu, per request, 2 rounds each, taken in turn/);
      expect(compared.err).toContain('The two sides were loaded differently');
      const [summary] = await openLibrary(ab).list();
      const { plan } = await openLibrary(ab).read(summary!.id);
      expect(plan.variants.map(({ load }) => [new URL(load!.url).pathname, load!.connections])).toEqual([
        ['/search', 2],
        ['/', 10],
      ]);

      const refused = await cli(['record', demo.fastUrl, '--profiles', 'goroutine', '--seconds', '1']);
      expect(refused).toMatchObject({ status: 1 });
      expect(refused.err).toContain('offers');
    } finally {
      stop();
    }
  });
});
