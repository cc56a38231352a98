import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { decodePprof } from '../../../engine/formats/pprof/decode';
import { encodePprof } from '../../../engine/formats/pprof/encode';
import { checkValid } from '../../../engine/model/check';
import type { Profile } from '../../../engine/model/profile';
import { subtractAllocations } from '../../../engine/model/subtract';
import { describeProfile } from '../../helpers/pprof-oracle';
import { textProfile } from '../../helpers/text-profile';

const allocSpace = { type: 'alloc_space', unit: 'bytes' };
const inuseSpace = { type: 'inuse_space', unit: 'bytes' };

/** Each sample as 'root;…;leaf value value'. */
function folded(p: Profile): string[] {
  return Array.from({ length: p.samples.length }, (_, row) => {
    const stack = p.samples.stacks.subarray(p.samples.stackOffsets[row], p.samples.stackOffsets[row + 1]);
    const names = Array.from(stack, (location) => {
      const f = p.locations.lines.function[p.locations.lineOffsets[location]!]!;
      return p.strings.get(p.functions.name[f]!);
    });
    return `${names.reverse().join(';')} ${p.samples.values.map((column) => column[row]).join(' ')}`;
  });
}

const after = textProfile(
  `
  main main
  a    b
  30   40
  3    4`,
  [allocSpace, inuseSpace],
);
const before = textProfile(
  `
  main main
  b    c
  9    8
  25   10`,
  [inuseSpace, allocSpace],
);

it('takes what was allocated before from what was allocated in all, whatever the order of types', () => {
  const delta = subtractAllocations(after, before);
  checkValid(delta, 'delta');
  expect(delta.sampleTypes).toEqual(after.sampleTypes);
  expect(folded(delta)).toEqual(['main;a 30 3', 'main;b 40 4', 'main;b -25 0', 'main;c -10 0']);
});

it('gives a profile that can be written and read', () => {
  const delta = subtractAllocations(after, before);
  // Texts of the header come to stand at the end of the written string table.
  const { string_table: _, ...expected } = describeProfile(delta);
  expect(describeProfile(decodePprof(encodePprof(delta), 'delta'))).toMatchObject(expected);
});

it('leaves nothing allocated between a profile and itself', () => {
  const bytes = gunzipSync(readFileSync(new URL('../../fixtures/go-heap.pb.gz', import.meta.url)));
  const heap = decodePprof(bytes, 'heap');
  const delta = subtractAllocations(heap, heap);
  checkValid(delta, 'delta');
  const sums = delta.samples.values.map((column) => column.reduce((a, b) => a + b, 0));
  const own = heap.samples.values.map((column) => column.reduce((a, b) => a + b, 0));
  expect(heap.sampleTypes.map((t) => t.type)).toEqual([
    'alloc_objects',
    'alloc_space',
    'inuse_objects',
    'inuse_space',
  ]);
  expect(sums).toEqual([0, 0, own[2], own[3]]);
  // −0 would show as a sign in places that print it.
  expect(delta.samples.values.every((column) => column.every((v) => !Object.is(v, -0)))).toBe(true);
});

it('refuses a base that counts something else', () => {
  const cpu = textProfile('main\n1', [{ type: 'cpu', unit: 'nanoseconds' }]);
  expect(() => subtractAllocations(after, cpu)).toThrow('malformed-profile');
});

it('waits for locks count since the start like allocations', () => {
  const types = [
    { type: 'contentions', unit: 'count' },
    { type: 'delay', unit: 'nanoseconds' },
  ];
  const window = subtractAllocations(
    textProfile('main\na\n30\n900', types),
    textProfile('main\na\n10\n400', types),
  );
  expect(folded(window)).toEqual(['main;a 30 900', 'main;a -10 -400']);
});
