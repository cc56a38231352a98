import { describe, expect, it } from 'vitest';
import { goRegExp } from '../../../engine/pprof/regexp';
import { patternScript } from '../../../engine/render/pattern-script';

const patternOf = new Function(`${patternScript}\nreturn patternOf;`)() as (text: string) => RegExp;
const part = (text: string): string | undefined => {
  try {
    patternOf(text);
    return undefined;
  } catch (error) {
    return (error as { part?: string }).part ?? 'broken';
  }
};

const names = [
  ...[
    'main.work',
    'MAIN.Work',
    'a[b]c',
    'runtime.(*mcache).refill',
    'interface{}',
    'std::vector<int>::at',
    'Q',
    'A',
  ],
  ...[
    'z',
    'a-b',
    'x{41}',
    'pL',
    '[:alpha:]',
    'alpha',
    'é',
    '',
    'main.func1',
    '(?i)',
    'a\u0007b',
    'a]b',
    'a\nb',
    '$1',
  ],
];

describe('a pattern typed into a written picture', () => {
  it.each([
    ...[
      'main',
      '(?i)main',
      '(?i:WORK)$',
      '^main\\.',
      '\\Amain',
      'work\\z',
      '\\Q(*mcache)\\E',
      '\\Qa[b',
      '(?P<first>ma)in',
    ],
    ...[
      '(?<first>ma)in',
      'a\\-b',
      'interface{}',
      'm.*k|z',
      '[[b]',
      '[]b]',
      '[^]a-z]',
      '\\x41',
      '\\[b\\]',
      'a(?i)B',
      '(?s)a.b',
    ],
    ...['(?im)^b', '\\a', '[\\]b]', '\\w+1$', '\\Q$1\\E', '\\Q-\\E', '(?ii)A', '[a\\-]b'],
  ])('finds with %s what the window finds', (pattern) => {
    const inWindow = goRegExp(`(?i)${pattern}`, '');
    const found = (test: (name: string) => boolean) => names.filter(test);
    expect(found((name) => patternOf(pattern).test(name))).toEqual(found((name) => inWindow.test(name)));
  });

  it('names the piece that a browser would take for something else', () => {
    expect(part('\\pL')).toBe('\\pL');
    expect(part('a\\p{Greek}b')).toBe('\\p{Greek}');
    expect(part('[[:alpha:]]')).toBe('[:alpha:]');
    expect(part('\\x{41}')).toBe('\\x{41}');
    expect(part('(?U)a')).toBe('(?U)');
    expect(part('a(?s)b')).toBe('(?s)');
    expect(part('(?-i)a')).toBe('(?-i)');
    expect(part('\\C')).toBe('\\C');
    expect(part('\\1')).toBe('\\1');
  });

  it.each(['(', '[a', '*', 'a)', '\\'])('that is broken, %s, is no piece that is unknown', (pattern) => {
    expect(part(pattern)).toBe('broken');
  });
});
