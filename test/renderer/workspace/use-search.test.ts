import { expect, test } from 'vitest';
import { brokenWords } from '../../../renderer/workspace/use-search';

test('what is typed on the way to a regular expression is told by what it lacks', () => {
  expect(brokenWords('(')).toBe('Not a regular expression yet: a ( without its ).');
  expect(brokenWords('[a')).toBe('Not a regular expression yet: a [ without its ].');
  expect(brokenWords('(a)')).toBeNull();
  expect(brokenWords('(?i)a')).toBeNull();
});
