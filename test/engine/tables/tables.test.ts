import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { topOfTree } from '../../../engine/analysis/top';
import { ProfileBuilder } from '../../../engine/model/builder';
import type { Profile } from '../../../engine/model/profile';
import { applyQuery, emptyQuery } from '../../../engine/query/query';
import { bottomUpRows } from '../../../engine/tables/bottom-up';
import { codeSamples } from '../../../engine/tables/code-samples';
import { goroutineGroups } from '../../../engine/tables/goroutines';
import { neighboursOf } from '../../../engine/tables/neighbours';
import { sourceLines } from '../../../engine/tables/source-lines';
import { treeSummary } from '../../../engine/tables/summary';
import { tagTable } from '../../../engine/tables/tags';
import { traceLabels, traceNodes } from '../../../engine/tables/traces';
import { atOnce } from '../../../engine/work/work';
import { readFixture } from '../../helpers/fixture';
import { textProfile } from '../../helpers/text-profile';
import { readPprof } from '../analysis/pprof-top';
import { profileOf } from '../analysis/profile-of';
import { fixture, sampledOf, sampledPair } from './go-pprof';

const cpu = [{ type: 'cpu', unit: 'nanoseconds' }];
const frameOf = (names: readonly string[], name: string) => names.indexOf(name);

describe('callers and callees', () => {
  const { tree } = sampledOf(
    profileOf([
      { stack: ['main', 'f', 'g', 'f', 'g', 'h'], value: 10 },
      { stack: ['main', 'f', 'f', 'h'], value: 5 },
      { stack: ['f'], value: 1 },
    ]),
  );
  const of = (name: string) => {
    const found = atOnce(neighboursOf(tree, frameOf(tree.frames.name, name)));
    const named = (list: typeof found.callers) =>
      list.map(({ frame, weight }) => `${tree.frames.name[frame]} ${weight[0]}`);
    return { ...found, callers: named(found.callers), callees: named(found.callees) };
  };

  test('count a call once in a stack', () => {
    expect(of('f')).toMatchObject({
      callers: ['main 15', 'g 10'],
      callees: ['g 10', 'h 5'],
      flat: [1],
      cum: [16],
      entry: [1],
      recursive: [15],
    });
  });

  test('of a leaf are callers only', () => {
    expect(of('h')).toMatchObject({ callers: ['g 10', 'f 5'], callees: [], recursive: [0] });
  });
});

const names = ['a', 'b', 'c', 'd'];
const anySamples = fc.array(
  fc.record({
    stack: fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 6 }),
    value: fc.integer({ min: 1, max: 50 }),
  }),
  { minLength: 1, maxLength: 12 },
);

test('any function: its entries and callers from other functions cover its cum', () => {
  fc.assert(
    fc.property(anySamples, (samples) => {
      const { tree } = sampledOf(profileOf(samples));
      const top = atOnce(topOfTree(tree, 0));
      for (let i = 0; i < top.length; i++) {
        const found = atOnce(neighboursOf(tree, top.frame[i]!));
        expect(found.cum[0]).toBe(top.cum[i]);
        expect(found.flat[0]).toBe(top.flat[i]);
        const sum = found.callers.reduce((all, { weight }) => all + weight[0]!, found.entry[0]!);
        expect(sum).toBeGreaterThanOrEqual(found.cum[0]! - 1e-9);
        for (const { weight } of [...found.callers, ...found.callees]) {
          expect(weight[0]).toBeLessThanOrEqual(found.cum[0]!);
        }
      }
    }),
  );
});

test('any tree upside down: each row is the sum of its callers and of what begins there', () => {
  fc.assert(
    fc.property(anySamples, (samples) => {
      const { tree } = sampledOf(profileOf(samples));
      const check = (path: number[], value: number) => {
        const rows = atOnce(bottomUpRows(tree, path));
        const sum = rows.value[0]!.reduce((all, each) => all + each, 0);
        expect(sum).toBeLessThanOrEqual(value);
        for (let i = 0; i < rows.frame.length; i++) {
          const below = [...path, rows.frame[i]!];
          const reversed = below.map((frame) => tree.frames.name[frame]!);
          const expected = samples
            .filter(({ stack }) => reversed.every((name, at) => stack[stack.length - 1 - at] === name))
            .reduce((all, each) => all + each.value, 0);
          expect(rows.value[0]![i]).toBe(expected);
          expect(atOnce(bottomUpRows(tree, below)).frame.length > 0).toBe(rows.hasCallers[i] === 1);
          if (below.length < 4) check(below, expected);
        }
      };
      const total = samples.reduce((all, { value }) => all + value, 0);
      expect(atOnce(bottomUpRows(tree, [])).value[0]!.reduce((all, each) => all + each, 0)).toBe(total);
      check([], total);
    }),
    { numRuns: 40 },
  );
});

