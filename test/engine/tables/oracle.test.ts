import { describe, expect, test } from 'vitest';
import { labelUnits } from '../../../engine/pprof/labels';
import { neighboursOf } from '../../../engine/tables/neighbours';
import { sourceLines } from '../../../engine/tables/source-lines';
import { tagTable } from '../../../engine/tables/tags';
import { labelTexts, traceLabels, traceNodes } from '../../../engine/tables/traces';
import { atOnce } from '../../../engine/work/work';
import { requireTool } from '../../helpers/require-tool';
import { readPprof } from '../analysis/pprof-top';
import { fixture, goReport, numberOf, sampledOf } from './go-pprof';

const profiles = [
  ['go-cpu.pb.gz', 0, 'count'],
  ['go-cpu.pb.gz', 1, 'nanoseconds'],
  ['go-heap.pb.gz', 1, 'bytes'],
  ['go-heap.pb.gz', 3, 'bytes'],
] as const;

describe.skipIf(requireTool('go').skip)('as go tool pprof has it', () => {
  test.each(profiles)('callers and callees of every function of %s, sample type %i', (file, index, unit) => {
    const { tree } = sampledOf(readPprof(fixture(file)), index);
    const expected = peekOf(goReport(fixture(file), index, unit, '-peek=.'));
    expect(expected.size).toBeGreaterThan(0);
    const rows = new Map(tree.frames.name.map((name, frame) => [name, frame]));
    for (const [name, peek] of expected) {
      const { flat, cum, callers, callees } = atOnce(neighboursOf(tree, rows.get(name)!));
      const named = (list: typeof callers) =>
        list.map(({ frame, weight }) => `${tree.frames.name[frame]} ${weight[0]}`).sort();
      expect({ name, flat: flat[0], cum: cum[0], callers: named(callers), callees: named(callees) }).toEqual({
        name,
        ...peek,
      });
    }
  });

  test.each([['go-heap.pb.gz', 1, 'bytes']] as const)('the values of labels of %s', (file, index, unit) => {
    const table = atOnce(tagTable(sampledOf(readPprof(fixture(file)), index)));
    const lines = goReport(fixture(file), index, unit, '-tags');
    const totals = lines.flatMap((line) => {
      const found = /^ (\S+): Total (\S+) of/.exec(line);
      return found === null ? [] : [`${found[1]} ${numberOf(found[2]!)}`];
    });
    expect(totals.length).toBeGreaterThan(0);
    expect(
      table.keys.map(({ key, values }) => `${key} ${values.reduce((all, { value }) => all + value[0]!, 0)}`),
    ).toEqual(totals);
  });

  test.each(profiles)('the samples of %s by stack and labels, sample type %i', (file, index, unit) => {
    const sampled = sampledOf(readPprof(fixture(file)), index);
    const { tree } = sampled;
    const expected = new Map<string, number>();
    for (const trace of tracesOf(goReport(fixture(file), index, unit, '-traces'))) {
      if (trace.value === 0) continue;
      const key = `${trace.labels.join(', ')} ${trace.stack.join(';')}`;
      expected.set(key, (expected.get(key) ?? 0) + trace.value);
    }
    expect(expected.size).toBeGreaterThan(0);
    const ours = new Map<string, number>();
    for (const { node, groups } of atOnce(traceLabels(sampled, [...atOnce(traceNodes(tree))]))) {
      const stack: string[] = [];
      for (let at = node; at > 0; at = tree.parent[at]!) stack.push(tree.frames.name[tree.frame[at]!]!);
      for (const { labels, value } of groups) {
        const key = `${labels.map((l) => l.replace(/: .*/, '')).join(', ')} ${stack.join(';')}`;
        ours.set(key, (ours.get(key) ?? 0) + value[0]!);
      }
    }
    const sum = (map: ReadonlyMap<string, number>) =>
      [...map.values()].reduce((all, value) => all + value, 0);
    expect(sum(ours)).toBe(sum(expected));
    expect([...ours].sort()).toEqual([...expected].sort());
    // Labels are compared by their keys: how large numbers are written is pprof's own.
  });

  test.each(profiles)('the lines of %s, sample type %i', (file, index, unit) => {
    const profile = readPprof(fixture(file));
    const sampled = sampledOf(profile, index);
    const { strings, functions } = profile;
    const row = Array.from({ length: functions.length }, (_, f) => f).find(
      (f) =>
        strings.get(functions.name[f]!) === 'main.hashAll' || strings.get(functions.name[f]!) === 'main.main',
    )!;
    const source = strings.get(functions.filename[row]!);
    // Where the source is not at hand, weblist and list print no lines; top by lines does.
    const expected = linesOf(goReport(fixture(file), index, unit, '-top', '-lines', '-cum'), source);
    expect(expected.size).toBeGreaterThan(1);
    const { line, flat, cum } = atOnce(sourceLines(sampled, source));
    expect([...line]).toEqual([...expected.keys()]);
    line.forEach((at, i) => {
      const { nodes, ...sums } = expected.get(at)!;
      // Where several functions share a line, pprof counts a stack at each of them.
      if (nodes === 1) expect({ at, flat: flat[0]![i], cum: cum[0]![i] }).toEqual({ at, ...sums });
      else expect(cum[0]![i]).toBeLessThanOrEqual(sums.cum);
    });
  });
});

