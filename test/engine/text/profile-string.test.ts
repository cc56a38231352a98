import { describe, expect, it } from 'vitest';
import { ProfileBuilder } from '../../../engine/model/builder';
import { goDuration, goTime } from '../../../engine/text/go-time';
import { profileString } from '../../../engine/text/profile-string';

describe('in the words of Go', () => {
  it.each([
    [0n, '0s'],
    [1n, '1ns'],
    [1_500n, '1.5µs'],
    [20_000_000n, '20ms'],
    [1_000_000_000n, '1s'],
    [61_500_000_000n, '1m1.5s'],
    [16_502_830_000_000n, '4h35m2.83s'],
    [-3_600_000_000_000n, '-1h0m0s'],
  ])('%s ns are %s', (nanos, text) => {
    expect(goDuration(nanos)).toBe(text);
  });

  it.each([
    [0n, '1970-01-01 00:00:00 +0000 UTC'],
    [1_500_000_000n, '1970-01-01 00:00:01.5 +0000 UTC'],
    [-1n, '1969-12-31 23:59:59.999999999 +0000 UTC'],
    [1_795_420_800_000_000_001n, '2026-11-23 08:00:00.000000001 +0000 UTC'],
  ])('the time %s is %s', (nanos, text) => {
    expect(goTime(nanos)).toBe(text);
  });
});

it('says all that a profile says', () => {
  const builder = new ProfileBuilder([{ type: 'cpu', unit: 'nanoseconds' }], {
    comments: ['first'],
    docUrl: 'https://example.org/',
    defaultSampleType: 'cpu',
    periodType: { type: 'cpu', unit: 'nanoseconds' },
    period: 10n,
    durationNanos: 90_500_000_000n,
  });
  const mapping = builder.mapping({
    filename: '/bin/a',
    buildId: 'f00',
    start: 4096n,
    limit: 8192n,
    has: 15,
  });
  const inner = builder.function({ name: 'inner', systemName: '_inner', filename: 'a.c', startLine: 3 });
  const outer = builder.function({ name: 'outer', filename: 'b.c' });
  const location = builder.location({
    mapping,
    address: 4097n,
    isFolded: true,
    lines: [{ function: inner, line: 5, column: 2 }, { function: outer, line: 7 }, { function: -1 }],
  });
  builder.sample(
    [location],
    [30],
    [
      { key: 'b', text: 'y' },
      { key: 'a', text: 'x' },
      { key: 'b', text: 'z' },
      { key: 'size', num: 5n, unit: 'bytes' },
      { key: 'id', num: -1n },
    ],
  );
  expect(profileString(builder.build())).toBe(
    [
      'Comment: first',
      'Doc: https://example.org/',
      'PeriodType: cpu nanoseconds',
      'Period: 10',
      'Duration: 1m30',
      'Samples:',
      'cpu/nanoseconds[dflt]',
      '         30: 1 ',
      '                a:[x] b:[y z]',
      '                id:[-1] size:[5 bytes]',
      'Locations',
      '     1: 0x1001 M=1 [F] inner a.c:5:2 s=3(_inner)',
      '             outer b.c:7:0 s=0',
      '             ??',
      'Mappings',
      '1: 0x1000/0x2000/0x0 /bin/a f00 [FN][FL][LN][IN]',
      '',
    ].join('\n'),
  );
});
