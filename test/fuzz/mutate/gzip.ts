import { gzipSync } from 'node:zlib';
import type { Random } from '../random';
import { concat, mutateBytes } from './bytes';

/** More zeros than the fuzzer's cap lets out, in 64 kB. */
const bomb = new Uint8Array(gzipSync(new Uint8Array(48 << 20), { level: 9 }));

/** Compresses a file, in most cases not quite as gzip wants it. */
export function wrapGzip(random: Random, bytes: Uint8Array): Uint8Array {
  const pack = (content: Uint8Array) => new Uint8Array(gzipSync(content, { level: 1 }));
  const packed = pack(bytes);
  switch (random.below(12)) {
    case 0:
      return packed;
    case 1:
      return pack(packed);
    case 2:
      return pack(pack(packed));
    case 3: {
      const at = random.below(bytes.length + 1);
      return concat(pack(bytes.subarray(0, at)), pack(bytes.subarray(at)));
    }
    case 4:
      return concat(
        packed,
        Uint8Array.from({ length: random.size(40) }, () => random.of([0, 1, 0x1f, 0x8b])),
      );
    case 5:
      return packed.subarray(0, random.below(packed.length));
    case 6:
      packed[random.below(10)]! ^= 1 << random.below(8);
      return packed;
    case 7:
      // The checksum and the length that end a member.
      packed[packed.length - 1 - random.below(8)]! ^= 1 << random.below(8);
      return packed;
    case 8:
      return random.chance(0.02) ? bomb : concat(packed, packed);
    default:
      return mutateBytes(random, packed, packed);
  }
}
