import { describe, expect, it } from 'vitest';
import { normalise } from '../../../engine/analysis/normalise';
import { buildTree } from '../../../engine/analysis/tree';
import { compareRounds } from '../../../engine/stats/compare-rounds';
import { gate } from '../../../engine/stats/gate';
import { poolProfiles } from '../../../engine/stats/pool';
import { frameSureness, isChanged } from '../../../engine/stats/sureness';
import type { Judged, Significance } from '../../../engine/stats/types';
import { atOnce } from '../../../engine/work/work';
import { type Behaviour, seeded, simulate, simulatedStacks } from '../../helpers/simulated-service';

type Simulated = ReturnType<typeof simulate>;

async function compare(
  before: readonly Simulated[],
  after: readonly Simulated[],
  paired = true,
  normalisation: 'per-request' | 'equal-totals' = 'per-request',
) {
  const side = (captures: readonly Simulated[]) =>
    captures.map(({ profile }) => ({ profile, sampleIndex: 1 }));
  const ran = (captures: readonly Simulated[]) => captures.map(({ requests }) => requests);
  const requests = { before: ran(before), after: ran(after) };
  const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0);
  const pooled = [before, after].map((captures) => ({
    profile: poolProfiles(captures.map(({ profile }) => profile)),
    sampleIndex: 1,
  }));
  const both: [number, number] = [sum(requests.before), sum(requests.after)];
  const how =
    normalisation === 'per-request' ? { kind: normalisation, requests: both } : { kind: normalisation };
  const tree = normalise(buildTree(pooled), how);
  const significance = atOnce(
    compareRounds({
      tree,
      before: side(before),
      after: side(after),
      normalisation,
      requests,
      paired,
    }),
  );
  return { tree, significance };
}

function rounds(behaviour: Behaviour, count: number, random: () => number) {
  return Array.from({ length: count }, () => simulate(behaviour, random));
}

const tested = ({ p }: Judged) => p.filter((value) => !Number.isNaN(value)).length;
const changed = ({ changed }: Judged) => changed.reduce((sum, one) => sum + one, 0);
const families = ({ frames, nodes }: Significance) => [frames.flat, frames.cum, nodes.self, nodes.total];

