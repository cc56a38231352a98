import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { goRegExp } from '../../../engine/pprof/regexp';
import type { PatternNode } from '../../../engine/pprof/regexp-node';
import { toJavaScript } from '../../../engine/pprof/regexp-node';
import { stateMachine } from '../../../engine/pprof/regexp-states';

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
    ['^\\Qab\\E+$', 'abbb', true],
    ['^\\Qab\\E+$', 'abab', false],
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

/** Patterns of two letters with everything a pattern can be made of. */
const nodes = fc.letrec<{ node: PatternNode }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<PatternNode>(
      { kind: 'character', javaScript: 'a' },
      { kind: 'character', javaScript: '[^a]' },
      { kind: 'assertion', what: 'start' },
      { kind: 'assertion', what: 'end' },
      { kind: 'assertion', what: 'line-start' },
      { kind: 'assertion', what: 'line-end' },
      { kind: 'assertion', what: 'word-edge' },
      { kind: 'assertion', what: 'no-word-edge' },
    ),
    fc.array(tie('node'), { maxLength: 3 }).map((parts): PatternNode => ({ kind: 'sequence', parts })),
    fc
      .array(tie('node'), { minLength: 1, maxLength: 3 })
      .map((parts): PatternNode => ({ kind: 'either', parts })),
    fc
      .tuple(tie('node'), fc.constantFrom([0, 1], [0, Number.POSITIVE_INFINITY], [1, 2], [2, 2]))
      .map(([inner, [low, high]]): PatternNode => ({ kind: 'repeat', inner, low: low!, high: high! })),
  ),
}));

describe('the machine that follows all ways at once', () => {
  it('finds what backtracking finds', () => {
    fc.assert(
      fc.property(
        nodes.node,
        fc.string({ unit: fc.constantFrom('a', 'b', '\n', 'é'), maxLength: 6 }),
        (node, text) => {
          expect(stateMachine(node).test(text)).toBe(new RegExp(toJavaScript(node), 'u').test(text));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['(a+)+$', `${'a'.repeat(5000)}b`],
    ['^(a|a)*$', `${'a'.repeat(5000)}b`],
    ['^(a?){30}a{30}$', 'a'.repeat(29)],
    ['.*.*.*.*=', 'a'.repeat(5000)],
    ['(x+x+)+y', 'x'.repeat(5000)],
  ])('%s ends soon on a text made to hold it up', (pattern, text) => {
    expect(matches(pattern, text)).toBe(false);
    expect(matches(`(${pattern})|b|a|x`, text)).toBe(true);
  });

  it('refuses patterns whose repetitions multiply', () => {
    expect(() => goRegExp('((a{100}){100}){100}', 'focus')).toThrow('bad-argument');
    expect(() => goRegExp(`${'('.repeat(2000)}a${')'.repeat(2000)}`, 'focus')).toThrow('bad-argument');
  });
});
