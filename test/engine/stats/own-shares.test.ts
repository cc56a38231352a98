import { describe, expect, it } from 'vitest';
import { buildTree } from '../../../engine/analysis/tree';
import { compareFrames } from '../../../engine/stats/compare-rounds';
import { ownChanges, shareOfRest } from '../../../engine/stats/own-shares';
import type { Judged } from '../../../engine/stats/types';
import { atOnce } from '../../../engine/work/work';
import { type Behaviour, seeded, simulate, simulatedStacks } from '../../helpers/simulated-service';

/** Rows that all changed: before, after, and how far to either side the change may be another. */
function judged(...rows: (readonly [before: number, after: number, half: number, p: number])[]): Judged {
  const column = (of: (row: (typeof rows)[number]) => number) => Float64Array.from(rows, of);
  return {
    length: rows.length,
    before: column(([before]) => before),
    after: column(([, after]) => after),
    delta: column(([before, after]) => after - before),
    ciLow: column(([before, after, half]) => after - before - half),
    ciHigh: column(([before, after, half]) => after - before + half),
    p: column(([, , , p]) => p),
    q: column(([, , , p]) => p),
    changed: new Uint8Array(rows.length).fill(1),
  };
}

describe('shares that moved', () => {
  it('for the sake of one that grew are no changes of their own', () => {
    // One takes 30 instead of 20 of 100: what remains is 70 instead of 80, and the others are seven eighths of what they were.
    const flat = judged([40, 35, 2, 0.01], [20, 30, 1, 1e-6], [40, 35, 1, 1e-3]);
    const rest = shareOfRest(flat, 100);
    expect(rest).toBeCloseTo(70 / 80, 12);
    expect([...ownChanges(flat, rest).changed]).toEqual([0, 1, 0]);
  });

  it('further than that did change, and so did those that held against it', () => {
    const flat = judged([20, 30, 1, 1e-6], [40, 25, 3, 1e-4], [20, 24, 1, 1e-3], [20, 21, 2, 0.04]);
    const rest = shareOfRest(flat, 100);
    expect([...ownChanges(flat, rest).changed]).toEqual([1, 1, 1, 0]);
  });

  it('are as they were where nothing or all of the whole changed', () => {
    expect(shareOfRest(judged(), 100)).toBe(1);
    expect(shareOfRest(judged([100, 100, 0, 0]), 100)).toBe(1);
    const fresh = judged([0, 5, 1, 1e-6]);
    expect([...ownChanges(fresh, shareOfRest(fresh, 100)).changed]).toEqual([1]);
  });
});

describe('on a machine whose speed swings', () => {
  it('one function that got slower is found, and hardly another is said to have got faster', () => {
    const name = simulatedStacks[0]!.names.at(-1)!;
    const random = seeded(6);
    const swinging: Behaviour = { samples: 6000, together: 0.3, alone: 0.01 };
    const rounds = (behaviour: Behaviour) => Array.from({ length: 8 }, () => simulate(behaviour, random));
    let found = 0;
    let others = 0;
    let judgedPairs = 0;
    for (let pair = 0; pair < 25; pair++) {
      const [before, after] = [rounds(swinging), rounds({ ...swinging, slower: { name, by: 1.5 } })];
      const side = (captures: typeof before) => captures.map(({ profile }) => ({ profile, sampleIndex: 1 }));
      const ran = (captures: typeof before) => captures.map(({ requests }) => requests);
      const { frames } = buildTree([...side(before), ...side(after)]);
      const { shares } = atOnce(
        compareFrames(frames, {
          before: side(before),
          after: side(after),
          normalisation: 'per-request',
          requests: { before: ran(before), after: ran(after) },
          paired: true,
        }),
      );
      if (shares === null) continue;
      judgedPairs++;
      const { changed } = shares.flat;
      found += changed[frames.name.indexOf(name)]!;
      others += changed.reduce((sum, one) => sum + one, 0) - changed[frames.name.indexOf(name)]!;
    }
    expect(judgedPairs).toBeGreaterThan(15);
    expect(found).toBe(judgedPairs);
    // Without regard to what the slow one takes from them, it was about eight of thirty.
    expect(others / judgedPairs).toBeLessThan(1.5);
  });
});
