import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodePprof } from '../../../engine/formats/pprof/decode';
import { encodePprof } from '../../../engine/formats/pprof/encode';
import { ProfileBuilder } from '../../../engine/model/builder';
import { checkValid } from '../../../engine/model/check';
import {
  arbitraryMessage,
  describeMessage,
  describeProfile,
  oracleDecode,
  oracleEncode,
} from '../../helpers/pprof-oracle';

describe('the pprof codec, held to the schema by protobufjs', () => {
  it.each(['packed', 'unpacked'] as const)('reads what it writes %s', (style) => {
    fc.assert(
      fc.property(arbitraryMessage, (message) => {
        const profile = decodePprof(oracleEncode(message, style), 'p');
        expect(describeProfile(profile)).toEqual(describeMessage(message));
        checkValid(profile, 'p');
      }),
      { numRuns: 150 },
    );
  });

  it('writes what it reads, and nothing is lost on the way', () => {
    fc.assert(
      fc.property(arbitraryMessage, (message) => {
        const written = encodePprof(decodePprof(oracleEncode(message, 'packed'), 'p'));
        expect(describeMessage(oracleDecode(written))).toEqual(describeMessage(message));
        const again = decodePprof(written, 'p');
        expect(describeProfile(again)).toEqual(describeMessage(message));
        expect(encodePprof(again)).toEqual(written);
      }),
      { numRuns: 150 },
    );
  });
});

/** Fields as bytes, for what no writer would produce. */
const field = (number: number, bytes: readonly number[]) => [number * 8 + 2, bytes.length, ...bytes];
const string = (...bytes: number[]) => field(6, bytes);

describe('strings that are not UTF-8', () => {
  it('keep their bytes, in tables and in the header', () => {
    // Function 1 is named by string 1, the one comment is string 2.
    const bytes = Uint8Array.from([
      ...field(5, [8, 1, 16, 1]),
      ...string(),
      ...string(0xff, 0x41),
      ...string(0x80),
      ...field(13, [2]),
    ]);
    const profile = decodePprof(bytes, 'p');
    expect(profile.strings.get(profile.functions.name[0]!)).toBe('\uFFFDA');
    expect(profile.comments).toEqual(['\uFFFD']);
    const again = decodePprof(encodePprof(profile), 'p');
    expect(again.strings.length).toBe(3);
    expect(Array.from(again.strings.utf8(1))).toEqual([0xff, 0x41]);
    expect(Array.from(again.strings.utf8(2))).toEqual([0x80]);
    expect(again.comments).toEqual(['\uFFFD']);
  });
});

describe('fields', () => {
  it('that are unknown are skipped, whatever their wire type', () => {
    const unknown = [
      ...[0x98, 0x06, 5], // field 99, a number
      ...[0x99, 0x06, 1, 2, 3, 4, 5, 6, 7, 8], // eight bytes
      ...[0x9a, 0x06, 2, 1, 2], // a message
      ...[0x9d, 0x06, 1, 2, 3, 4], // four bytes
    ];
    const inSample = field(2, [...unknown, 0x10, 7, ...unknown]);
    const profile = decodePprof(
      Uint8Array.from([...unknown, ...field(1, [...unknown]), ...inSample, ...string(), ...unknown]),
      'p',
    );
    expect(profile.samples.length).toBe(1);
    expect(profile.samples.values[0]![0]).toBe(7);
  });

  it('that come twice count once: the last', () => {
    const profile = decodePprof(Uint8Array.from([0x60, 5, 0x60, 9, ...string()]), 'p');
    expect(profile.period).toBe(9n);
  });

  it('of samples may come in pieces and between other parts of the file', () => {
    const types = field(1, []);
    const locations = [...field(4, [8, 1]), ...field(4, [8, 2])];
    const sample = [0x08, 1, 0x0a, 2, 2, 1, 0x10, 3, 0x08, 2];
    const profile = decodePprof(
      Uint8Array.from([...field(2, sample), ...types, ...field(2, sample), ...string(), ...locations]),
      'p',
    );
    expect(Array.from(profile.samples.stacks)).toEqual([0, 1, 0, 1, 0, 1, 0, 1]);
    expect(Array.from(profile.samples.stackOffsets)).toEqual([0, 4, 8]);
    expect(Array.from(profile.samples.values[0]!)).toEqual([3, 3]);
  });

  it('of samples may be the last of the file, with ids of one to three bytes', () => {
    const varint = (value: number): number[] =>
      value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)];
    const ids = Array.from({ length: 20_000 }, (_, i) => i + 1);
    const before = [...field(1, []), ...string(), ...ids.flatMap((id) => field(4, [8, ...varint(id)]))];
    const id = fc.oneof(
      fc.constantFrom(1, 127, 128, 16_383, 16_384, 20_000),
      fc.integer({ min: 1, max: 20_000 }),
    );
    const stacks = fc.array(fc.array(id, { minLength: 1, maxLength: 30 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(stacks, fc.boolean(), (given, valuesFirst) => {
        const samples = given.flatMap((stack) => {
          const locations = field(1, stack.flatMap(varint));
          return field(2, valuesFirst ? [0x10, 5, ...locations] : [...locations, 0x10, 5]);
        });
        const profile = decodePprof(Uint8Array.from([...before, ...samples]), 'p');
        expect(Array.from(profile.samples.stacks)).toEqual(given.flat().map((each) => each - 1));
        expect(Array.from(profile.samples.stackOffsets.slice(1))).toEqual(
          given.map((_, i) => given.slice(0, i + 1).flat().length),
        );
        expect(Array.from(profile.samples.values[0]!)).toEqual(given.map(() => 5));
      }),
      { numRuns: 60 },
    );
  });

  it.each([127, 128, 16_383, 16_384, 20_000, 70_000])('of a sample may hold a stack %d deep', (depth) => {
    const builder = new ProfileBuilder([{ type: 'cpu', unit: 'nanoseconds' }]);
    // One location more than one byte of id can name, so that lengths and depths differ.
    const locations = Array.from({ length: 300 }, (_, i) => builder.location({ address: BigInt(i + 1) }));
    const stack = Array.from({ length: depth }, (_, i) => locations[(i * 7) % 300]!);
    builder.sample(stack, [depth]);
    builder.sample(stack.slice(1), [-1]);
    const built = builder.build();
    const { samples } = decodePprof(encodePprof(built), 'p');
    expect(samples.stacks).toEqual(built.samples.stacks);
    expect(Array.from(samples.stackOffsets)).toEqual([0, depth, 2 * depth - 1]);
    expect(Array.from(samples.values[0]!)).toEqual([depth, -1]);
  });
});
