import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { topTable } from '../../../engine/analysis/top';
import type { Profile } from '../../../engine/model/profile';
import { readProfileFile } from '../../../main/services/profile-file';
import { fixturePath, readBytes, readFixture, stackLines, typeNames } from '../../helpers/fixture';
import { requireTool } from '../../helpers/require-tool';

// What the recorded programs are known to have done, beside what is read in their dumps. That pprof reads the
// same in them is held by test/golden/pprof.

const sum = (column: Float64Array | undefined) => column!.reduce((all, each) => all + each, 0);

/** flat and cum of each function, for one sample type. */
function figures(profile: Profile, type: string): Map<string, { flat: number; cum: number }> {
  const index = profile.sampleTypes.findIndex((each) => each.type === type);
  const { length, frames, frame, flat, cum } = topTable(profile, index);
  return new Map(
    Array.from({ length }, (_, i) => [frames.name[frame[i]!]!, { flat: flat[i]!, cum: cum[i]! }]),
  );
}

describe('the Java program', () => {
  it('keeps as much as its sampled heap is scaled up to', async () => {
    const profile = await readFixture('java/java.heap');
    expect(typeNames(profile)).toEqual(['inuse_objects/count', 'inuse_space/bytes']);
    const space = figures(profile, 'inuse_space');
    // A MiB is recorded almost surely, a page by chance: 40 of 5000 were.
    expect(space.get('Program.keepTables')!.flat / 25_165_824).toBeCloseTo(1, 0.2);
    expect(Math.abs(space.get('Program.keepPages')!.flat / 20_480_000 - 1)).toBeLessThan(0.3);
    expect(space.get('Program.main')!.cum).toBe(sum(profile.samples.values[1]));
  });

  it('computes in two threads, and in what its lambdas call', async () => {
    const profile = await readFixture('java/java.cpu');
    const cpu = figures(profile, 'cpu');
    const all = sum(profile.samples.values[1]);
    expect(cpu.get('java.lang.Thread.run')!.cum).toBe(all);
    expect(cpu.get('Program.parse')!.cum + cpu.get('Program.render')!.cum).toBe(all);
    expect([...cpu.keys()].some((name) => /^Program\$\$Lambda\$1\/0x[\da-f]+\.run$/.test(name))).toBe(true);
  });

  it('waits in the one function that takes the lock', async () => {
    const profile = await readFixture('java/java.contention');
    expect(typeNames(profile)).toEqual(['contentions/count', 'delay/microseconds']);
    const delay = figures(profile, 'delay');
    expect(delay.get('Program.holdLock')!.flat).toBe(sum(profile.samples.values[1]));
    expect(sum(profile.samples.values[0]) % 5).toBe(0);
  });
});

describe('the C++ programs', () => {
  it('wait in nanoseconds, whatever the clock of the processor', async () => {
    const profile = await readFixture('contention/locks.contention');
    expect(typeNames(profile)).toEqual(['contentions/count', 'delay/nanoseconds']);
    expect(sum(profile.samples.values[0]) % 4).toBe(0);
    // Four threads wait for one lock: no longer than three of them, all the time.
    const wallNs = Number(profile.durationNanos);
    expect(sum(profile.samples.values[1])).toBeGreaterThan(wallNs);
    expect(sum(profile.samples.values[1])).toBeLessThan(3.2 * wallNs);
  });

  it('stand in three places, in one of them three threads', async () => {
    const profile = await readFixture('threadz/threads.threadz');
    expect(typeNames(profile)).toEqual(['thread/count']);
    expect([...profile.samples.values[0]!]).toEqual([1, 1, 3]);
  });
});

describe('perf', () => {
  const report = readFileSync(fixturePath('../golden/perf/work.report.txt'), 'utf8');
  const rows = [...report.matchAll(/^ *([\d.]+)% *; *([\d.]+)% *; *(\d+) *;\[[.k]\] (\S+)/gm)];

  it('reports of each function what is read in its script', async () => {
    const profile = await readFixture('perf-data/work.script.txt');
    const samples = figures(profile, 'samples');
    const total = sum(profile.samples.values[0]);
    const percent = (count: number) => ((100 * count) / total).toFixed(2);
    // The process stands at the root of its stacks; perf reports it elsewhere.
    expect(rows.map((row) => row[4]).sort()).toEqual(
      [...samples.keys()].filter((name) => name !== 'work').sort(),
    );
    for (const [, children, overhead, count, symbol] of rows) {
      const { flat, cum } = samples.get(symbol!)!;
      expect([symbol, percent(cum), percent(flat), flat]).toEqual([
        symbol,
        children,
        overhead,
        Number(count),
      ]);
    }
  });

  it('has as many events in the report as in the script', async () => {
    const profile = await readFixture('perf-data/work.script.txt');
    const index = profile.sampleTypes.findIndex(({ type }) => type === 'cpu-clock');
    expect(sum(profile.samples.values[index])).toBe(
      Number(/Event count \(approx\.\): (\d+)/.exec(report)![1]),
    );
  });

  const perf = requireTool('perf');
  it.skipIf(perf.skip)(
    `turns perf.data into the same samples${perf.skip ? ` (${perf.reason})` : ''}`,
    async () => {
      const script = await readFixture('perf-data/work.script.txt');
      const file = fixturePath('perf-data/work.data');
      const profile = await readBytes(await readProfileFile(file, 'work.data'));
      expect(typeNames(profile)).toEqual(typeNames(script));
      expect(profile.samples.values).toEqual(script.samples.values);
      // Names are at hand only where the program is; depths are in the file.
      const depths = (of: Profile) => stackLines(of).map((line) => line.split(';').length);
      expect(depths(profile)).toEqual(depths(script));
    },
  );
});
