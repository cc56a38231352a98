import { describe, expect, it } from 'vitest';
import { goRegExp } from '../../../engine/pprof/regexp';

const matches = (pattern: string, text: string) => goRegExp(pattern, 'focus').test(text);

describe('goRegExp', () => {
  it.each([
    ['main', 'runtime.main', true],
    ['^main$', 'runtime.main', false],
    ['line[X3]0', 'line3001', true],
    ['a.c', 'a\nc', false],
    ['(?s)a.c', 'a\nc', true],
    ['(?i)MALLOC', 'malloc', true],
    ['a(?i)b', 'aB', true],
    ['a(?i)b', 'AB', false],
    ['(?i:a)b', 'Ab', true],
    ['(?i:a)b', 'AB', false],
    ['(a(?i)b)c', 'aBC', false],
    ['(?i)[^a-c]', 'B', false],
    ['(?i)k', '\u212a', true],
    ['(?i-s:x)', 'X', true],
    ['(?m)^b$', 'a\nb\nc', true],
    ['^b$', 'a\nb\nc', false],
    ['\\Aa\\z', 'a', true],
    ['\\Qa.b\\E$', 'a.b', true],
    ['\\Qa.b', 'axb', false],
    ['[[:alpha:]]+\\d', 'ab1', true],
    ['^[[:^alpha:]]$', 'a', false],
    ['^[^[:^alpha:]]$', 'a', true],
    ['^[]a]+$', ']a', true],
    ['^[^]a]$', ']', false],
    ['^\\pL\\p{Lu}\\p{Greek}\\PL$', 'aBγ1', true],
    ['^[\\pL\\d]+$', 'é1', true],
    ['^\\p{^Greek}$', 'γ', false],
    ['\\s', '\u00a0', false],
    ['^[\\s-]$', '-', true],
    ['^\\x41\\x{1F600}\\101$', 'A\u{1F600}A', true],
    ['a{2,3}$', 'aaa', true],
    ['a{,2}', 'a{,2}', true],
    ['x{', 'x{', true],
    ['a}]', 'a}]', true],
    ['std::vector<int>', 'std::vector<int>', true],
    ['operator\\(\\)', 'operator()', true],
    ['(?P<name>a)(?<other>b)', 'ab', true],
    ['^*a', 'a', true],
    ['a||b', '', true],
    ['a*?b', 'aab', true],
    ['(?U)a+', 'a', true],
    ['\\/\\-\\:', '/-:', true],
    ['^.$', '\u{1F600}', true],
    ['[a\\-z]$', '-', true],
  ])('%s on %j is %s', (pattern, text, expected) => {
    expect(matches(pattern, text)).toBe(expected);
  });

  it.each([
    '(',
    ')',
    'a**',
    '*a',
    '[a',
    'a\\',
    '\\1',
    '(?=a)',
    '(?<!a)',
    '\\pX',
    '[b-a]',
    'a{2000}',
    '\\y',
    '(?',
    '\\Z',
    '[[:no:]]',
  ])('refuses %s', (pattern) => {
    expect(() => goRegExp(pattern, 'focus')).toThrow(
      expect.objectContaining({
        failure: expect.objectContaining({ code: 'bad-argument', subject: 'focus' }),
      }),
    );
  });
});
