import { describe, expect, it } from 'vitest';
import { diffFolded } from '../../../engine/flamegraph/difffolded';

const before = 'a;b 10\na;c 5\nnone\nx 1.5\na;0xdead 3\na;b 4\n';
const after = 'a;b 7\na;d 9\na;0xbeEF 2\n';

function diff(first: string, second: string, options = {}) {
  const both = { normalise: false, stripHex: false, ...options };
  const { folded, ignored } = diffFolded(Buffer.from(first), Buffer.from(second), both);
  return { lines: Buffer.from(folded).toString().trimEnd().split('\n'), ignored };
}

describe('diffFolded', () => {
  it('joins the counts of both files', () => {
    expect(diff(before, after)).toEqual({
      lines: ['a;b 14 7', 'a;c 5 0', 'x 1.5 0', 'a;0xdead 3 0', 'a;d 0 9', 'a;0xbeEF 0 2'],
      ignored: 1,
    });
  });

  it('scales the first file to the total of the second, and cuts fractions off', () => {
    const { lines } = diff(before, after, { normalise: true });
    expect(lines).toEqual(['a;b 10 7', 'a;c 3 0', 'x 1 0', 'a;0xdead 2 0', 'a;d 0 9', 'a;0xbeEF 0 2']);
  });

  it('takes all addresses for one', () => {
    const { lines } = diff('a;0xdead;0x 3\n0x1;00x1g 1\n', 'a;0xBEEF;0x 2\n', { stripHex: true });
    expect(lines).toEqual(['a;0x...;0x 3 2', '0x...;00x...g 1 0']);
  });

  it('refuses to scale a file that counts nothing', () => {
    expect(() => diff('', after, { normalise: true })).toThrow('bad-argument');
    expect(diff('', '', { normalise: true }).lines).toEqual(['']);
  });
});