describe('where nothing changed', () => {
  const quiet: Behaviour = { samples: 800, together: 0, alone: 0 };
  const noisy: Behaviour = { samples: 800, together: 0.05, alone: 0.05 };
  const uneven: Behaviour = { samples: 3000, together: 0.02, alone: 0.1 };
  const fickle: Behaviour = { samples: 3000, together: 0.02, alone: 0.03, fickle: 0.6 };
  it.each([
    ['quiet', 3, true, quiet],
    ['quiet', 5, true, quiet],
    ['noisy', 3, true, noisy],
    ['noisy', 5, true, noisy],
    ['noisy', 5, false, noisy],
    ['noisy', 10, false, noisy],
    ['uneven', 4, true, uneven],
    ['fickle', 3, true, fickle],
    ['fickle', 6, true, fickle],
    ['uneven', 6, false, uneven],
  ] as const)(
    '%s, %i rounds, paired %s: few rows are called changed, and p means what it says',
    async (...row) => {
      const [, count, paired, behaviour] = row;
      const random = seeded(7);
      const calledChanged = [0, 0, 0, 0];
      const belowP = [0, 0, 0, 0];
      const all = [0, 0, 0, 0];
      for (let pair = 0; pair < 60; pair++) {
        const [before, after] = [rounds(behaviour, count, random), rounds(behaviour, count, random)];
        const { significance } = await compare(before, after, paired);
        families(significance).forEach((family, i) => {
          calledChanged[i]! += changed(family);
          belowP[i]! += family.p.filter((p) => p < 0.05).length;
          all[i]! += tested(family);
        });
      }
      for (let i = 0; i < 4; i++) {
        expect(all[i]!).toBeGreaterThan(60 * 20);
        expect(calledChanged[i]! / all[i]!).toBeLessThanOrEqual(0.01);
        expect(belowP[i]! / all[i]!).toBeGreaterThan(0.02);
        expect(belowP[i]! / all[i]!).toBeLessThan(0.06);
      }
    },
  );

  it.each([
    ['quiet', quiet],
    ['noisy', noisy],
  ] as const)(
    '%s, as shares of equal totals: p means what it says, and the whole has not changed',
    async (...row) => {
      const random = seeded(17);
      let below = 0;
      let all = 0;
      for (let pair = 0; pair < 60; pair++) {
        const [before, after] = [rounds(row[1], 5, random), rounds(row[1], 5, random)];
        const { tree, significance } = await compare(before, after, true, 'equal-totals');
        const { flat, cum } = significance.frames;
        below += flat.p.filter((p) => p < 0.05).length;
        all += tested(flat);
        expect(changed(flat) + changed(cum)).toBeLessThanOrEqual(3);
        expect(cum.changed[tree.frames.name.indexOf('main')]).toBe(0);
      }
      expect(below / all).toBeGreaterThan(0.02);
      expect(below / all).toBeLessThan(0.06);
    },
  );

  it('a machine that slows down from round to round hides nothing, as its pairs slow together', async () => {
    const random = seeded(21);
    const name = simulatedStacks[0]!.names.at(-1)!;
    const quietly: Behaviour = { samples: 20_000, together: 0.01, alone: 0.01 };
    const slowing = (after: boolean) =>
      Array.from({ length: 8 }, (_, round) => {
        const samples = 20_000 * 1.08 ** round;
        return simulate({ ...quietly, samples, ...(after ? { slower: { name, by: 1.1 } } : {}) }, random);
      });
    let inPairs = 0;
    let apart = 0;
    let wrong = 0;
    for (let pair = 0; pair < 20; pair++) {
      const [before, after, again] = [slowing(false), slowing(true), slowing(false)];
      const found = ({ tree, significance }: Awaited<ReturnType<typeof compare>>) =>
        significance.frames.flat.changed[tree.frames.name.indexOf(name)]!;
      inPairs += found(await compare(before, after, true));
      apart += found(await compare(before, after, false));
      wrong += changed((await compare(before, again, true)).significance.frames.flat);
    }
    expect(inPairs).toBeGreaterThanOrEqual(19);
    expect(apart).toBeLessThan(10);
    expect(wrong / (20 * 29)).toBeLessThan(0.05);
  });

  it('intervals of 19 in 20 rows hold the difference there is, which is none', async () => {
    const random = seeded(3);
    let inside = 0;
    let all = 0;
    for (let pair = 0; pair < 60; pair++) {
      const { significance } = await compare(rounds(noisy, 5, random), rounds(noisy, 5, random));
      const { p, ciLow, ciHigh } = significance.frames.flat;
      p.forEach((value, row) => {
        if (Number.isNaN(value)) return;
        all++;
        if (ciLow[row]! <= 0 && ciHigh[row]! >= 0) inside++;
      });
    }
    expect(inside / all).toBeGreaterThan(0.94);
    expect(inside / all).toBeLessThan(0.98);
  });
});

describe('a tenth more in one function', () => {
  it.each([
    [5, 0.02, 0.01],
    [10, 0.03, 0.02],
  ])('is found in 19 of 20, %i rounds, noise %f together and %f alone', async (count, together, alone) => {
    const random = seeded(11);
    const name = simulatedStacks[0]!.names.at(-1)!;
    const before: Behaviour = { samples: 20_000, together, alone };
    let found = 0;
    let wrong = 0;
    let others = 0;
    for (let pair = 0; pair < 20; pair++) {
      const after = { ...before, slower: { name, by: 1.1 } };
      const { tree, significance } = await compare(
        rounds(before, count, random),
        rounds(after, count, random),
      );
      const { flat } = significance.frames;
      const row = tree.frames.name.indexOf(name);
      found += flat.changed[row]!;
      expect(flat.delta[row]! / flat.before[row]!).toBeCloseTo(0.1, 0.5);
      wrong += changed(flat) - flat.changed[row]!;
      others += tested(flat) - 1;
    }
    expect(found).toBeGreaterThanOrEqual(19);
    expect(wrong / others).toBeLessThan(0.05);
  });
});

