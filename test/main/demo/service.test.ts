import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { topTable } from '../../../engine/analysis/top';
import { readProfile } from '../../../engine/formats/index';
import { checkValid } from '../../../engine/model/check';
import type { Profile } from '../../../engine/model/profile';
import { startDemo } from '../../../main/demo/client';
import { cpuIntervalUs } from '../../../main/demo/v8-profiler';
import { inflateNode } from '../../../main/services/inflate';
import { createNodeFork } from '../../../main/services/node-fork';
import { probeTarget } from '../../../main/services/probe';
import type { Demo } from '../../../proto/ipc';
import { distFolder } from '../../helpers/dist';
import { requireTool } from '../../helpers/require-tool';

let demo: Demo;
let stop: () => void = () => {};

beforeAll(async () => {
  ({ demo, stop } = await startDemo(createNodeFork(distFolder)));
}, 60_000);

afterAll(() => stop());

/** Requests one after the other until the profile is there. */
async function underLoad<T>(url: string, work: Promise<T>): Promise<T> {
  let done = false;
  const ended = work.finally(() => {
    done = true;
  });
  while (!done) await (await fetch(url + demo.loadPath)).arrayBuffer();
  return ended;
}

async function fetchBytes(url: string): Promise<Uint8Array> {
  const response = await fetch(url);
  expect(response.status).toBe(200);
  return new Uint8Array(await response.arrayBuffer());
}

const read = (bytes: Uint8Array) => readProfile(bytes, 'demo', inflateNode);

function frameNames(profile: Profile, sampleIndex: number): string[] {
  const top = topTable(profile, sampleIndex);
  return Array.from(top.frame, (row) => top.frames.name[row]!);
}

