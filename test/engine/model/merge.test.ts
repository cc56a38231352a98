import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { topTable } from '../../../engine/analysis/top';
import { ProfileBuilder } from '../../../engine/model/builder';
import { checkValid } from '../../../engine/model/check';
import { joinProfiles } from '../../../engine/model/join';
import { mergeProfiles } from '../../../engine/model/merge';
import type { Profile } from '../../../engine/model/profile';
import { withoutUnused } from '../../../engine/model/without-unused';
import { labelsOf } from '../../../engine/pprof/labels';
import { loadProfile } from '../../../engine/pprof/load';
import { atOnce } from '../../../engine/work/work';
import { textProfile } from '../../helpers/text-profile';

/** Samples as 'leaf,…,root{labels} values'. */
function samplesOf(profile: Profile): string[] {
  const { samples, locations, functions, strings } = profile;
  return Array.from({ length: samples.length }, (_, row) => {
    const stack = Array.from(
      samples.stacks.subarray(samples.stackOffsets[row], samples.stackOffsets[row + 1]),
    );
    const names = stack.map((at) => {
      const line = locations.lines.function[locations.lineOffsets[at]!]!;
      return strings.get(functions.name[line]!);
    });
    const labels = [...labelsOf(profile, row).texts].map(([key, values]) => `${key}:${values.join(' ')}`);
    return `${names.join(',')}{${labels.sort().join(' ')}} ${samples.values.map((column) => column[row]).join(' ')}`;
  });
}

const first = textProfile('main main\nwork rest\n1 2');
const second = textProfile('main main idle\nrest work .\n10 20 30');

describe('mergeProfiles', () => {
  it('adds equal samples up, in the order in which they come', () => {
    expect(samplesOf(mergeProfiles([first, second]))).toEqual([
      'work,main{} 21',
      'rest,main{} 12',
      'idle{} 30',
    ]);
  });

  it('drops what cancels out, and what only that referred to', () => {
    const negative = textProfile('main\nwork\n-1');
    const merged = mergeProfiles([first, negative]);
    expect(samplesOf(merged)).toEqual(['rest,main{} 2']);
    expect(merged.functions.length).toBe(2);
  });

  it('finds one binary again where it is mapped elsewhere', () => {
    const at = (start: bigint) => {
      const builder = new ProfileBuilder([{ type: 'samples', unit: 'count' }]);
      const mapping = builder.mapping({ filename: 'program', start, limit: start + 0x1800n });
      builder.sample([builder.location({ mapping, address: start + 0x10n })], [1]);
      return builder.build();
    };
    const merged = mergeProfiles([at(0x400000n), at(0x7f0000n)]);
    expect(merged.samples.values[0]).toEqual(Float64Array.of(2));
    expect(merged.locations.address).toEqual(BigUint64Array.of(0x400010n));
    expect(merged.mappings.length).toBe(1);
  });

  it('tells labels apart by key, text, number and unit, but not by their order', () => {
    const labelled = (...labels: Parameters<ProfileBuilder['sample']>[2] & object) => {
      const builder = new ProfileBuilder([{ type: 'samples', unit: 'count' }]);
      builder.sample([builder.location({ address: 1n })], [1], labels);
      return builder.build();
    };
    const [a, b] = [
      { key: 'k', text: 'x' },
      { key: 'l', num: 2n ** 40n, unit: 'bytes' },
    ];
    expect(mergeProfiles([labelled(a, b), labelled(b, a)]).samples.length).toBe(1);
    expect(mergeProfiles([labelled(a), labelled(b), labelled({ ...b, unit: 's' })]).samples.length).toBe(3);
  });

  it('refuses profiles of other things', () => {
    const other = textProfile('main\n1', [{ type: 'cpu', unit: 'nanoseconds' }]);
    expect(() => mergeProfiles([first, other])).toThrow(
      expect.objectContaining({ failure: expect.objectContaining({ code: 'bad-argument' }) }),
    );
  });
});

const profiles = fc
  .array(
    fc.record({
      stack: fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 4 }),
      value: fc.integer({ min: 0, max: 9 }),
      label: fc.constantFrom('', 'x', 'y'),
    }),
    { maxLength: 8 },
  )
  .map((samples) => {
    const builder = new ProfileBuilder([{ type: 'samples', unit: 'count' }]);
    for (const { stack, value, label } of samples) {
      const rows = stack.map((name) =>
        builder.location({ lines: [{ function: builder.function({ name }) }] }),
      );
      builder.sample(rows, [value], label === '' ? [] : [{ key: 'k', text: label }]);
    }
    return builder.build();
  });

const table = (profile: Profile) => {
  const { frames, frame, flat, cum, total } = topTable(profile, 0);
  return { rows: Array.from(frame, (row, i) => `${frames.name[row]} ${flat[i]} ${cum[i]}`), total };
};

describe('any profiles', () => {
  it('make valid profiles with the same sums, merged or joined', () => {
    fc.assert(
      fc.property(profiles, profiles, (a, b) => {
        const merged = mergeProfiles([a, b]);
        const joined = joinProfiles([a, b]);
        checkValid(merged, 'merged');
        checkValid(joined, 'joined');
        expect(table(joined)).toEqual(table(merged));
        expect(new Set(samplesOf(merged).map((s) => s.slice(0, s.indexOf('}')))).size).toBe(
          merged.samples.length,
        );
      }),
    );
  });

  it('leave nothing when subtracted from themselves', () => {
    fc.assert(
      fc.property(profiles, (profile) => {
        expect(loadProfile([profile], { bases: [profile] }).samples.length).toBe(0);
      }),
    );
  });
});

describe('loadProfile', () => {
  it('keeps a compared base apart, and scales to it', () => {
    const compared = loadProfile([first], { bases: [second], isDiffBase: true, normalizes: true });
    expect(samplesOf(compared)).toEqual([
      'work,main{} 20',
      'rest,main{} 40',
      'rest,main{pprof::base:true} -10',
      'work,main{pprof::base:true} -20',
      'idle{pprof::base:true} -30',
    ]);
  });

  it('brings units together, the finest first', () => {
    const type = (unit: string) => [{ type: 'delay', unit }];
    const merged = loadProfile([textProfile('a\n3', type('milliseconds')), textProfile('a\n5', type('ns'))]);
    expect(merged.sampleTypes).toEqual([{ type: 'delay', unit: 'ns' }]);
    expect(samplesOf(merged)).toEqual(['a{} 3000005']);
  });
});

describe('a profile without what is unused', () => {
  const unusedGone = (profile: Profile) => atOnce(withoutUnused(profile));

  it('has the same samples in the same order, and the words of those alone', () => {
    const whole = { ...textProfile('main main main\nwork rest work\n1 2 3'), inTimeOrder: true };
    const { samples } = whole;
    const part: Profile = {
      ...whole,
      samples: {
        ...samples,
        length: 1,
        stackOffsets: samples.stackOffsets.subarray(0, 2),
        values: samples.values.map((column) => column.subarray(0, 1)),
        labelOffsets: samples.labelOffsets.subarray(0, 2),
      },
    };
    const left = unusedGone({
      ...part,
      samples: { ...part.samples, stacks: samples.stacks.subarray(0, 2) },
    });
    checkValid(left, 'left');
    expect(samplesOf(left)).toEqual(['work,main{} 1']);
    expect(left.inTimeOrder).toBe(true);
    const words = Array.from({ length: left.strings.length }, (_, i) => left.strings.get(i)).sort();
    expect(words).toEqual(['', 'main', 'main.go', 'work', 'work.go']);
    expect(samplesOf(unusedGone(whole))).toEqual(samplesOf(whole));
  });
});
