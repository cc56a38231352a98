import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseGoLabels } from '../../../engine/legacy/go-labels';
import { goUnquote } from '../../../engine/legacy/go-quote';

it.each([
  ['"plain"', 'plain'],
  ['"tab\\t quote\\" slash\\\\"', 'tab\t quote" slash\\'],
  ['"\\x41\\u00e9\\U0001f525\\101"', 'Aé🔥A'],
  ['"\\xf0\\x9f\\x94\\xa5 and \\xff"', '🔥 and \uFFFD'],
  ['""', ''],
])('reads %s', (literal, expected) => {
  expect(goUnquote(literal, 0)).toEqual({ text: expected, end: literal.length });
});

it.each(['"no end', '"\\q"', '"\\x4"', 'none', '"\\U00200000"', '"\\'])('refuses %s', (literal) => {
  expect(goUnquote(literal, 0)).toBe(null);
});

it('reads label sets', () => {
  expect(parseGoLabels('{"a":"1", "b": "2"} rest', 0)).toEqual({
    labels: [
      { key: 'a', text: '1' },
      { key: 'b', text: '2' },
    ],
    end: 19,
  });
  expect(parseGoLabels('{}', 0)).toEqual({ labels: [], end: 2 });
  for (const broken of ['{"a"}', '{"a":"b",}', '{"a":"b"', '"a"'])
    expect(parseGoLabels(broken, 0)).toBe(null);
});

it('reads back what is quoted as JSON, which Go quotes alike', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const literal = JSON.stringify(text);
      expect(goUnquote(literal, 0)?.text).toBe(text);
    }),
  );
});
