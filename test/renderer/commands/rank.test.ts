import { describe, expect, it } from 'vitest';
import { rank, ranked } from '../../../renderer/commands/rank';

describe('what is found by typing', () => {
  const all = [
    'Split the pane to the right',
    'Reset the layout',
    'main.hashAll',
    'crypto/sha256.block',
    'Open files…',
  ];
  const found = (query: string) => ranked(query, all, (text) => text, 10);

  it('has all parts of the query, in any order', () => {
    expect(found('right split')).toEqual(['Split the pane to the right']);
    expect(found('split nothing')).toEqual([]);
  });

  it('begins with what begins a word', () => {
    expect(rank('hash', 'main.hashAll')).toBeGreaterThan(rank('ash', 'main.hashAll'));
    expect(ranked('open', ['reopen', 'Open files…'], (text) => text, 2)).toEqual(['Open files…', 'reopen']);
  });

  it('is everything, in its order, where nothing is asked', () => {
    expect(found('  ')).toEqual(all);
    expect(ranked('', all, (text) => text, 2)).toHaveLength(2);
  });

  it('prefers the shorter of two that match alike', () => {
    expect(ranked('main', ['main.hashAllTheThings', 'main.go'], (text) => text, 2)[0]).toBe('main.go');
  });
});
