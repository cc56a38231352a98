import { describe, expect, it } from 'vitest';
import { buildTree } from '../../../engine/analysis/tree';
import { subtractAllocations } from '../../../engine/model/subtract';
import { compareRounds } from '../../../engine/stats/compare-rounds';
import { benjaminiHochberg, holm, inStrata } from '../../../engine/stats/false-discovery';
import { matchTrees } from '../../../engine/stats/match-trees';
import { poolProfiles } from '../../../engine/stats/pool';
import { samplingVariance } from '../../../engine/stats/sampling-error';
import { digamma, incompleteBeta, logGamma, trigamma, trigammaInverse } from '../../../engine/stats/special';
import { halfWidth95, twoSidedP } from '../../../engine/stats/student';
import { atOnce } from '../../../engine/work/work';
import { textProfile } from '../../helpers/text-profile';

const euler = 0.5772156649015329;

describe('special functions', () => {
  it('have their known values', () => {
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 12);
    expect(logGamma(11)).toBeCloseTo(Math.log(3628800), 10);
    expect(digamma(1)).toBeCloseTo(-euler, 12);
    expect(digamma(0.5)).toBeCloseTo(-euler - 2 * Math.LN2, 12);
    expect(trigamma(1)).toBeCloseTo(Math.PI ** 2 / 6, 12);
    expect(trigamma(0.5)).toBeCloseTo(Math.PI ** 2 / 2, 11);
    expect(incompleteBeta(0.3, 1, 1)).toBeCloseTo(0.3, 13);
    expect(incompleteBeta(0.25, 2, 3)).toBeCloseTo(0.26171875, 13);
  });

  it('the inverse of trigamma is its inverse', () => {
    for (const x of [1e-3, 0.1, 0.7, 1, 3.3, 40, 1e4])
      expect(trigammaInverse(trigamma(x)) / x).toBeCloseTo(1, 8);
  });
});

describe("Student's distribution", () => {
  it('has the chances of printed tables', () => {
    for (const [t, df, p] of [
      [12.706, 1, 0.05],
      [4.303, 2, 0.05],
      [2.776, 4, 0.05],
      [4.604, 4, 0.01],
      [2.262, 9, 0.05],
      [1.96, Number.POSITIVE_INFINITY, 0.05],
      [3.291, Number.POSITIVE_INFINITY, 0.001],
    ] as const) {
      expect(twoSidedP(t, df) / p).toBeCloseTo(1, 2);
      expect(twoSidedP(-t, df)).toBe(twoSidedP(t, df));
    }
    expect(twoSidedP(0, 5)).toBe(1);
  });

  it('has the widths of 95 % intervals', () => {
    for (const df of [1, 1.7, 2, 4.5, 9, 30, 1000])
      expect(twoSidedP(halfWidth95(df), df)).toBeCloseTo(0.05, 6);
    expect(halfWidth95(4)).toBeCloseTo(2.776445, 5);
    expect(halfWidth95(Number.POSITIVE_INFINITY)).toBeCloseTo(1.959964, 5);
  });
});

it('strata are corrected each by itself: many small rows do not raise the bar for large ones', () => {
  const p = Float64Array.of(0.01, 0.2, Number.NaN, ...new Array<number>(50).fill(0.5), 0.002);
  const q = inStrata(p, (row) => row < 3);
  expect([...q.subarray(0, 3)]).toEqual([0.02, 0.2, Number.NaN]);
  expect(q[53]).toBeCloseTo(0.002 * 51, 12);
  expect(benjaminiHochberg(p)[0]).toBeGreaterThan(0.2);
});

it('Benjamini and Hochberg: the worked example of their paper finds four', () => {
  const p = Float64Array.of(
    ...[0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344],
    ...[0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1],
  );
  const q = benjaminiHochberg(p);
  expect(q.filter((value) => value <= 0.05)).toHaveLength(4);
  expect(q[3]).toBeCloseTo((0.0095 * 15) / 4, 12);
  // Rows that were not tested count for nothing.
  expect([...benjaminiHochberg(Float64Array.of(Number.NaN, 0.03, Number.NaN, 0.04))]).toEqual([
    Number.NaN,
    0.04,
    Number.NaN,
    0.04,
  ]);
});

it('Holm: each p by as many as are not smaller, never below one before it', () => {
  const adjusted = holm([0.04, 0.001, 0.03, 0.02]);
  for (const [i, q] of [0.06, 0.004, 0.06, 0.06].entries()) expect(adjusted[i]).toBeCloseTo(q, 12);
  expect(holm([])).toEqual([]);
  expect(holm([0.7, 0.9])).toEqual([1, 1]);
});