describe('the demo service', () => {
  it('answers byte for byte alike in both variants', async () => {
    const [slow, fast] = await Promise.all(
      [demo.slowUrl, demo.fastUrl].map((url) => fetchBytes(url + demo.loadPath)),
    );
    expect(slow!.length).toBeGreaterThan(100);
    expect(Buffer.from(slow!).equals(Buffer.from(fast!))).toBe(true);
  });

  it('is probed as a service with pprof pages', async () => {
    const target = await probeTarget(demo.slowUrl);
    expect(target.loopback).toBe(true);
    expect(target.pprofUrl).toBe(`${demo.slowUrl}/debug/pprof/`);
    expect(target.offers.map(({ name }) => name)).toEqual(expect.arrayContaining(['profile', 'heap']));
  });

  it('gives a CPU profile of itself, with the functions and files of its sources', async () => {
    const bytes = await underLoad(demo.slowUrl, fetchBytes(`${demo.slowUrl}/debug/pprof/profile?seconds=1`));
    const profile = await read(bytes);
    checkValid(profile, 'demo');
    expect(profile.sampleTypes).toEqual([
      { type: 'samples', unit: 'count' },
      { type: 'cpu', unit: 'nanoseconds' },
    ]);
    expect(profile.period).toBe(BigInt(cpuIntervalUs) * 1000n);
    expect(Number(profile.durationNanos) / 1e9).toBeCloseTo(1, 0);
    const top = topTable(profile, 1);
    const names = frameNames(profile, 1);
    expect(names.slice(0, 8)).toContain('copyPage');
    // V8 tells in which line of a function a sample was taken, which is seldom its first.
    const { functions } = profile;
    const { lines } = profile.locations;
    const inside = Array.from(lines.line, (line, i) => line - functions.startLine[lines.function[i]!]!);
    expect(inside.filter((by) => by > 0).length).toBeGreaterThan(3);
    expect(inside.every((by) => by >= 0)).toBe(true);
    expect(names).toEqual(expect.arrayContaining(['search', 'scoreCatalogue', 'countMatches', 'dedupe']));
    expect(names).not.toContain('(idle)');
    const fileOf = (name: string) => top.frames.file[top.frame[names.indexOf(name)]!];
    expect(fileOf('copyPage')).toBe('main/demo/slow.ts');
    expect(fileOf('search')).toBe('main/demo/search.ts');
  }, 30_000);

  it('gives heap profiles that only grow', async () => {
    const heap = async () => read(await fetchBytes(`${demo.slowUrl}/debug/pprof/heap`));
    const before = await heap();
    expect(before.sampleTypes.at(-1)).toEqual({ type: 'alloc_space', unit: 'bytes' });
    for (let i = 0; i < 100; i++) await fetchBytes(demo.slowUrl + demo.loadPath);
    const after = await heap();
    const bytes = before.sampleTypes.length - 1;
    expect(topTable(after, bytes).total).toBeGreaterThan(topTable(before, bytes).total);
  }, 30_000);

  it('takes one CPU profile at a time, and says so as Go does', async () => {
    const ask = () => fetch(`${demo.fastUrl}/debug/pprof/profile?seconds=1`);
    const answers = await Promise.all([ask(), ask()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 500]);
    const refused = answers.find(({ status }) => status === 500)!;
    expect(refused.headers.get('X-Go-Pprof')).toBe('1');
    expect(refused.headers.get('Content-Type')).toMatch(/^text\/plain/);
    expect(await refused.text()).toBe('Could not enable CPU profiling: cpu profiling already in use\n');
  }, 30_000);

  it('stops profiling when the one who asked goes away', async () => {
    const url = `${demo.fastUrl}/debug/pprof/profile`;
    const leaving = new AbortController();
    const left = fetch(`${url}?seconds=60`, { signal: leaving.signal }).catch(() => 'left');
    const status = async () => (await fetch(`${url}?seconds=1`)).status;
    await expect.poll(status, { timeout: 10_000, interval: 10 }).toBe(500);
    leaving.abort();
    expect(await left).toBe('left');
    await expect.poll(status, { timeout: 10_000, interval: 10 }).toBe(200);
  }, 30_000);

  it.each([
    ['profile?seconds=x', 400, 'invalid value for "seconds"'],
    ['mutex', 404, 'Unknown profile'],
  ])('answers %s with %i', async (path, status, words) => {
    const response = await fetch(`${demo.fastUrl}/debug/pprof/${path}`);
    expect(response.status).toBe(status);
    expect(await response.text()).toContain(words);
  });

  it('answers other paths with 404', async () => {
    expect((await fetch(`${demo.fastUrl}/nothing`)).status).toBe(404);
  });

  it.skipIf(requireTool('go').skip)(
    'is understood by go tool pprof',
    async () => {
      const url = `${demo.slowUrl}/debug/pprof/profile?seconds=1`;
      const bytes = await underLoad(demo.slowUrl, fetchBytes(url));
      const folder = await mkdtemp(join(tmpdir(), 'flamebench-demo-'));
      try {
        const file = join(folder, 'demo.pb.gz');
        await writeFile(file, bytes);
        const run = promisify(execFile);
        const { stdout } = await run('go', ['tool', 'pprof', '-top', file], {
          env: { ...process.env, PPROF_TMPDIR: folder },
        });
        expect(stdout).toMatch(/Type: cpu/);
        expect(stdout).toMatch(/ countMatches$/m);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
    60_000,
  );
});

describe('startDemo', () => {
  it('fails, and leaves no process, when a variant ends before it listens', async () => {
    const killed: string[] = [];
    const fork = (_bundle: string, [variant]: readonly string[]) => ({
      send: () => {},
      onMessage: (listener: (message: unknown) => void) => {
        if (variant === 'slow') listener({ type: 'listening', url: 'http://127.0.0.1:1' });
      },
      onExit: (listener: (reason: string) => void) => {
        if (variant === 'fast') listener('it exited with code 3');
      },
      kill: () => killed.push(variant!),
    });
    await expect(startDemo(fork)).rejects.toMatchObject({
      failure: { code: 'internal', facts: { reason: expect.stringContaining('code 3') } },
    });
    expect(killed.sort()).toEqual(['fast', 'slow']);
  });
});
