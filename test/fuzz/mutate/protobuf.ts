import type { Random } from '../random';
import { concat, mutateBytes } from './bytes';

interface Field {
  number: number;
  wire: number;
  /** A varint; bytes that are not looked into; the fields of a message. */
  value: bigint | Uint8Array | Field[];
  /** Added to the length that is written, so that it lies. */
  lie: number;
}

/** Which fields of profile.proto hold messages; what is not named holds none. */
interface Shape {
  readonly [field: number]: Shape;
}
const profileShape: Shape = { 1: {}, 2: { 3: {} }, 3: {}, 4: { 4: {} }, 5: {}, 11: {} };

const oddNumbers = [
  0n,
  1n,
  2n,
  127n,
  128n,
  0x7fffffffn,
  0x80000000n,
  0xffffffffn,
  1n << 53n,
  (1n << 53n) - 1n,
  1n << 62n,
  1n << 63n,
  (1n << 64n) - 1n,
];

/** Damages a pprof file field by field, so that what lies around the damage is still read. */
export function mutateProtobuf(random: Random, bytes: Uint8Array, other: Uint8Array): Uint8Array {
  const fields = parse(bytes, profileShape);
  if (fields === null || fields.length === 0) return mutateBytes(random, bytes, other);
  const list = pickList(random, fields);
  const at = random.below(list.length);
  const field = list[at]!;
  switch (random.below(11)) {
    case 0:
      list.splice(at, 1 + random.size(4));
      break;
    case 1:
      for (let copies = random.size(300); copies > 0; copies--) list.splice(at, 0, field);
      break;
    case 2: {
      const to = random.below(list.length);
      [list[at], list[to]] = [list[to]!, field];
      break;
    }
    case 3:
      field.number = random.of([0, 1, 2, 3, 4, 5, 6, 7, 14, 15, 16, 99, 0x1fffffff]);
      break;
    case 4:
      field.wire = random.below(8);
      break;
    case 5:
      field.lie = random.of([-1, 1, 2, 100, 2 ** 31, 2 ** 32, 2 ** 40]);
      break;
    case 6:
      field.value = random.of(oddNumbers);
      field.wire = 0;
      break;
    case 7:
      if (field.value instanceof Uint8Array) field.value = mutateBytes(random, field.value, other);
      break;
    case 8:
      // A list of numbers, long and odd, where one number or a short list stands.
      field.value = concat(...Array.from({ length: random.size(1000) }, () => varint(random.of(oddNumbers))));
      field.wire = 2;
      break;
    case 9:
      // What belongs at one level at another.
      fields.push(field);
      break;
    default:
      if (typeof field.value === 'bigint') field.value += BigInt(random.below(5) - 2);
  }
  return write(fields);
}

/** One of the lists of fields, at any depth; never an empty one. */
function pickList(random: Random, fields: Field[]): Field[] {
  let list = fields;
  for (;;) {
    const { value } = random.of(list);
    if (!Array.isArray(value) || value.length === 0 || random.chance(0.2)) return list;
    list = value;
  }
}

function parse(bytes: Uint8Array, shape: Shape): Field[] | null {
  const fields: Field[] = [];
  let pos = 0;
  const readVarint = () => {
    let value = 0n;
    for (let shift = 0n; pos < bytes.length && shift < 70n; shift += 7n) {
      const byte = bytes[pos++]!;
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
    return -1n;
  };
  while (pos < bytes.length) {
    const tag = readVarint();
    if (tag < 0n) return null;
    const field: Field = { number: Number(tag >> 3n), wire: Number(tag & 7n), value: 0n, lie: 0 };
    if (field.wire === 0) {
      const value = readVarint();
      if (value < 0n) return null;
      field.value = value;
    } else {
      const length = field.wire === 2 ? readVarint() : field.wire === 1 ? 8n : field.wire === 5 ? 4n : -1n;
      if (length < 0n || length > BigInt(bytes.length - pos)) return null;
      const part = bytes.subarray(pos, pos + Number(length));
      pos += part.length;
      const inner = field.wire === 2 ? shape[field.number] : undefined;
      field.value = (inner === undefined ? null : parse(part, inner)) ?? part;
    }
    fields.push(field);
  }
  return fields;
}

function write(fields: readonly Field[]): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const { number, wire, value, lie } of fields) {
    parts.push(varint((BigInt(number) << 3n) | BigInt(wire)));
    if (typeof value === 'bigint') {
      parts.push(varint(value));
      continue;
    }
    const content = value instanceof Uint8Array ? value : write(value);
    if (wire === 2) parts.push(varint(BigInt(Math.max(0, content.length + lie))));
    parts.push(content);
  }
  return concat(...parts);
}

function varint(value: bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}
