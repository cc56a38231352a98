import type { Random } from '../random';

const oddBytes = [0, 1, 0x0a, 0x20, 0x22, 0x2d, 0x30, 0x7f, 0x80, 0xc0, 0xe2, 0xff];

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Damages a file without knowing what is in it. `other` is a valid file, of any format, to take parts of. */
export function mutateBytes(random: Random, bytes: Uint8Array, other: Uint8Array): Uint8Array {
  const at = random.below(bytes.length + 1);
  const length = random.size(bytes.length - at + 1);
  const before = bytes.subarray(0, at);
  const stretch = bytes.subarray(at, at + length);
  const after = bytes.subarray(at + length);
  switch (random.below(8)) {
    case 0:
      return changed(bytes, at, (old) => old ^ (1 << random.below(8)));
    case 1:
      return changed(bytes, at, () => random.of(oddBytes));
    case 2:
      return before.slice();
    case 3:
      return concat(before, after);
    case 4:
      return concat(
        before,
        ...new Array<Uint8Array>(1 + random.copies(50, stretch.length)).fill(stretch),
        after,
      );
    case 5:
      return concat(
        before,
        Uint8Array.from({ length: random.size(64) }, () => random.below(256)),
        after,
      );
    case 6: {
      const from = random.below(other.length + 1);
      return concat(before, other.subarray(from, from + random.size(400)), after);
    }
    default:
      return word(random, bytes);
  }
}

function changed(bytes: Uint8Array, at: number, change: (old: number) => number): Uint8Array {
  const copy = bytes.slice();
  if (at < copy.length) copy[at] = change(copy[at]!);
  return copy;
}

const oddWords = [0n, 1n, 2n, 0x7fffffffn, 0x80000000n, 0xffffffffn, 1n << 53n, 1n << 63n, (1n << 64n) - 1n];

/** Overwrites an aligned word, as binary formats of fixed layout have them. */
function word(random: Random, bytes: Uint8Array): Uint8Array {
  const size = random.of([4, 8]);
  if (bytes.length < size) return bytes.slice();
  const copy = bytes.slice();
  const view = new DataView(copy.buffer);
  const at = random.below(Math.floor(copy.length / size)) * size;
  const value = random.of(oddWords) + BigInt(random.below(3) - 1);
  const isLittle = random.chance(0.8);
  if (size === 8) view.setBigUint64(at, BigInt.asUintN(64, value), isLittle);
  else view.setUint32(at, Number(BigInt.asUintN(32, value)), isLittle);
  return copy;
}
