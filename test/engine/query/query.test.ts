import { describe, expect, it } from 'vitest';
import { buildTree } from '../../../engine/analysis/tree';
import { applyQuery, emptyQuery, type Query } from '../../../engine/query/query';
import { atOnce } from '../../../engine/work/work';
import { formatTree, textProfile } from '../../helpers/text-profile';

const profile = textProfile(`
  main  main  main
  work  work  rest
  hash  io    .
  30    20    10`);

function treeOf(query: Partial<Query>): string[] {
  const { profile: left } = atOnce(applyQuery(profile, { ...emptyQuery, ...query }));
  return formatTree(buildTree([{ profile: left, sampleIndex: 0 }]));
}

describe('a query', () => {
  it('that is empty leaves everything', () => {
    expect(treeOf({})).toHaveLength(5);
  });

  it('focuses, ignores and hides by pattern', () => {
    expect(treeOf({ focus: 'work', ignore: 'io', hide: 'hash' })).toEqual(['main 30', '  work 30 self 30']);
  });

  it('cuts callers off above the first match, and callees below one', () => {
    expect(treeOf({ showFrom: 'work', pruneFrom: 'work' })).toEqual(['work 50 self 50']);
  });

  it('says which of its patterns found nothing', () => {
    expect(atOnce(applyQuery(profile, { ...emptyQuery, hide: 'nowhere', focus: 'main' })).unmatched).toEqual([
      'hide',
    ]);
  });

  it('refuses what is no regular expression', () => {
    expect(() => treeOf({ focus: '(' })).toThrow('bad-argument');
  });
});