test('labels are written texts first, with units', () => {
  const profile = readPprof(fixture('go-heap.pb.gz'));
  const { units } = labelUnits(profile);
  const all = Array.from({ length: profile.samples.length }, (_, row) => labelTexts(profile, row, units));
  expect(new Set(all.flat())).toContain('bytes: 64kB');
});

/** name → what peek says of it. */
function peekOf(report: readonly string[]) {
  interface Peek {
    flat: number;
    cum: number;
    callers: string[];
    callees: string[];
  }
  const found = new Map<string, Peek>();
  let calls: string[] = [];
  let current: Peek | null = null;
  for (const line of report) {
    if (line.startsWith('------')) {
      calls = [];
      current = null;
      continue;
    }
    const call = /^\s+(\S+) +[\d.e-]+% \| {3}(.*?)(?: \(inline\))?$/.exec(line);
    const own = /^ *(\S+) +\S+% +\S+% +(\S+) +\S+% +\| (.*?)(?: \((?:partial-)?inline\))?$/.exec(line);
    if (call !== null && own === null) {
      const text = `${call[2]} ${numberOf(call[1]!)}`;
      if (current === null) calls.push(text);
      else current.callees.push(text);
    } else if (own !== null) {
      current = { flat: numberOf(own[1]!), cum: numberOf(own[2]!), callers: calls, callees: [] };
      found.set(own[3]!, current);
    }
  }
  for (const peek of found.values()) {
    peek.callers.sort();
    peek.callees.sort();
  }
  return found;
}

function tracesOf(report: readonly string[]) {
  const traces: { value: number; labels: string[]; stack: string[] }[] = [];
  for (const block of report
    .join('\n')
    .split(/^-+\+-+$/m)
    .slice(1)) {
    const labels: string[] = [];
    const stack: string[] = [];
    let value = Number.NaN;
    for (const line of block.split('\n')) {
      const label = /^ *(\S+): {2}(.*)$/.exec(line);
      const first = /^ *(\S+) {3}(\S.*?)(?: \(inline\))?$/.exec(line);
      const more = /^ {13}(\S.*?)(?: \(inline\))?$/.exec(line);
      if (label !== null && stack.length === 0) labels.push(label[1]!);
      else if (more !== null) stack.push(more[1]!);
      else if (first !== null) {
        value = numberOf(first[1]!);
        stack.push(first[2]!);
      }
    }
    if (stack.length > 0) traces.push({ value, labels, stack });
  }
  return traces;
}

/** line → flat and cum of the nodes in a file, summed up, and how many there are. */
function linesOf(report: readonly string[], file: string) {
  const sums = new Map<number, { nodes: number; flat: number; cum: number }>();
  for (const line of report) {
    const found = /^ *(\S+) +\S+% +\S+% +(\S+) +\S+% +.* (\S+):(\d+)(?: \((?:partial-)?inline\))?$/.exec(
      line,
    );
    if (found === null || found[3] !== file) continue;
    const sum = sums.get(Number(found[4])) ?? { nodes: 0, flat: 0, cum: 0 };
    sum.nodes++;
    sum.flat += numberOf(found[1]!);
    sum.cum += numberOf(found[2]!);
    sums.set(Number(found[4]), sum);
  }
  return new Map([...sums].sort(([a], [b]) => a - b));
}