function labelled(rows: readonly { text: string; num: bigint; unit: string; value: number }[]): Profile {
  const builder = new ProfileBuilder(cpu);
  const main = builder.location({ lines: [{ function: builder.function({ name: 'main', filename: '' }) }] });
  for (const { text, num, unit, value } of rows) {
    builder.sample(
      [main],
      [value],
      [
        { key: 'who', text },
        { key: 'size', num, unit },
      ],
    );
  }
  return builder.build();
}

describe('labels', () => {
  test('any text is found again by its own filter, and nothing else is', () => {
    const text = fc.oneof(
      fc.constantFrom('a,b', '1', '12:14', '-3kb', 'x=y', '.*', '^$', 'a b', '(', '\\', '価格'),
      fc.string({ minLength: 1, maxLength: 8, unit: 'grapheme-ascii' }),
    );
    fc.assert(
      fc.property(fc.uniqueArray(text, { minLength: 1, maxLength: 6 }), (texts) => {
        const profile = labelled(texts.map((each, i) => ({ text: each, num: 0n, unit: '', value: i + 1 })));
        const who = atOnce(tagTable(sampledOf(profile))).keys.find(({ key }) => key === 'who')!;
        expect(who.values.map((v) => v.text).sort()).toEqual([...texts].sort());
        for (const { text: own, value, filter } of who.values) {
          expect(filter).not.toBe('');
          const { profile: left } = atOnce(applyQuery(profile, { ...emptyQuery, tagFocus: filter }));
          expect({ own, left: [...left.samples.values[0]!] }).toEqual({ own, left: value });
        }
      }),
    );
  });

  test('any numbers fall into ranges that their filters find again', () => {
    const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 10_000_000 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(numbers, fc.constantFrom('bytes', 'milliseconds', ''), (all, unit) => {
        const profile = labelled(all.map((num) => ({ text: 'x', num: BigInt(num), unit, value: 1 })));
        const size = atOnce(tagTable(sampledOf(profile))).keys.find(({ key }) => key === 'size')!;
        expect(size.values.reduce((sum, { value }) => sum + value[0]!, 0)).toBe(all.length);
        for (const { range, value, filter } of size.values) {
          const { profile: left } = atOnce(applyQuery(profile, { ...emptyQuery, tagFocus: filter }));
          expect({ range, left: left.samples.length }).toEqual({ range, left: value[0] });
        }
      }),
    );
  });

  test('of two profiles have a value a side, normalised', () => {
    const one = labelled([{ text: 'x', num: 0n, unit: '', value: 4 }]);
    const two = labelled([{ text: 'y', num: 0n, unit: '', value: 6 }]);
    const table = atOnce(tagTable(sampledPair(one, two)));
    expect(table.total).toEqual([4, 6]);
    expect(table.keys[0]).toMatchObject({
      key: 'who',
      total: [4, 6],
      values: [
        { text: 'y', value: [0, 6] },
        { text: 'x', value: [4, 0] },
      ],
    });
  });
});

describe('traces', () => {
  test('are the stacks in which samples end, heaviest first, and add up', () => {
    const sampled = sampledOf(readPprof(fixture('go-cpu.pb.gz')), 1);
    const { self } = sampled.tree;
    const nodes = atOnce(traceNodes(sampled.tree));
    const values = Array.from(nodes, (node) => self[0]![node]!);
    expect(values).toEqual([...values].sort((a, b) => b - a));
    const details = atOnce(traceLabels(sampled, [...nodes.subarray(0, 5)]));
    expect(details.map(({ groups }) => groups.reduce((all, { value }) => all + value[0]!, 0))).toEqual(
      values.slice(0, 5),
    );
  });
});

describe('lines of source', () => {
  test('have the inlined function and the one around it', () => {
    const builder = new ProfileBuilder(cpu);
    const fn = (name: string, startLine: number) =>
      builder.function({ name, filename: '/x/a.go', startLine });
    const inlined = builder.location({
      lines: [
        { function: fn('in', 3), line: 4 },
        { function: fn('out', 10), line: 12 },
      ],
    });
    const other = builder.location({ lines: [{ function: fn('out', 10), line: 12 }] });
    builder.sample([inlined, other], [5]);
    builder.sample([other], [2]);
    const sampled = sampledOf(builder.build());
    const { line, flat, cum, functions } = atOnce(sourceLines(sampled, '/x/a.go'));
    expect([...line]).toEqual([4, 12]);
    expect([...flat[0]!]).toEqual([5, 2]);
    expect([...cum[0]!]).toEqual([5, 7]);
    expect(
      functions.map((f) => [sampled.tree.frames.name[f.frame], f.startLine, f.flat[0], f.cum[0]]),
    ).toEqual([
      ['out', 10, 2, 7],
      ['in', 3, 5, 5],
    ]);
    expect(atOnce(sourceLines(sampled, '/x/b.go')).line.length).toBe(0);
  });
});