describe('on a machine whose own speed swings by a tenth from round to round', () => {
  const swinging: Behaviour = { samples: 2000, together: 0.1, alone: 0.005 };
  const name = simulatedStacks[0]!.names.at(-1)!;
  const count = 24;

  it('a tenth more in one function is found by its share, where values hardly show it', async () => {
    const random = seeded(51);
    let byValue = 0;
    let bySureness = 0;
    for (let pair = 0; pair < 20; pair++) {
      const after = { ...swinging, slower: { name, by: 1.1 } };
      const { tree, significance } = await compare(
        rounds(swinging, count, random),
        rounds(after, count, random),
      );
      const row = tree.frames.name.indexOf(name);
      byValue += significance.frames.flat.changed[row]!;
      if (['change', 'share'].includes(frameSureness(significance, 'flat', row))) bySureness++;
      if (significance.shares === null) expect(significance.whole.changed[0]).toBe(1);
    }
    expect(byValue).toBeLessThan(15);
    expect(bySureness).toBeGreaterThanOrEqual(19);
  });

  it('hardly a row is called changed where nothing changed, by value or by share', async () => {
    const random = seeded(52);
    let called = 0;
    let all = 0;
    for (let pair = 0; pair < 40; pair++) {
      const { significance } = await compare(rounds(swinging, 8, random), rounds(swinging, 8, random));
      for (const measure of ['flat', 'cum'] as const) {
        const { p } = significance.frames[measure];
        called += Array.from(p.keys()).filter((row) => isChanged(significance, measure, row)).length;
        all += tested(significance.frames[measure]);
      }
    }
    expect(all).toBeGreaterThan(40 * 30);
    expect(called / all).toBeLessThanOrEqual(0.02);
  });
});

describe('a function that fell to a tenth', () => {
  const name = simulatedStacks[0]!.names.at(-1)!;
  /** Rounds of which each is by so much slower than a quiet one. */
  const bursts = (slowness: readonly number[], by: number, random: () => number) =>
    slowness.map((slow) =>
      simulate({ samples: 3000 * slow, together: 0.02, alone: 0.02, slower: { name, by } }, random),
    );

  it('is found with three rounds on a machine that was twice as slow in one of them', async () => {
    const random = seeded(31);
    let found = 0;
    let others = 0;
    let wrong = 0;
    for (let pair = 0; pair < 20; pair++) {
      const slowness = [1, 2.2, 0.9];
      const { tree, significance } = await compare(
        bursts(slowness, 1, random),
        bursts(slowness, 0.1, random),
      );
      const { flat } = significance.frames;
      const row = tree.frames.name.indexOf(name);
      found += flat.changed[row]!;
      wrong += changed(flat) - flat.changed[row]!;
      others += tested(flat) - 1;
    }
    expect(found).toBeGreaterThanOrEqual(19);
    expect(wrong / others).toBeLessThan(0.05);
  });

  it('has an interval that holds nine tenths, and never more than all', async () => {
    const random = seeded(32);
    let inside = 0;
    for (let pair = 0; pair < 100; pair++) {
      const { tree, significance } = await compare(
        bursts([1, 1.3, 0.8, 1], 1, random),
        bursts([1.1, 0.9, 1.2, 1], 0.1, random),
      );
      const { before, ciLow, ciHigh } = significance.frames.flat;
      const row = tree.frames.name.indexOf(name);
      const [low, high] = [ciLow[row]! / before[row]!, ciHigh[row]! / before[row]!];
      expect(low).toBeGreaterThan(-1);
      if (low <= -0.9 && high >= -0.9) inside++;
    }
    expect(inside).toBeGreaterThanOrEqual(90);
  });
});

describe('a gate of five per cent', () => {
  const calm: Behaviour = { samples: 6000, together: 0.02, alone: 0.02 };
  const name = simulatedStacks[0]!.names.at(-1)!;
  const stops = async (before: Behaviour, after: Behaviour, random: () => number) => {
    let stopped = 0;
    for (let pair = 0; pair < 60; pair++) {
      const { tree, significance } = await compare(rounds(before, 3, random), rounds(after, 3, random));
      if (gate(significance, tree.frames, 0.05).verdict === 'regressed') stopped++;
    }
    return stopped;
  };

  it('stops hardly a build that did not change, nor one of which much became cheaper', async () => {
    const random = seeded(41);
    const cheaper = { ...calm, slower: { name, by: 0.2 } };
    expect(await stops(calm, calm, random)).toBeLessThanOrEqual(3);
    expect(await stops(calm, cheaper, random)).toBeLessThanOrEqual(3);
  });

  it('stops one of which a function costs half as much again', async () => {
    const dearer = { ...calm, slower: { name, by: 1.5 } };
    expect(await stops(calm, dearer, seeded(42))).toBeGreaterThanOrEqual(57);
  });
});

