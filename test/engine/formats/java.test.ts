import { expect, it } from 'vitest';
import { profileString } from '../../../engine/text/profile-string';
import { encodeUtf8 } from '../../../engine/wire/utf8';
import { readBytes, readText, refusal, stackLines, typeNames } from '../../helpers/fixture';

const names = [
  '',
  ' 0x00000003 com.example.Work.run (Work.java:12)',
  ' 0x00000004 com.example.Main.main (Main.java:-1)',
  ' 0x00000005 native_read (/lib/x86/libio.so)',
  ' 0x00000006 generated stub/JIT',
  ' 0x00000007 GC',
  ' 0x00000099 never.used (Never.java:1)',
  '',
].join('\n');

it('reads contention, and what the numbers of a stack stand for', async () => {
  const text = [
    '--- contentionz 1 ---',
    'format = java',
    'resolution = microseconds',
    'sampling period = 100',
    'ms since reset = 2000',
    '  14  1 @ 0x00000003 0x00000004',
    '   2  3 @ 0x00000005 0x00000006 0x00000007 0x00000008',
    names,
  ];
  const profile = await readText(text.join('\n'));
  expect(typeNames(profile)).toEqual(['contentions/count', 'delay/microseconds']);
  expect(profile.durationNanos).toBe(2_000_000_000n);
  // 8 has no name: an unknown place, as it is to pprof.
  expect(stackLines(profile)).toEqual([
    'com.example.Main.main;com.example.Work.run 100 1400',
    '0x0;GC;STUB;native_read 300 200',
  ]);
  const said = profileString(profile);
  expect(said).toContain('com.example.Work.run Work.java:12:0');
  expect(said).toContain('com.example.Main.main Main.java:0:0');
  expect(said).toContain('native_read libio.so:0:0');
});

it('reads heap, scaled up by the rate that the agent has', async () => {
  const text = `--- heapz 1 ---\nformat = java\nresolution = bytes\n  524288 1 @ 0x00000003\n${names}`;
  // 1 / (1 − 1/e) = 1.582
  expect(stackLines(await readText(text))).toEqual(['com.example.Work.run 1 829411 {bytes=524288}']);
});

it('reads CPU, whose records are binary', async () => {
  const words = new BigUint64Array([0n, 3n, 1n, 10_000n, 0n, 2n, 2n, 3n, 4n, 0n, 1n, 0n]);
  const bytes = Uint8Array.from([...new Uint8Array(words.buffer), ...encodeUtf8(names)]);
  expect(stackLines(await readBytes(bytes))).toEqual([
    'com.example.Main.main;com.example.Work.run 2 20000000',
  ]);
});

it('says where it is broken', async () => {
  expect(await refusal('--- heapz 1 ---\nformat = java\n 8 1 @ 0x1\n')).toBe(
    "line 3: the attribute 'resolution' is missing",
  );
  expect(await refusal('--- heapz 1 ---\nformat = java\nresolution = bytes\n 8 0 @ 0x1\n')).toBe(
    'line 4: 8 bytes in 0 objects',
  );
});
