import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formats } from '../../../engine/formats';
import { checkValid } from '../../../engine/model/check';
import type { Profile } from '../../../engine/model/profile';
import { encodeUtf8 } from '../../../engine/wire/utf8';
import { FlamebenchError } from '../../../proto/errors';
import { fixtureBytes } from '../../helpers/fixture';

// What each reader does with damaged files: it reads a valid profile, or it says what is wrong. Nothing else.

const files: readonly (readonly [string, string])[] = [
  ['gperftools-cpu', 'gperftools/cpu.prof'],
  ['heap-text', 'gperftools/profiler.heap'],
  ['heap-text', 'go-debug/heap.txt'],
  ['go-text', 'go-debug/goroutine.txt'],
  ['contention', 'go-debug/mutex.txt'],
  ['goroutine-dump', 'goroutine-dump/panic.txt'],
  ['pprof-raw', 'pprof-raw/go-heap.txt'],
  ['speedscope', 'speedscope/pyspy.speedscope.json'],
  ['cpuprofile', 'v8/node.cpuprofile'],
  ['heapprofile', 'v8/node.heapprofile'],
  ['perf-script', 'perf-script/srcline.txt'],
  ['folded', 'folded/pyspy.folded'],
];

const threads = `--- threadz 1 ---

--- Thread 7f794ab90940 (name: main/1) stack: ---
  PC:  0x00bc8f1c: helper(arg *)
  0x0040be31: main
--- Thread 7f794964e700 (name: other/2) stack: ---
  [same as previous thread]
--- Memory map: ---
build=/usr/bin
  00400000-00fcb000: $build/server
  7f794964f000-7f7949652000 r-xp 00001000 08:01 123 /lib/libc.so
`;
const java = `--- contentionz 1 ---
format = java
resolution = microseconds
sampling period = 100
  14 1 @ 0x00000003 0x00000004

 0x0000003 com.example.work (Work.java:3)
 0x0000004 GC
`;
const written: readonly (readonly [string, Uint8Array])[] = [
  ...files.map(([id, file]) => [id, fixtureBytes(file)] as const),
  ['threadz', encodeUtf8(threads)],
  ['java', encodeUtf8(java)],
];

/** Pieces that mean something in one format or another, put where they do not belong. */
const pieces = [
  '',
  '\n',
  '\n\n',
  ' ',
  '\t',
  ';',
  ':',
  '@',
  '#',
  '-',
  '--- Memory map: ---\n',
  '0x',
  '0xffffffffffffffff',
  '-1',
  '99999999999999999999',
  '1e999',
  '"',
  '{',
  '}',
  '[',
  ']',
  '(',
  ')',
  '\\',
  'null',
  '\u0000',
  '\u{1f525}',
  '=',
  '$build',
].map(encodeUtf8);

const damage = fc.record({
  at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  /** Bytes taken out there. */
  gone: fc.oneof(fc.constant(0), fc.nat({ max: 40 }), fc.constant(Number.MAX_SAFE_INTEGER)),
  put: fc.oneof(fc.constantFrom(...pieces), fc.uint8Array({ maxLength: 4 })),
  /** Copies a stretch of the file from there instead. */
  from: fc.option(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })),
});

function damaged(
  bytes: Uint8Array,
  { at, gone, put, from }: typeof damage extends fc.Arbitrary<infer T> ? T : never,
) {
  const start = Math.floor(at * bytes.length);
  const source = from === null ? 0 : Math.floor(from * bytes.length);
  const inserted = from === null ? put : bytes.subarray(source, source + 60);
  return Uint8Array.from([...bytes.subarray(0, start), ...inserted, ...bytes.subarray(start + gone)]);
}

describe('damaged files', () => {
  it.each(written.map(([id, bytes], i) => ({ id, bytes, i })))(
    '$id ($i): refused by name or valid',
    ({ id, bytes }) => {
      const format = formats.find((each) => each.id === id)!;
      expect(() => checkValid(format.read(bytes, 'whole'), 'whole')).not.toThrow();
      fc.assert(
        fc.property(fc.array(damage, { minLength: 1, maxLength: 4 }), (hits) => {
          const broken = hits.reduce(damaged, bytes);
          format.recognise(broken);
          let profile: Profile;
          try {
            profile = format.read(broken, 'damaged');
          } catch (thrown) {
            expect(thrown).toBeInstanceOf(FlamebenchError);
            expect((thrown as FlamebenchError).failure).toMatchObject({
              code: 'malformed-profile',
              subject: 'damaged',
            });
            expect((thrown as FlamebenchError).failure.facts.reason).toMatch(/\S/);
            return;
          }
          checkValid(profile, 'damaged');
        }),
        { numRuns: 150 },
      );
    },
  );

  it('random bytes are refused by name or valid, whichever reader gets them', () => {
    fc.assert(
      fc.property(fc.constantFrom(...formats), fc.uint8Array({ maxLength: 120 }), (format, bytes) => {
        format.recognise(bytes);
        try {
          checkValid(format.read(bytes, 'random'), 'random');
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(FlamebenchError);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