describe('the answer', () => {
  const behaviour: Behaviour = { samples: 800, together: 0.02, alone: 0.02 };

  it('speaks of the very numbers of the tree, row by row', async () => {
    const random = seeded(5);
    const { tree, significance } = await compare(
      rounds(behaviour, 4, random),
      rounds(behaviour, 3, random),
      false,
    );
    const { self, total } = significance.nodes;
    for (const side of [0, 1] as const) {
      for (const [judged, column] of [
        [self, tree.self[side]!],
        [total, tree.total[side]!],
      ] as const) {
        const values = side === 0 ? judged.before : judged.after;
        expect(values).toHaveLength(tree.length);
        for (let node = 0; node < tree.length; node++) expect(values[node]!).toBeCloseTo(column[node]!, 6);
      }
    }
    const { flat, cum } = significance.frames;
    expect(flat).toHaveLength(tree.frames.length);
    expect(cum.before[tree.frames.name.indexOf('main')]!).toBeCloseTo(tree.total[0]![0]!, 6);
    expect(significance).toMatchObject({ noise: 'rounds', rounds: [4, 3], paired: false });
  });

  it('of a single pair knows sampling error alone, and says so', async () => {
    const random = seeded(6);
    let low = 0;
    let all = 0;
    for (let pair = 0; pair < 100; pair++) {
      const calm = { samples: 2000, together: 0, alone: 0 };
      const { significance } = await compare(rounds(calm, 1, random), rounds(calm, 1, random));
      expect(significance.noise).toBe('sampling');
      low += significance.frames.flat.p.filter((p) => p < 0.05).length;
      all += tested(significance.frames.flat);
    }
    expect(low / all).toBeGreaterThan(0.04);
    expect(low / all).toBeLessThan(0.06);
  });

  it('has shares beside values, where rounds tell noise, values are no shares already and the whole did not change', async () => {
    const random = seeded(12);
    const pair = [rounds(behaviour, 4, random), rounds(behaviour, 4, random)] as const;
    const [perRequest, asShares] = [await compare(...pair), await compare(...pair, true, 'equal-totals')].map(
      ({ significance }) => significance,
    );
    expect(perRequest!.shares).toEqual(asShares!.frames);
    expect(asShares!.shares).toBeNull();
    const single = await compare(rounds(behaviour, 1, random), rounds(behaviour, 1, random));
    expect(single.significance.shares).toBeNull();
  });

  it('has no shares where the whole changed for sure, and they all with it', async () => {
    const random = seeded(13);
    const name = simulatedStacks[0]!.names.at(-1)!;
    const twice = { ...behaviour, slower: { name, by: 3 } };
    const { significance } = await compare(rounds(behaviour, 4, random), rounds(twice, 4, random));
    expect(significance.whole.changed[0]).toBe(1);
    expect(significance.shares).toBeNull();
  });

  it('does not judge what has hardly any samples', async () => {
    const random = seeded(8);
    const thin = { ...behaviour, samples: 30 };
    const { significance } = await compare(rounds(thin, 3, random), rounds(thin, 3, random));
    const { p, q, ciLow, changed, before, after } = significance.frames.flat;
    const few = Int32Array.from(p.keys()).filter(
      (row) => before[row]! + after[row]! > 0 && Number.isNaN(p[row]!),
    );
    expect(few.length).toBeGreaterThan(5);
    for (const row of few) expect([q[row], ciLow[row], changed[row]]).toEqual([Number.NaN, Number.NaN, 0]);
  });

  it('is refused per request where requests are not known', async () => {
    const random = seeded(9);
    const captures = rounds(behaviour, 2, random).map((capture) => ({ ...capture, requests: 0 }));
    await expect(compare(captures, captures)).rejects.toMatchObject({ failure: { code: 'bad-argument' } });
  });
});
