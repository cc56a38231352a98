import { describe, expect, it } from 'vitest';
import { inCommonUnit } from '../../../engine/analysis/common-unit';
import { diffTable } from '../../../engine/analysis/diff';
import { buildTree } from '../../../engine/analysis/tree';
import { profileOfText } from './profile-of';

const side = (text: string, unit: string) => ({ profile: profileOfText(text, { unit }), sampleIndex: 0 });

describe('sides in one unit', () => {
  it('are in the finest of theirs, their period with them', () => {
    const coarse = side('a 3', 'milliseconds');
    const period = { ...coarse.profile, periodType: { type: 'cpu', unit: 'milliseconds' }, period: 10n };
    const [before, after] = inCommonUnit([
      { ...coarse, profile: period },
      side('a 5', 'microseconds'),
    ] as const);
    expect([before.profile.sampleTypes[0], before.profile.periodType]).toEqual([
      { type: 'cpu', unit: 'microseconds' },
      { type: 'cpu', unit: 'microseconds' },
    ]);
    expect([...before.profile.samples.values[0]!, before.profile.period]).toEqual([3000, 10_000n]);
    expect([...after.profile.samples.values[0]!]).toEqual([5]);
  });

  it('are as they were where they are alike, or nothing leads from one unit to the other', () => {
    for (const units of [
      ['ns', 'ns'],
      ['bytes', 'ns'],
      ['count', 'bytes'],
      ['', 'ns'],
    ]) {
      const given = units.map((unit) => side('a 1', unit));
      expect(inCommonUnit(given)).toEqual(given);
      expect(inCommonUnit(given)[0]).toBe(given[0]);
    }
  });

  it('compare as if they had been measured so', () => {
    const sides = inCommonUnit([side('main work 30', 'ms'), side('main work 20000000', 'nanoseconds')]);
    const diff = diffTable(buildTree(sides));
    expect([diff.unit, diff.totalBefore, diff.totalAfter]).toEqual(['nanoseconds', 30e6, 20e6]);
  });
});
