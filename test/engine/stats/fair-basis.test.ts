import { describe, expect, it } from 'vitest';
import { type BasisSide, fairBasis } from '../../../engine/stats/fair-basis';

const side = (over: Partial<BasisSide> = {}): BasisSide => ({
  requests: 0,
  duration: 0,
  captures: 1,
  ...over,
});

describe('the fair basis of a comparison', () => {
  it('is per request where the requests of both are known, whatever else differs', () => {
    const [before, after] = [
      side({ requests: 10, duration: 1 }),
      side({ requests: 40, duration: 9, captures: 3 }),
    ];
    expect(fairBasis('cpu', before, after)).toBe('per-request');
    expect(fairBasis('alloc_space', before, after)).toBe('per-request');
    expect(fairBasis('cpu', before, side({ duration: 1 }))).toBe('absolute');
  });

  it('is as measured for what stood at a moment: a leak would not be seen in shares', () => {
    for (const type of ['inuse_space', 'inuse_objects', 'goroutine', 'threadcreate', 'space/bytes']) {
      expect(fairBasis(type, side({ requests: 10 }), side({ requests: 40 }))).toBe('absolute');
      expect(fairBasis(type, side({ duration: 10 }), side({ duration: 90, captures: 3 }))).toBe('absolute');
    }
  });

  it.each([
    ['equal lengths', 10_000, 10_000, 'absolute'],
    ['lengths as a clock has them', 10_000, 10_300, 'absolute'],
    ['a longer one', 10_000, 30_000, 'equal-totals'],
    ['a length of one side only', 10_000, 0, 'equal-totals'],
  ] as const)('without requests goes by %s', (_, before, after, basis) => {
    expect(fairBasis('cpu', side({ duration: before }), side({ duration: after }))).toBe(basis);
    expect(fairBasis('cpu', side({ duration: after }), side({ duration: before }))).toBe(basis);
    // Three rounds of ten seconds are as much as one of thirty.
    const rounds = side({ duration: after, captures: 3 });
    expect(fairBasis('cpu', side({ duration: before }), rounds)).toBe(basis);
  });

  it('goes by the number of captures where no length is known', () => {
    expect(fairBasis('cpu', side(), side())).toBe('absolute');
    expect(fairBasis('cpu', side({ captures: 4 }), side({ captures: 4 }))).toBe('absolute');
    expect(fairBasis('cpu', side({ captures: 4 }), side({ captures: 3 }))).toBe('equal-totals');
  });
});