test('addresses are those of the machine functions that a frame is part of', () => {
  const sampled = sampledOf(readPprof(fixture('go-cpu.pb.gz')), 1);
  const frame = frameOf(sampled.tree.frames.name, 'main.hashAll');
  const [found] = atOnce(codeSamples(sampled, frame));
  expect(found!.mapping.buildId).toMatch(/^[0-9a-f]{40}$/);
  expect(found!.address.every((address) => /^[0-9a-f]+$/.test(address))).toBe(true);
  expect(found!.place.some((place) => place.includes('main.go:'))).toBe(true);
  const { flat } = atOnce(neighboursOf(sampled.tree, frame));
  expect(found!.flat.reduce((all, each) => all + each, 0)).toBeGreaterThanOrEqual(flat[0]!);
});

describe('goroutines', () => {
  test('of a dump are grouped by stack and state, with the longest wait', async () => {
    const profile = await readFixture('goroutine-dump/debug2.txt');
    const { groups, total, hasStates, isGoroutines } = atOnce(
      goroutineGroups(sampledOf(profile), ['goroutine']),
    );
    expect({ hasStates, isGoroutines }).toEqual({ hasStates: true, isGoroutines: true });
    expect(total).toEqual([profile.samples.length]);
    expect(groups.reduce((all, { count }) => all + count[0]!, 0)).toBe(profile.samples.length);
    expect(groups.map(({ count }) => count[0]!)).toEqual(
      groups.map(({ count }) => count[0]!).sort((a, b) => b - a),
    );
    expect(groups.some(({ createdBy, ids }) => createdBy !== '' && ids.length > 0)).toBe(true);
  });

  test('are not looked for in a profile of something else', () => {
    expect(atOnce(goroutineGroups(sampledOf(textProfile('main\n1')), ['cpu']))).toMatchObject({
      isGoroutines: false,
      groups: [],
    });
  });
});

describe('a summary', () => {
  test('finds the kinds of work, each stack once', () => {
    const sampled = sampledOf(
      profileOf([
        { stack: ['main', 'work', 'runtime.mallocgc', 'runtime.gcAssistAlloc'], value: 30 },
        { stack: ['main', 'work', 'runtime.growslice', 'runtime.mallocgc'], value: 20 },
        { stack: ['main', 'rec', 'rec', 'rec'], value: 10 },
      ]),
    );
    const found = atOnce(treeSummary(sampled));
    const name = (frame: number) => sampled.tree.frames.name[frame];
    expect(found.categories.map(({ id, value, frame }) => [id, value[0], name(frame)])).toEqual([
      ['allocation', 50, 'work'],
      ['gc', 30, 'runtime.mallocgc'],
    ]);
    expect(found.recursion).toMatchObject({ value: [10] });
    expect(name(found.recursion!.frame)).toBe('rec');
    expect(found.heaviest.map(({ frame, flat }) => [name(frame), flat[0]])).toEqual([
      ['runtime.gcAssistAlloc', 30],
      ['runtime.mallocgc', 20],
      ['rec', 10],
    ]);
    expect(found).toMatchObject({ total: [60], deepest: 4, halfIn: 1, functions: 6, changes: [] });
  });

  test('of two profiles says what changed, came and went', () => {
    const sampled = sampledPair(
      profileOf([
        { stack: ['main', 'old'], value: 10 },
        { stack: ['main', 'same'], value: 5 },
      ]),
      profileOf([
        { stack: ['main', 'new'], value: 3 },
        { stack: ['main', 'same'], value: 5 },
      ]),
    );
    const found = atOnce(treeSummary(sampled));
    const name = ({ frame }: { frame: number }) => sampled.tree.frames.name[frame];
    expect(found.changes.map(name)).toEqual(['old', 'new']);
    expect(found.appeared.map(name)).toEqual(['new']);
    expect(found.gone.map(name)).toEqual(['old']);
    expect(found.total).toEqual([15, 8]);
  });

  test('names the program, not the kernel or what else has no file', () => {
    const factsOf = (...mappings: { filename: string; buildId?: string }[]) => {
      const builder = new ProfileBuilder(cpu);
      const rows = mappings.map((mapping) => builder.mapping(mapping));
      const lines = [{ function: builder.function({ name: 'main' }) }];
      builder.sample([builder.location({ lines, mapping: rows[0]! })], [1]);
      return atOnce(treeSummary(sampledOf(builder.build()))).profiles[0]!;
    };
    const kernel = { filename: '[kernel.kallsyms]' };
    expect(factsOf(kernel).binary).toBe('');
    expect(factsOf(kernel, { filename: '/usr/bin/prog', buildId: 'abc' })).toMatchObject({
      binary: '/usr/bin/prog',
      buildId: 'abc',
    });
  });

  test('says of a recorded profile how it was taken', () => {
    const [facts] = atOnce(treeSummary(sampledOf(readPprof(fixture('go-cpu.pb.gz')), 1))).profiles;
    expect(facts).toMatchObject({ unit: 'nanoseconds', period: 10_000_000 });
    expect(facts!.durationMs).toBeGreaterThan(0);
    expect(facts!.observations).toBe(facts!.total / facts!.period);
  });
});
