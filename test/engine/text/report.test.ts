import { expect, test } from 'vitest';
import { diffTable } from '../../../engine/analysis/diff';
import { normalise } from '../../../engine/analysis/normalise';
import { topTable } from '../../../engine/analysis/top';
import { buildTree } from '../../../engine/analysis/tree';
import { diffText, topText } from '../../../engine/text/report';
import { profileOfText } from '../analysis/profile-of';

const top = (text: string) => topTable(profileOfText(text), 0);

test('a top table is aligned, in one unit, with a running sum', () => {
  expect(topText(top('main read 1500000\nmain 500000\nidle 2000000'), 10)).toEqual([
    '      flat  flat%   sum%        cum   cum%',
    '    2000us 50.00% 50.00%     2000us 50.00%  idle',
    '    1500us 37.50% 87.50%     1500us 37.50%  read',
    '     500us 12.50%   100%     2000us 50.00%  main',
  ]);
});

test('a top table stops at the count asked for', () => {
  expect(topText(top('a 3\nb 2\nc 1'), 2)).toHaveLength(3);
  expect(topText(top(''), 5)).toHaveLength(1);
});

const comparison = buildTree(
  ['a 2000000\nold 500', 'a 1500000\nnew 1000'].map((text) => ({
    profile: profileOfText(text),
    sampleIndex: 0,
  })),
);

test('a table of differences has the unit on every number', () => {
  expect(diffText(diffTable(comparison), 10)).toEqual([
    '   before     after     delta    delta%  name',
    '      2ms    1.50ms    -500us   -25.00%  a',
    '        0       1us      +1us       new  new',
    '    500ns         0    -500ns      gone  old',
  ]);
});

test('figures per request say so', () => {
  const each = normalise(comparison, { kind: 'per-request', requests: [100, 100] });
  expect(diffText(diffTable(each), 1)[1]).toBe(' 20us/req  15us/req  -5us/req   -25.00%  a');
});
