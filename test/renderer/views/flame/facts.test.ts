import { describe, expect, it } from 'vitest';
import { buildTree } from '../../../../engine/analysis/tree';
import { atOnce } from '../../../../engine/work/work';
import { packFlame } from '../../../../engine/worker/flame-data';
import type { Side } from '../../../../renderer/views/contract';
import { nodeFacts, sentenceOf } from '../../../../renderer/views/flame/facts';
import { frameText } from '../../../../renderer/views/frame-text';
import { textProfile } from '../../../helpers/text-profile';

const nanoseconds = [{ type: 'cpu', unit: 'nanoseconds' }];
const before = textProfile(
  `
  main      main
  work      rest
  300000000 100000000`,
  nanoseconds,
);
const after = textProfile(
  `
  main      main
  work      fresh
  150000000 50000000`,
  nanoseconds,
);

function facts(profiles: (typeof before)[], totals: number[], requests: number, name: string) {
  const profileSides = profiles.map((profile) => ({ profile, sampleIndex: 0 }));
  const tree = buildTree(profileSides);
  const { value: data } = atOnce(packFlame(1, { tree, sides: profileSides, factors: [] }));
  const text = frameText(data.frames);
  const sides: Side[] = totals.map((total) => ({
    title: '',
    origin: '',
    total,
    requests,
    perRequest: requests > 0 ? (value) => value / requests : null,
  }));
  const node = Array.from(data.frame).findIndex((f) => text.names[f] === name);
  return nodeFacts(data, text, sides, node);
}

describe('the facts of a node', () => {
  it('of a profile: value, share of all and of the caller', () => {
    expect(facts([before], [400e6], 0, 'work')).toEqual({
      name: 'work',
      file: 'work.go',
      columns: ['value', 'of all', 'of caller'],
      rows: [
        { label: 'Total', cells: ['300ms', '75.00%', '75.00%'] },
        { label: 'Self', cells: ['300ms', '75.00%', ''] },
      ],
    });
  });

  it('per request where requests are known', () => {
    const { columns, rows } = facts([before], [400e6], 1000, 'main');
    expect(columns.at(-1)).toBe('per request');
    expect(rows[0]!.cells.at(-1)).toBe('400us/req');
  });

  it('of a comparison: both sides, and the change of each kind', () => {
    const { rows } = facts([before, after], [400e6, 200e6], 0, 'work');
    expect(rows).toEqual([
      { label: 'Total', cells: ['300ms', '150ms', '-150ms', '-50.00%'] },
      { label: 'of all', cells: ['75.00%', '75.00%', '', ''] },
      { label: 'Self', cells: ['300ms', '150ms', '-150ms', '-50.00%'] },
    ]);
    expect(facts([before, after], [400e6, 200e6], 0, 'fresh').rows[0]!.cells).toEqual([
      '0',
      '50ms',
      '+50ms',
      'new',
    ]);
    expect(facts([before, after], [400e6, 200e6], 0, 'rest').rows[0]!.cells.at(-1)).toBe('gone');
  });

  it('are said as one sentence', () => {
    expect(sentenceOf(facts([before], [400e6], 0, 'work'))).toBe(
      'work. Total: value 300ms, of all 75.00%, of caller 75.00%. Self: value 300ms, of all 75.00%.',
    );
  });
});
