import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildTree } from '../../../engine/analysis/tree';
import { callGraph } from '../../../engine/callgraph/call-graph';
import { readProfile } from '../../../engine/formats/index';
import type { Profile } from '../../../engine/model/profile';
import { countFunctions } from '../../../engine/stats/compare-rounds';
import { compareTable, type SampledCapture } from '../../../engine/stats/compare-table';
import { judgedTable, type TableRows, type TagRow } from '../../../engine/stats/table-rows';
import { codeKey, codeSamples } from '../../../engine/tables/code-samples';
import { neighboursOf } from '../../../engine/tables/neighbours';
import { sourceLines } from '../../../engine/tables/source-lines';
import { tagTable } from '../../../engine/tables/tags';
import { atOnce } from '../../../engine/work/work';
import { inflateNode } from '../../../main/services/inflate';
import { type Behaviour, seeded, simulate, simulatedStacks } from '../../helpers/simulated-service';
import { fixture, sampledOf } from '../tables/go-pprof';

/** Rows of a profile as one capture counts them. */
function countedIn(profile: Profile, rows: TableRows) {
  const counted = atOnce(countFunctions({ profile, sampleIndex: 0 }));
  const { frames, ofLocation, values, variances } = counted;
  const side = (column: Float64Array) => ({
    profile: counted.profile,
    values: column,
    factor: 1,
    frames: ofLocation,
  });
  const capture: SampledCapture = { tree: { frames }, sides: [side(values), side(variances)] };
  return atOnce(judgedTable(rows).count(capture));
}

const read = (name: string) => readProfile(readFileSync(fixture(name)), name, inflateNode);
const valuesOf = (rows: ReturnType<typeof countedIn>, measure: 'flat' | 'cum' = 'cum') =>
  rows.map((row) => row?.[measure]?.[0] ?? 0);

describe('a table that is judged counts what is shown', () => {
  it('of callers and callees, of what begins stacks, and of recursion', async () => {
    for (const name of ['go-cpu.pb.gz', 'go-heap.pb.gz']) {
      const profile = await read(name);
      const tree = buildTree([{ profile, sampleIndex: 0 }]);
      const { name: names } = tree.frames;
      for (let frame = 1; frame < names.length; frame++) {
        const { callers, callees, entry, recursive, cum } = atOnce(neighboursOf(tree, frame));
        const own = names[frame]!;
        const calls: (readonly [string | null, string, number])[] = [
          ...callers.map((each) => [names[each.frame]!, own, each.weight[0]!] as const),
          ...callees.map((each) => [own, names[each.frame]!, each.weight[0]!] as const),
          ['', own, entry[0]!],
          [own, own, recursive[0]!],
          [null, own, cum[0]!],
        ];
        const counted = countedIn(profile, {
          kind: 'calls',
          callers: calls.map(([caller]) => caller),
          callees: calls.map(([, callee]) => callee),
          shown: null,
        });
        expect(valuesOf(counted), own).toEqual(calls.map(([, , weight]) => weight));
      }
    }
  });

  it('of the calls of a call graph that leaves functions out', async () => {
    const profile = await read('go-cpu.pb.gz');
    const tree = buildTree([{ profile, sampleIndex: 0 }]);
    const graph = atOnce(callGraph(tree, { nodeCount: 12, nodeFraction: 0, edgeFraction: 0 }));
    const nameOf = (node: number) => tree.frames.name[graph.frame[node]!]!;
    expect(graph.isResidual.includes(1)).toBe(true);
    const counted = countedIn(profile, {
      kind: 'calls',
      callers: Array.from(graph.source, nameOf),
      callees: Array.from(graph.target, nameOf),
      shown: Array.from(graph.frame.keys(), nameOf),
    });
    expect(valuesOf(counted)).toEqual([...graph.weight[0]!]);
  });

  it('of lines, of instructions and of labels', async () => {
    const profile = await read('go-cpu.pb.gz');
    const sampled = sampledOf(profile);
    const { file, name } = sampled.tree.frames;
    for (const each of new Set(file.filter((path) => path !== ''))) {
      const { line, flat, cum } = atOnce(sourceLines(sampled, each));
      const counted = countedIn(profile, { kind: 'lines', file: each, lines: [...line, 999_999] });
      expect(valuesOf(counted, 'flat')).toEqual([...flat[0]!, 0]);
      expect(valuesOf(counted)).toEqual([...cum[0]!, 0]);
    }
    const [code] = atOnce(codeSamples(sampled, name.indexOf('main.hashAll')));
    const keys = code!.address.map((address) => codeKey(code!.mapping, address));
    const addresses = countedIn(profile, { kind: 'addresses', name: 'main.hashAll', keys });
    expect(valuesOf(addresses, 'flat')).toEqual([...code!.flat]);
    expect(valuesOf(addresses)).toEqual([...code!.cum]);
    expect(countedIn(profile, { kind: 'addresses', name: 'nobody', keys })).toEqual([]);

    const heap = await read('go-heap.pb.gz');
    const tags = atOnce(tagTable(sampledOf(heap)));
    const rows = tags.keys.flatMap(({ key, values, total }) => [
      [{ key, what: 'all' }, total[0]!] as const,
      [{ key, what: 'without' }, tags.sum[0]! - total[0]!] as const,
      ...values.map(({ text, range, value }): readonly [TagRow, number] => [
        range === null ? { key, what: 'text', text } : { key, what: 'range', ...range },
        value[0]!,
      ]),
    ]);
    expect(rows.length).toBeGreaterThan(3);
    const counted = countedIn(heap, { kind: 'tags', rows: rows.map(([row]) => row) });
    expect(valuesOf(counted)).toEqual(rows.map(([, value]) => value));
  });
});

