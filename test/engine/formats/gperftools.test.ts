import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { profileString } from '../../../engine/text/profile-string';
import {
  fixturePath,
  readBytes,
  readFixture,
  readText,
  refusal,
  stackLines,
  typeNames,
} from '../../helpers/fixture';
import { requireTool } from '../../helpers/require-tool';

const go = requireTool('go');
const files = ['cpu.prof', 'profiler.heap', 'leaks.heap', 'sampled.heap', 'growth.heap'];

describe.skipIf(go.skip)(`gperftools' dumps${go.skip ? ` (${go.reason})` : ''}`, () => {
  it.each(files)('%s says what go tool pprof reads in it', async (file) => {
    const path = fixturePath(`gperftools/${file}`);
    const raw = spawnSync('go', ['tool', 'pprof', '-symbolize=none', '-raw', path], {
      encoding: 'utf8',
      timeout: 60_000,
    });
    expect(raw.status, raw.stderr).toBe(0);
    expect(profileString(await readFixture(`gperftools/${file}`))).toBe(raw.stdout);
  });
});

it('tells the leak that the program makes', async () => {
  const profile = await readFixture('gperftools/leaks.heap');
  expect(typeNames(profile)).toEqual(['objects/count', 'space/bytes']);
  expect(profile.samples.values[1]!.reduce((sum, bytes) => sum + bytes, 0)).toBe(200 * 10_000);
});

describe('binary CPU profiles', () => {
  const word = fc.bigInt(1n, 2n ** 32n - 1n);
  const records = fc.array(
    fc.record({
      count: fc.integer({ min: 1, max: 1000 }),
      stack: fc.array(word, { minLength: 1, maxLength: 6 }),
    }),
    {
      maxLength: 20,
    },
  );

  function written(all: { count: number; stack: bigint[] }[], bytesPerWord: 4 | 8, littleEndian: boolean) {
    const words = [0n, 3n, 0n, 10_000n, 0n];
    for (const { count, stack } of all) words.push(BigInt(count), BigInt(stack.length), ...stack);
    words.push(0n, 1n, 0n);
    const view = new DataView(new ArrayBuffer(words.length * bytesPerWord));
    words.forEach((each, i) => {
      if (bytesPerWord === 4) view.setUint32(i * 4, Number(each), littleEndian);
      else view.setBigUint64(i * 8, each, littleEndian);
    });
    return new Uint8Array(view.buffer);
  }

  it('say the same in every word size and byte order', async () => {
    await fc.assert(
      fc.asyncProperty(records, async (all) => {
        const texts: string[] = [];
        for (const bytesPerWord of [4, 8] as const) {
          for (const littleEndian of [true, false]) {
            texts.push(profileString(await readBytes(written(all, bytesPerWord, littleEndian))));
          }
        }
        expect(new Set(texts).size).toBe(1);
      }),
      { numRuns: 50 },
    );
  });

  it('have no frame of the handler, whose second place nearly all stacks share', async () => {
    const all = Array.from({ length: 40 }, (_, i) => ({
      count: 1,
      stack: [BigInt(100 + i), 9n, BigInt(300 + i)],
    }));
    all[7]!.stack[1] = 8n;
    const lines = stackLines(await readBytes(written(all, 8, true)));
    expect(lines[0]).toBe('0x12b;0x64 1 10000000');
    expect(lines[7]).toBe('0x132;0x7;0x6b 1 10000000');
  });

  it('say which record announces more than there is', async () => {
    const bytes = written([{ count: 1, stack: [1n, 2n] }], 8, true);
    const view = new DataView(bytes.buffer);
    view.setBigUint64(6 * 8, 2n ** 60n, true);
    await expect(readBytes(bytes)).rejects.toMatchObject({
      failure: {
        code: 'malformed-profile',
        facts: { reason: expect.stringMatching(/^record 0: \d+ frames are announced, 5 are there$/) },
      },
    });
  });
});

describe('heap profiles as text', () => {
  it('count what was freed only where it differs from what is alive', async () => {
    expect(
      typeNames(await readText('heap profile: 1: 8 [1: 8] @ heapprofile\n1: 8 [1: 8] @ 0x10\n')),
    ).toEqual(['objects/count', 'space/bytes']);
    const both = await readText('heap profile: 1: 8 [2: 16] @ heapprofile\n1: 8 [2: 16] @ 0x10 0x20\n');
    expect(stackLines(both)).toEqual(['0x1f;0xf 2 16 1 8 {bytes=8}']);
  });

  it('scale by rate: Go writes twice its own', async () => {
    const scaled = async (kind: string) =>
      stackLines(await readText(`heap profile: 1: 1024 [1: 1024] @ ${kind}\n1: 1024 [1: 1024] @ 0x10\n`))[0];
    expect(await scaled('heap_v2/2048')).toBe(await scaled('heap/4096'));
    // 1 / (1 − e^(−1024/2048)) = 2.5415
    expect(await scaled('heap_v2/2048')).toBe('0xf 2 2602 {bytes=1024}');
    expect(await scaled('heap_v2/1')).toBe('0xf 1 1024 {bytes=1024}');
    expect(await scaled('growth')).toBe('0xf 1 1024 {bytes=1024}');
  });

  it('say where they are broken', async () => {
    expect(await refusal('heap profile: 1: 8 [1: 8] @ heapprofile\n1: 8 [1: 8] @ 0x10\n1: x\n')).toBe(
      "line 3: '1: x' is no 'objects: bytes [objects: bytes] @ addresses'",
    );
    expect(await refusal('heap profile: 1: 8 [1: 8] @ pile/3\n')).toBe(
      "line 1: 'pile' is no kind of heap profile that is known",
    );
    expect(await refusal('heap profile: 1: 8 [1: 8] @ heapprofile\n0: 8 [0: 8] @ 0x10\n')).toBe(
      'line 2: 8 bytes in 0 objects',
    );
  });
});

it('says where contention and threadz are broken', async () => {
  expect(await refusal('--- contentionz 1 ---\ncycles/second = 1000\nodd = 3\n')).toBe(
    "line 3: 'odd' is no attribute that is known",
  );
  expect(await refusal('--- contention:\ncycles/second=1000\n5 1 @ 0x1\nfive\n')).toBe(
    "line 4: 'five' is no 'cycles count @ addresses'",
  );
  expect(await refusal('--- threadz 1 ---\n\n--- Thread 7f (name: a/1) stack: ---\n  0x1\n')).toBe(
    'line 4: the file ends without a memory map',
  );
});
