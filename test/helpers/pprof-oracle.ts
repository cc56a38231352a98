import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import protobuf from 'protobufjs';
import type { Profile } from '../../engine/model/profile';

/**
 * The codec's reference: protobufjs, driven by proto/profile.proto. A message is a plain object as the schema
 * says, its 64-bit numbers in decimal.
 */
export interface Message {
  sample_type: { type: string; unit: string }[];
  sample: {
    location_id: string[];
    value: string[];
    label: { key: string; str: string; num: string; num_unit: string }[];
  }[];
  mapping: Record<string, string | boolean>[];
  location: {
    id: string;
    mapping_id: string;
    address: string;
    line: { function_id: string; line: string; column: string }[];
    is_folded: boolean;
  }[];
  function: Record<string, string>[];
  string_table: string[];
  drop_frames: string;
  keep_frames: string;
  time_nanos: string;
  duration_nanos: string;
  period_type: { type: string; unit: string } | null;
  period: string;
  comment: string[];
  default_sample_type: string;
  doc_url: string;
}

const schema = readFileSync(fileURLToPath(new URL('../../proto/profile.proto', import.meta.url)), 'utf8');
const packed = lookup(schema);
const unpacked = lookup(schema.replace(/(repeated u?int64 \w+ = \d+);/g, '$1 [packed = false];'));

function lookup(text: string): protobuf.Type {
  const root = new protobuf.Root();
  protobuf.parse(text, root, { keepCase: true });
  return root.lookupType('perftools.profiles.Profile');
}

export function oracleEncode(message: Message, style: 'packed' | 'unpacked'): Uint8Array {
  const type = style === 'packed' ? packed : unpacked;
  return Uint8Array.from(type.encode(type.fromObject(message)).finish());
}

export function oracleDecode(bytes: Uint8Array): Message {
  return packed.toObject(packed.decode(bytes), { longs: String, defaults: true, arrays: true }) as Message;
}

/** A message with the texts in place of the header's string indices, which writers may choose freely. */
export function describeMessage(message: Message) {
  const text = (index: string) => message.string_table[Number(index)];
  const valueType = (v: { type: string; unit: string }) => ({ type: text(v.type), unit: text(v.unit) });
  return {
    ...message,
    sample_type: message.sample_type.map(valueType),
    period_type: message.period_type === null ? null : valueType(message.period_type),
    drop_frames: text(message.drop_frames),
    keep_frames: text(message.keep_frames),
    default_sample_type: text(message.default_sample_type),
    doc_url: text(message.doc_url),
    comment: message.comment.map(text),
  };
}

/** Everything a columnar profile says, in the form of {@link describeMessage}. */
export function describeProfile(p: Profile) {
  const { samples, locations, functions, mappings } = p;
  const rows = <T>(from: number, to: number, make: (row: number) => T): T[] =>
    Array.from({ length: to - from }, (_, i) => make(from + i));
  return {
    sample_type: [...p.sampleTypes],
    sample: rows(0, samples.length, (row) => ({
      location_id: Array.from(
        samples.stacks.subarray(samples.stackOffsets[row], samples.stackOffsets[row + 1]),
        (location) => String(locations.id[location]),
      ),
      value: samples.values.map((column) => String(column[row])),
      label: rows(samples.labelOffsets[row]!, samples.labelOffsets[row + 1]!, (i) => ({
        key: String(samples.labels.key[i]),
        str: String(samples.labels.str[i]),
        num: String(samples.labels.num[i]),
        num_unit: String(samples.labels.numUnit[i]),
      })),
    })),
    mapping: rows(0, mappings.length, (row) => ({
      id: String(mappings.id[row]),
      memory_start: String(mappings.start[row]),
      memory_limit: String(mappings.limit[row]),
      file_offset: String(mappings.offset[row]),
      filename: String(mappings.filename[row]),
      build_id: String(mappings.buildId[row]),
      has_functions: (mappings.has[row]! & 1) !== 0,
      has_filenames: (mappings.has[row]! & 2) !== 0,
      has_line_numbers: (mappings.has[row]! & 4) !== 0,
      has_inline_frames: (mappings.has[row]! & 8) !== 0,
    })),
    location: rows(0, locations.length, (row) => ({
      id: String(locations.id[row]),
      mapping_id: locations.mapping[row]! < 0 ? '0' : String(mappings.id[locations.mapping[row]!]),
      address: String(locations.address[row]),
      line: rows(locations.lineOffsets[row]!, locations.lineOffsets[row + 1]!, (i) => {
        const f = locations.lines.function[i]!;
        return {
          function_id: f < 0 ? '0' : String(functions.id[f]),
          line: String(locations.lines.line[i]),
          column: String(locations.lines.column[i]),
        };
      }),
      is_folded: locations.isFolded[row] === 1,
    })),
    function: rows(0, functions.length, (row) => ({
      id: String(functions.id[row]),
      name: String(functions.name[row]),
      system_name: String(functions.systemName[row]),
      filename: String(functions.filename[row]),
      start_line: String(functions.startLine[row]),
    })),
    string_table: rows(0, p.strings.length, (i) => p.strings.get(i)),
    drop_frames: p.dropFrames,
    keep_frames: p.keepFrames,
    time_nanos: String(p.timeNanos),
    duration_nanos: String(p.durationNanos),
    period_type: p.periodType,
    period: String(p.period),
    comment: [...p.comments],
    default_sample_type: p.defaultSampleType,
    doc_url: p.docUrl,
  };
}