const name = simulatedStacks[0]!.names.at(-1)!;
const [caller] = simulatedStacks[0]!.names.slice(-2);

/** Calls of simulated functions, as a table. */
const rows: TableRows = (() => {
  const pairs = new Set(
    simulatedStacks.flatMap(({ names }) => names.slice(1).map((callee, i) => `${names[i]} ${callee}`)),
  );
  const calls = [...pairs].map((pair) => pair.split(' ') as [string, string]);
  const [callers, callees] = [calls.map(([from]) => from), calls.map(([, to]) => to)];
  return { kind: 'calls', callers, callees, shown: null };
})();

function judged(behaviours: readonly [Behaviour, Behaviour], count: number, random: () => number) {
  const [before, after] = behaviours.map((behaviour) =>
    Array.from({ length: count }, () => simulate(behaviour, random)),
  ) as [ReturnType<typeof simulate>[], ReturnType<typeof simulate>[]];
  const side = (captures: typeof before) => captures.map(({ profile }) => ({ profile, sampleIndex: 1 }));
  const { frames } = buildTree([...side(before), ...side(after)]);
  const ran = (captures: typeof before) => captures.map(({ requests }) => requests);
  return atOnce(
    compareTable(frames, judgedTable(rows), {
      before: side(before),
      after: side(after),
      normalisation: 'per-request',
      requests: { before: ran(before), after: ran(after) },
      paired: true,
    }),
  );
}

describe('rows of a table', () => {
  const calm: Behaviour = { samples: 20_000, together: 0.01, alone: 0.01 };
  const noisy: Behaviour = { samples: 3000, together: 0.03, alone: 0.1, fickle: 0.4 };
  const swinging: Behaviour = { samples: 6000, together: 0.2, alone: 0.002 };

  it.each([
    ['calm', calm, 3],
    ['noisy', noisy, 5],
    ['swinging', swinging, 6],
  ] as const)('that did not change are hardly ever said to have: %s', (_, behaviour, count) => {
    const random = seeded(5);
    let called = 0;
    for (let pair = 0; pair < 25; pair++) {
      const { flat, cum } = judged([behaviour, behaviour], count, random);
      called += cum.reduce((sum, one) => sum + one, 0);
      // What a table has not is never a change.
      expect(flat.every((one) => one === 0)).toBe(true);
    }
    expect(called / (25 * rows.callers.length)).toBeLessThan(0.01);
  });

  it('that changed are found, also where the machine swings and only their share tells', () => {
    const at = rows.callers.findIndex((from, row) => from === caller && rows.callees[row] === name);
    const slow = simulatedStacks.filter(({ names }) => names.at(-1) === name);
    const isSlow = rows.callees.map((to, row) =>
      slow.some(({ names }) => names.some((each, i) => each === to && names[i - 1] === rows.callers[row])),
    );
    const random = seeded(6);
    for (const behaviour of [calm, swinging]) {
      let found = 0;
      let called = 0;
      let falsely = 0;
      for (let pair = 0; pair < 20; pair++) {
        const { cum } = judged([behaviour, { ...behaviour, slower: { name, by: 1.25 } }], 5, random);
        found += cum[at]!;
        cum.forEach((changed, row) => {
          called += changed;
          if (!isSlow[row]) falsely += changed;
        });
      }
      // Where the machine swung the value the other way, the share is no colour for it.
      expect(found).toBeGreaterThanOrEqual(behaviour === calm ? 19 : 17);
      // Of shares all others did change, by what the slow one takes from them.
      if (behaviour === calm) expect(falsely / called).toBeLessThan(0.05);
    }
  });
});
