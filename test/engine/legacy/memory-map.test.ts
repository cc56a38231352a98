import { describe, expect, it } from 'vitest';
import { type Region, readMemoryMap } from '../../../engine/legacy/memory-map';
import { regionsOf } from '../../../engine/legacy/region-of';
import { LineReader } from '../../../engine/wire/lines';
import { encodeUtf8 } from '../../../engine/wire/utf8';

const read = (text: string) => readMemoryMap(new LineReader(encodeUtf8(text), 'it'));
const brief = ({ start, limit, offset, file, buildId }: Region) =>
  `${start.toString(16)}-${limit.toString(16)} @${offset.toString(16)} ${file} ${buildId}`.trim();

describe('a line of a memory map', () => {
  it.each([
    [
      '00400000-00452000 r-xp 00001000 08:02 173521 /usr/bin/dbus-daemon',
      '400000-452000 @1000 /usr/bin/dbus-daemon',
    ],
    ['7ffff7ffa000-7ffff7ffc000 r-xp 00000000 00:00 0 [vdso]', '7ffff7ffa000-7ffff7ffc000 @0 [vdso]'],
    ['00400000-00452000 r-xp 00000000 00:00 0', '400000-452000 @0'],
    ['00400000-00452000: /usr/bin/x (@ff00) abc123', '400000-452000 @ff00 /usr/bin/x abc123'],
    ['0x400000-0x452000 /usr/bin/x', '400000-452000 @0 /usr/bin/x'],
    ['400000 452000 /usr/bin/x', '400000-452000 @0 /usr/bin/x'],
    ['I1123 08:00:00 71 maps.cc:42] 00400000-00452000: /usr/bin/x', '400000-452000 @0 /usr/bin/x'],
  ])('%s', (line, expected) => {
    expect(read(line).map(brief)).toEqual([expected]);
  });

  it.each([
    '00400000-00452000 r--p 00000000 08:02 1 /x',
    'nothing of the kind',
    '12345678901234567-2 /x',
    '',
  ])('%s is skipped', (line) => {
    expect(read(line)).toEqual([]);
  });
});

it('gives $names their meaning, and stops where they would grow without end', () => {
  expect(read('build=/usr/bin\n00400000-00452000: $build/x\n').map(brief)).toEqual([
    '400000-452000 @0 /usr/bin/x',
  ]);
  const doubling = Array.from({ length: 60 }, (_, i) => `v${i + 1}x=$v${i}x$v${i}x`).join('\n');
  expect(read(`v0x=ab\n${doubling}\n00400000-00452000: $v60x\n`)).toHaveLength(1);
});

it('joins neighbours of one file and puts the program first', () => {
  const text = [
    '7f0000000000-7f0000001000: /lib/libc-2.15.so',
    '400000-401000: /usr/bin/x',
    '401000-402000: /usr/bin/x',
    '500000-501000: /usr/bin/y',
  ];
  expect(read(text.join('\n')).map(brief)).toEqual([
    '400000-402000 @0 /usr/bin/x',
    '7f0000000000-7f0000001000 @0 /lib/libc-2.15.so',
    '500000-501000 @0 /usr/bin/y',
  ]);
});

describe('the region of an address', () => {
  it('is found, made up once for all that have none, and none for address 0', () => {
    const regions = read('400000-402000: /usr/bin/x\n');
    expect(regionsOf([0x400010n, 0n, 0x999n, 0x998n, 0x401fffn, 0x402000n], regions)).toEqual(
      Int32Array.from([0, -1, 1, 1, 0, 1]),
    );
    expect(brief(regions[1]!)).toBe('0-ffffffffffffffff @0');
  });

  it('reaches down to where its file begins, if the map lacks that part', () => {
    const regions = read('600000-700000: /usr/bin/x\n7f0000002000-7f0000003000: /lib/a.so (@2000)\n');
    expect(regionsOf([0x7f0000000010n], regions)).toEqual(Int32Array.from([1]));
    expect(brief(regions[1]!)).toBe('7f0000000000-7f0000003000 @0 /lib/a.so');
  });

  it('is not searched for in a map of no reasonable size', () => {
    const regions = Array.from({ length: 60_000 }, (_, i) => ({
      start: BigInt(i) * 2n + 10n,
      limit: BigInt(i) * 2n + 11n,
      offset: 0n,
      file: '',
      buildId: '',
    }));
    expect(
      regionsOf(
        Array.from({ length: 60_000 }, (_, i) => BigInt(i) * 2n + 10n),
        regions,
      ),
    ).toBe(null);
  });
});