const uint64 = fc
  .oneof(fc.bigInt(0n, 300n), fc.bigInt(0n, 2n ** 36n), fc.bigInt(2n ** 63n, 2n ** 64n - 1n))
  .map(String);
const int64 = fc.oneof(fc.bigInt(-5n, 300n), fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n)).map(String);
const safeInt = fc.oneof(fc.integer({ min: -200, max: 300 }), fc.maxSafeInteger()).map(String);
/** As writers give them: 1, 2, 3, … in any order; or any numbers, such as addresses. */
const ids = (maxLength: number) =>
  fc.oneof(
    fc
      .integer({ min: 0, max: maxLength })
      .chain((n) => fc.shuffledSubarray(Array.from({ length: n }, (_, i) => String(i + 1)))),
    fc.uniqueArray(
      uint64.filter((id) => id !== '0'),
      { maxLength },
    ),
  );

/** Any valid message. */
export const arbitraryMessage: fc.Arbitrary<Message> = fc
  .record({
    strings: fc.array(fc.string({ unit: 'grapheme', maxLength: 12 }), { maxLength: 8 }),
    mappingIds: ids(3),
    functionIds: ids(6),
    locationIds: ids(12),
    types: fc.integer({ min: 1, max: 3 }),
  })
  .chain(({ strings, mappingIds, functionIds, locationIds, types }) => {
    const string = fc.nat({ max: strings.length }).map(String);
    const valueType = fc.record({ type: string, unit: string });
    const oneOrNone = (of: string[]) => fc.constantFrom('0', ...of);
    const label = fc.record({ key: string, str: string, num: int64, num_unit: string });
    const line = fc.record({ function_id: oneOrNone(functionIds), line: safeInt, column: safeInt });
    const stack: fc.Arbitrary<string[]> =
      locationIds.length === 0
        ? fc.constant([])
        : fc.array(fc.constantFrom(...locationIds), { maxLength: 150, size: 'max' });
    return fc.record<Message>({
      sample_type: fc.array(valueType, { minLength: types, maxLength: types }),
      sample: fc.array(
        fc.record({
          location_id: stack,
          value: fc.array(safeInt, { minLength: types, maxLength: types }),
          label: fc.array(label, { maxLength: 2 }),
        }),
        { maxLength: 6 },
      ),
      mapping: fc.tuple(
        ...mappingIds.map((id) =>
          fc.record({
            id: fc.constant(id),
            memory_start: uint64,
            memory_limit: uint64,
            file_offset: uint64,
            filename: string,
            build_id: string,
            has_functions: fc.boolean(),
            has_filenames: fc.boolean(),
            has_line_numbers: fc.boolean(),
            has_inline_frames: fc.boolean(),
          }),
        ),
      ),
      location: fc.tuple(
        ...locationIds.map((id) =>
          fc.record({
            id: fc.constant(id),
            mapping_id: oneOrNone(mappingIds),
            address: uint64,
            line: fc.array(line, { maxLength: 3 }),
            is_folded: fc.boolean(),
          }),
        ),
      ),
      function: fc.tuple(
        ...functionIds.map((id) =>
          fc.record({
            id: fc.constant(id),
            name: string,
            system_name: string,
            filename: string,
            start_line: safeInt,
          }),
        ),
      ),
      string_table: fc.constant(['', ...strings]),
      drop_frames: string,
      keep_frames: string,
      time_nanos: int64,
      duration_nanos: int64,
      period_type: fc.option(valueType),
      period: int64,
      comment: fc.array(string, { maxLength: 3 }),
      default_sample_type: string,
      doc_url: string,
    });
  });
