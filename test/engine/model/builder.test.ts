import { describe, expect, it } from 'vitest';
import { decodePprof } from '../../../engine/formats/pprof/decode';
import { encodePprof } from '../../../engine/formats/pprof/encode';
import { ProfileBuilder } from '../../../engine/model/builder';
import { checkValid } from '../../../engine/model/check';
import { defaultSampleIndex, mappingHas } from '../../../engine/model/profile';
import { describeProfile } from '../../helpers/pprof-oracle';
import { textProfile } from '../../helpers/text-profile';

const types = [
  { type: 'samples', unit: 'count' },
  { type: 'cpu', unit: 'nanoseconds' },
];

describe('ProfileBuilder', () => {
  it('stores equal strings, functions and locations once', () => {
    const b = new ProfileBuilder(types);
    const f = b.function({ name: 'f', filename: 'f.ts' });
    expect(b.function({ name: 'f', filename: 'f.ts' })).toBe(f);
    expect(b.function({ name: 'f', filename: 'g.ts' })).not.toBe(f);
    const l = b.location({ lines: [{ function: f, line: 3 }] });
    expect(b.location({ lines: [{ function: f, line: 3 }] })).toBe(l);
    expect(b.location({ lines: [{ function: f, line: 4 }] })).not.toBe(l);
    expect(b.location({ lines: [{ function: f, line: 3 }], address: 1n })).not.toBe(l);
    const profile = b.build();
    expect(profile.strings.length).toBe(4);
    expect(profile.functions.length).toBe(2);
    expect(profile.locations.length).toBe(3);
  });

  it('builds what the codec writes and reads', () => {
    const b = new ProfileBuilder(types, {
      timeNanos: 1_700_000_000_000_000_000n,
      durationNanos: 5n,
      periodType: types[1]!,
      period: 10_000_000n,
      comments: ['made by a test'],
      defaultSampleType: 'samples',
      docUrl: 'https://example.org/',
    });
    const m = b.mapping({ filename: '/bin/p', buildId: 'abc', limit: 2n ** 63n, has: mappingHas.functions });
    const outer = b.function({ name: 'outer', startLine: 1 });
    const inlined = b.function({ name: 'inlined', systemName: '_Z7inlined' });
    const lines = [
      { function: inlined, line: 7, column: 2 },
      { function: outer, line: 3 },
    ];
    const leaf = b.location({ lines, mapping: m, address: 0xffff_ffff_ffff_fff0n });
    b.sample(
      [leaf],
      [1, -10],
      [
        { key: 'request', text: '/search' },
        { key: 'bytes', num: -(2n ** 63n), unit: 'bytes' },
      ],
    );
    b.sample([], [2, 20]);
    const profile = b.build();
    checkValid(profile, 'built');
    expect(defaultSampleIndex(profile)).toBe(0);
    const again = decodePprof(encodePprof(profile), 'again');
    // Texts of the header come to stand at the end of the written string table.
    const { string_table: strings, ...rest } = describeProfile(again);
    const { string_table: before, ...expected } = describeProfile(profile);
    expect(rest).toEqual(expected);
    expect(strings.slice(0, before.length)).toEqual(before);
  });

  it('refuses a sample that does not fit its types', () => {
    expect(() => new ProfileBuilder(types).sample([], [1])).toThrow('bad-argument');
  });
});

describe('textProfile', () => {
  it('draws stacks as columns, the root on top', () => {
    const p = textProfile(`
      main  main
      a/b   .
      3     5`);
    checkValid(p, 'drawn');
    expect(Array.from(p.samples.stackOffsets)).toEqual([0, 2, 3]);
    const names = (location: number) =>
      Array.from(
        p.locations.lines.function.subarray(
          p.locations.lineOffsets[location],
          p.locations.lineOffsets[location + 1],
        ),
        (f) => p.strings.get(p.functions.name[f]!),
      );
    expect(Array.from(p.samples.stacks, names)).toEqual([['b', 'a'], ['main'], ['main']]);
    expect(Array.from(p.samples.values[0]!)).toEqual([3, 5]);
  });
});