describe('sampling variance', () => {
  it('of CPU time comes from the count of samples beside it', () => {
    const types = [
      { type: 'samples', unit: 'count' },
      { type: 'cpu', unit: 'nanoseconds' },
    ];
    const profile = textProfile('main main\na b\n4 1\n40 20', types);
    expect([...samplingVariance(profile, 1)]).toEqual([400, 400]);
    expect([...samplingVariance(profile, 0)]).toEqual([4, 1]);
  });

  it('without counts comes from the period, and without a period from the smallest value', () => {
    const types = [{ type: 'wall', unit: 'nanoseconds' }];
    const withPeriod = textProfile('main main\na b\n40 20', types, { periodType: types[0]!, period: 10n });
    expect([...samplingVariance(withPeriod, 0)]).toEqual([400, 200]);
    expect([...samplingVariance(textProfile('main main\na b\n40 20', types), 0)]).toEqual([800, 400]);
  });

  const heapTypes = [
    { type: 'alloc_objects', unit: 'count' },
    { type: 'alloc_space', unit: 'bytes' },
  ];
  const space = { periodType: { type: 'space', unit: 'bytes' }, period: 524288n };

  it('of a heap profile is that of unsampling: small objects are guessed, large ones seen', () => {
    const profile = textProfile('main main\nsmall large\n10000 10\n160000 104857600', heapTypes, space);
    const [small, large] = samplingVariance(profile, 1);
    const p = -Math.expm1(-16 / 524288);
    expect(small! / ((10000 * 16 * 16 * (1 - p)) / p)).toBeCloseTo(1, 10);
    expect(Math.sqrt(large!)).toBeLessThan(104857600 * 1e-3);
  });

  it('of what was allocated inside a window is of the samples inside it alone', () => {
    const start = textProfile('main\nsmall\n10000\n160000', heapTypes, space);
    const end = textProfile('main\nsmall\n12000\n192000', heapTypes, space);
    const inside = samplingVariance(subtractAllocations(end, start), 1).reduce((sum, each) => sum + each, 0);
    const alone = samplingVariance(textProfile('main\nsmall\n2000\n32000', heapTypes, space), 1)[0]!;
    expect(inside / alone).toBeCloseTo(1, 8);
  });
});

it('trees are matched by the names on the way from the root', () => {
  const tree = (text: string) => buildTree([{ profile: textProfile(text), sampleIndex: 0 }]);
  const from = tree('main main main\na b gone\nc a .\n1 2 3');
  const to = tree('main main main\nb b a\na c c\n5 1 1');
  const { nodes, frames } = atOnce(matchTrees(from, to));
  const path = (t: typeof to, node: number): string =>
    node <= 0 ? '' : `${path(t, t.parent[node]!)}/${t.frames.name[t.frame[node]!]}`;
  from.parent.forEach((_, node) => {
    if (path(from, node) === '/main/gone') expect(nodes[node]).toBe(-1);
    else expect(path(to, nodes[node]!)).toBe(path(from, node));
  });
  expect(frames[from.frames.name.indexOf('gone')]).toBe(-1);
});

describe('rounds pooled', () => {
  const heap = (bytes: number) =>
    textProfile(`main\na\n${bytes}\n${bytes}`, [
      { type: 'alloc_space', unit: 'bytes' },
      { type: 'inuse_space', unit: 'bytes' },
    ]);
  const pool = (values: readonly number[]) => poolProfiles(values.map(heap));

  it('add up what accumulates and average what stood at a moment', () => {
    expect(pool([10, 20, 60]).samples.values.map((column) => [...column])).toEqual([[90], [30]]);
  });

  it.each([
    [0, 'absolute', 90, 33],
    [1, 'absolute', 30, 11],
    [0, 'equal-totals', 90, 90],
    [1, 'equal-totals', 30, 30],
  ] as const)(
    'column %i, %s: what is judged is what the tree shows',
    async (sampleIndex, normalisation, a, b) => {
      const sides = [
        [10, 20, 60],
        [10, 11, 12],
      ].map((values) => values.map((value) => ({ profile: heap(value), sampleIndex })));
      const tree = buildTree([
        { profile: pool([10, 20, 60]), sampleIndex },
        { profile: pool([10, 11, 12]), sampleIndex },
      ]);
      const { nodes } = atOnce(
        compareRounds({
          tree,
          before: sides[0]!,
          after: sides[1]!,
          normalisation,
          requests: null,
          paired: true,
        }),
      );
      expect(nodes.total.before[0]).toBeCloseTo(a, 9);
      expect(nodes.total.after[0]).toBeCloseTo(b, 9);
      if (normalisation === 'equal-totals') expect(nodes.total.changed[0]).toBe(0);
    },
  );
});
