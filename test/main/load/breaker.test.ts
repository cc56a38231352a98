import { describe, expect, it } from 'vitest';
import { Breaker } from '../../../main/load/breaker';
import { type ErrorCounts, noErrors } from '../../../proto/load';

const second = 1e6;

/** Judges once a tenth of a second for so long; `at` gives the totals after so many seconds. */
function judgeFor(
  seconds: number,
  at: (seconds: number) => { requests?: number; errors?: Partial<ErrorCounts>; opened?: number },
): { readonly reason: string; readonly afterSeconds: number } | null {
  const breaker = new Breaker(0);
  for (let tick = 1; tick <= seconds * 10; tick++) {
    const { requests = 0, errors = {}, opened = 10 } = at(tick / 10);
    const reason = breaker.judge({
      atUs: (tick * second) / 10,
      requests,
      opened,
      errors: { ...noErrors, ...errors },
    });
    if (reason !== null) return { reason, afterSeconds: tick / 10 };
  }
  return null;
}

describe('Breaker', () => {
  it('lets a healthy load run', () => {
    expect(judgeFor(60, (s) => ({ requests: 1000 * s }))).toBeNull();
  });

  it('stops after five seconds in which more than half failed', () => {
    const found = judgeFor(60, (s) => ({ requests: 40 * s, errors: { read: 60 * s } }));
    expect(found).toEqual({ reason: 'errors', afterSeconds: 5 });
  });

  it('bears half, short bad spells, and statuses', () => {
    expect(
      judgeFor(60, (s) => ({ requests: Math.round(50 * s), errors: { read: Math.round(50 * s) } })),
    ).toBeNull();
    expect(judgeFor(60, (s) => ({ requests: 100 * s, errors: { timeout: s > 10 ? 200 : 0 } }))).toBeNull();
    expect(judgeFor(60, (s) => ({ requests: 100 * s, errors: { status: 100 * s } }))).toBeNull();
    expect(judgeFor(60, () => ({ errors: { timeout: 9 } }))).toBeNull();
  });

  it('looks at the last five seconds, not at what was before', () => {
    const found = judgeFor(120, (s) => ({
      requests: 100 * Math.min(s, 60),
      errors: { closed: 100 * Math.max(0, s - 60) },
    }));
    expect(found?.reason).toBe('errors');
    expect(found?.afterSeconds).toBeGreaterThan(62);
    expect(found?.afterSeconds).toBeLessThanOrEqual(65);
  });

  it('stops soon where nothing can be connected to', () => {
    expect(judgeFor(60, (s) => ({ opened: 0, errors: { connect: 10 * s } }))).toEqual({
      reason: 'unreachable',
      afterSeconds: 2,
    });
  });
});
