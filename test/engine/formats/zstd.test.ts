import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readProfile } from '../../../engine/formats/index';
import { isZstd, unzstd } from '../../../engine/formats/zstd';
import { inflateNode } from '../../../main/services/inflate';
import { FlamebenchError } from '../../../proto/errors';

const fixture = (name: string) => new Uint8Array(readFileSync(`${__dirname}/../../fixtures/${name}`));
const plain = new Uint8Array(gunzipSync(fixture('go-cpu.pb.gz')));
/** One with its size in the header, one made from a pipe, which has none. */
const sized = fixture('go-cpu.pb.zst');
const streamed = fixture('go-cpu-stream.pb.zst');
const roomy = 2 ** 30;

const join = (...parts: Uint8Array[]) => new Uint8Array(Buffer.concat(parts));
/** A frame without its size: window descriptor, then blocks. */
const frame = (window: number, ...blocks: number[]) =>
  Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0x00, window, ...blocks);
/** A block of one byte repeated `times`. */
const repeated = (times: number, isLast: boolean) => {
  const header = (times << 3) | (1 << 1) | (isLast ? 1 : 0);
  return [header & 0xff, (header >> 8) & 0xff, header >> 16, 0x41];
};

function failureOf(bytes: Uint8Array, maxBytes = roomy) {
  try {
    unzstd(bytes, maxBytes);
  } catch (thrown) {
    if (thrown instanceof FlamebenchError) return thrown.failure;
    throw thrown;
  }
  throw new Error('it was decompressed');
}

describe('zstd', () => {
  it('comes out as it went in, whether or not it says its size', () => {
    expect(unzstd(sized, roomy)).toEqual(plain);
    expect(unzstd(streamed, roomy)).toEqual(plain);
  });

  it('may be several frames, some of them to be skipped', () => {
    const skippable = Uint8Array.of(0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 7, 7, 7);
    const whole = unzstd(join(sized, skippable, streamed), roomy);
    expect(whole).toEqual(join(plain, plain));
  });

  it('is read as the profile it holds', async () => {
    const profile = await readProfile(sized, 'go-cpu.pb.zst', inflateNode);
    const same = await readProfile(fixture('go-cpu.pb.gz'), 'go-cpu.pb.gz', inflateNode);
    expect(profile.samples.stacks).toEqual(same.samples.stacks);
    expect(profile.samples.values).toEqual(same.samples.values);
  });

  it('that ends early is told as truncated, wherever it ends', () => {
    for (let length = 4; length < sized.length; length += 97) {
      expect(failureOf(sized.subarray(0, length)).code).toBe('gzip-truncated');
    }
  });

  it('is not decompressed past the cap', () => {
    expect(failureOf(sized, plain.length - 1)).toMatchObject({ code: 'too-large' });
    const bomb = frame(0x50, ...Array.from({ length: 100 }, (_, i) => repeated(100_000, i === 99)).flat());
    expect(failureOf(bomb, 1_000_000)).toMatchObject({ code: 'too-large' });
  });

  it('may not ask for a window that costs memory and time', () => {
    const { code, facts } = failureOf(frame(0xa0, ...repeated(10, true)));
    expect(code).toBe('gzip-corrupt');
    expect(facts.reason).toContain('window');
  });

  it('with other bytes behind it is corrupt', () => {
    expect(failureOf(join(sized, Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9)))).toMatchObject({
      code: 'gzip-corrupt',
    });
  });

  it('that is damaged comes out as something, or fails in one of its ways', () => {
    const damage = fc.record({ at: fc.nat(streamed.length - 1), to: fc.nat(255), sized: fc.boolean() });
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 4 }), (changes) => {
        const bytes = (changes[0]!.sized ? sized : streamed).slice();
        for (const { at, to } of changes) if (at < bytes.length) bytes[at] = to;
        if (!isZstd(bytes)) return;
        try {
          expect(unzstd(bytes, 2 ** 24).length).toBeLessThanOrEqual(2 ** 24);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(FlamebenchError);
        }
      }),
      { numRuns: 300 },
    );
  });
});
