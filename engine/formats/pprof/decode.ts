import { FlamebenchError } from '../../../proto/errors';
import { Int32List } from '../../model/lists';
import type { Profile, StringTable, ValueType } from '../../model/profile';
import { PackedStrings } from '../../model/strings';
import { WireReader, wireType } from '../../wire/reader';
import { atOnce, type Work, within } from '../../work/work';
import { decodeSamples } from './decode-samples';
import { FunctionReader, LocationReader, MappingReader } from './decode-tables';
import { profileField, valueTypeField } from './fields';

/** Places in the file are kept in 32 bits. */
const maxBytes = 2 ** 31 - 1;

interface ValueTypeIndices {
  type: number;
  unit: number;
}

/**
 * Reads an uncompressed pprof profile, straight from its bytes into columns.
 *
 * The rules are those of pprof's own reader: string 0 is '', ids are unique and not 0, references resolve,
 * each sample has a value for each sample type. Unknown fields are skipped; of a field given twice the
 * last counts, as protobuf has it.
 *
 * @param name what the profile is called in failures.
 * @throws FlamebenchError 'empty-file', 'malformed-profile', 'too-large' (from 2 GiB on)
 */
export function decodePprof(bytes: Uint8Array, name: string): Profile {
  return atOnce(decodeInParts(bytes, name));
}

/** {@link decodePprof} in parts. */
export function decodeInParts(bytes: Uint8Array, name: string): Work<Profile> {
  return new PprofDecoder(bytes, name).decode();
}

/** Bytes that are looked through in one part: some milliseconds' worth. */
const scannedInPart = 1 << 23;

const sampleTag = profileField.sample * 8 + wireType.bytes;

class PprofDecoder {
  private readonly r: WireReader;
  private readonly sampleTypes: ValueTypeIndices[] = [];
  private periodType: ValueTypeIndices | null = null;
  private readonly mappings = new MappingReader();
  private readonly locations = new LocationReader();
  private readonly functions = new FunctionReader();
  /** Start and length of each string's bytes. */
  private readonly stringStarts = new Int32List();
  private readonly stringLengths = new Int32List();
  private readonly comments = new Int32List();
  private dropFrames = 0;
  private keepFrames = 0;
  private defaultSampleType = 0;
  private docUrl = 0;
  private timeNanos = 0n;
  private durationNanos = 0n;
  private period = 0n;
  private readonly sampleRuns = new Int32List();
  private lastRunEnd = -1;
  private sampleCount = 0;
  private samplePayload = 0;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly name: string,
  ) {
    this.r = new WireReader(bytes, name);
  }

  *decode(): Work<Profile> {
    const { r } = this;
    if (this.bytes.length === 0) throw new FlamebenchError('empty-file', this.name);
    if (this.bytes.length > maxBytes) {
      throw new FlamebenchError('too-large', this.name, { limitBytes: maxBytes });
    }
    while (r.pos < this.bytes.length) {
      this.scan(Math.min(this.bytes.length, r.pos + scannedInPart));
      yield (0.3 * Math.min(r.pos, this.bytes.length)) / this.bytes.length;
    }
    r.end = this.bytes.length;
    r.row = -1;
    r.place = '';
    if (this.stringStarts.length === 0) r.fail('it has no string table');
    const strings = this.packStrings();
    if (strings.utf8(0).length > 0) r.fail('the first string is not the empty one');

    const stringCount = strings.length;
    const mappings = this.mappings.finish(r, stringCount);
    const functions = this.functions.finish(r, stringCount);
    const locations = this.locations.finish(r, mappings.rows, functions.rows);
    if (this.lastRunEnd >= 0) this.sampleRuns.push(this.lastRunEnd);
    const runs = {
      bounds: this.sampleRuns.freeze(),
      count: this.sampleCount,
      payloadBytes: this.samplePayload,
    };
    const decoding = decodeSamples(r, runs, this.sampleTypes.length, locations.rows, stringCount);
    const samples = yield* within(0.3, 1, decoding);
    r.place = 'header';
    r.row = -1;
    const text = (index: number) => this.text(strings, index);
    const valueType = (v: ValueTypeIndices): ValueType => ({ type: text(v.type), unit: text(v.unit) });
    return {
      sampleTypes: this.sampleTypes.map(valueType),
      samples,
      locations: locations.table,
      functions: functions.table,
      mappings: mappings.table,
      strings,
      defaultSampleType: text(this.defaultSampleType),
      dropFrames: text(this.dropFrames),
      keepFrames: text(this.keepFrames),
      timeNanos: this.timeNanos,
      durationNanos: this.durationNanos,
      periodType: this.periodType === null ? null : valueType(this.periodType),
      period: this.period,
      comments: Array.from(this.comments.freeze(), text),
      docUrl: text(this.docUrl),
      // Writers sort or hash samples as they like.
      inTimeOrder: false,
    };
  }

  /** Reads everything but the samples, whose references are not known yet, and notes where those lie; up to `stop` or a little further. */
  private scan(stop: number): void {
    const { r } = this;
    while (r.pos < stop) {
      const start = r.pos;
      r.place = 'profile';
      r.row = -1;
      const field = r.tag();
      if (field === profileField.sample) {
        r.place = 'sample';
        r.row = this.sampleCount;
        const length = r.length();
        r.pos += length;
        this.samplePayload += length;
        this.sampleCount++;
        if (start !== this.lastRunEnd) {
          if (this.lastRunEnd >= 0) this.sampleRuns.push(this.lastRunEnd);
          this.sampleRuns.push(start);
        }
        this.passSamples(stop);
        this.lastRunEnd = r.pos;
      } else if (field === profileField.stringTable) {
        r.place = 'string';
        r.row = this.stringStarts.length;
        const length = r.length();
        this.stringStarts.push(r.pos);
        this.stringLengths.push(length);
        r.pos += length;
      } else {
        this.readField(field);
      }
    }
  }

  /** Goes on over samples of less than 16 kB that follow: nearly all of a profile. Others are for {@link scan}. */
  private passSamples(stop: number): void {
    const { bytes, r } = this;
    let { pos } = r;
    let count = 0;
    let payload = 0;
    for (const end = Math.min(stop, bytes.length - 2); pos < end && bytes[pos] === sampleTag; count++) {
      let length = bytes[pos + 1]!;
      let start = pos + 2;
      if (length > 127) {
        const high = bytes[start++]!;
        if (high > 127) break;
        length = (length & 127) | (high << 7);
      }
      if (start + length > bytes.length) break;
      pos = start + length;
      payload += length;
    }
    r.pos = pos;
    this.sampleCount += count;
    this.samplePayload += payload;
  }

  private readField(field: number): void {
    const { r } = this;
    switch (field) {
      case profileField.sampleType:
        this.sampleTypes.push(this.readValueType({ type: 0, unit: 0 }));
        return;
      case profileField.periodType:
        this.periodType = this.readValueType(this.periodType ?? { type: 0, unit: 0 });
        return;
      case profileField.mapping:
        this.mappings.read(r);
        return;
      case profileField.location:
        this.locations.read(r);
        return;
      case profileField.function:
        this.functions.read(r);
        return;
      case profileField.dropFrames:
        this.dropFrames = r.stringIndex();
        return;
      case profileField.keepFrames:
        this.keepFrames = r.stringIndex();
        return;
      case profileField.timeNanos: {
        const before = this.timeNanos;
        this.timeNanos = r.bigint();
        // Two files written one after the other parse as one message whose tables contradict each other.
        if (before !== 0n) r.fail('several profiles are concatenated in it; they must be merged instead');
        return;
      }
      case profileField.durationNanos:
        this.durationNanos = r.bigint();
        return;
      case profileField.period:
        this.period = r.bigint();
        return;
      case profileField.comment:
        this.readComments();
        return;
      case profileField.defaultSampleType:
        this.defaultSampleType = r.stringIndex();
        return;
      case profileField.docUrl:
        this.docUrl = r.stringIndex();
        return;
      default:
        r.skip();
    }
  }

  private readValueType(into: ValueTypeIndices): ValueTypeIndices {
    const { r } = this;
    r.place = 'value type';
    const outer = r.enter();
    while (r.pos < r.end) {
      const field = r.tag();
      if (field === valueTypeField.type) into.type = r.stringIndex();
      else if (field === valueTypeField.unit) into.unit = r.stringIndex();
      else r.skip();
    }
    r.leave(outer);
    return into;
  }

  /** Comments come packed from some writers and one by one from others. */
  private readComments(): void {
    const { r } = this;
    r.place = 'comment';
    if (r.type !== wireType.bytes) {
      this.comments.push(r.stringIndex());
      return;
    }
    const outer = r.enter();
    r.type = wireType.varint;
    while (r.pos < r.end) this.comments.push(r.stringIndex());
    r.leave(outer);
  }

  /** Copies the strings out, so that the profile does not keep the whole file in memory. */
  private packStrings(): PackedStrings {
    const starts = this.stringStarts.freeze();
    const lengths = this.stringLengths.freeze();
    const offsets = new Int32Array(starts.length + 1);
    for (let i = 0; i < starts.length; i++) offsets[i + 1] = offsets[i]! + lengths[i]!;
    const packed = new Uint8Array(offsets[starts.length]!);
    for (let i = 0; i < starts.length; i++) {
      packed.set(this.bytes.subarray(starts[i], starts[i]! + lengths[i]!), offsets[i]);
    }
    return new PackedStrings(packed, offsets);
  }

  private text(strings: StringTable, index: number): string {
    if (index >= strings.length) this.r.fail(`string ${index} does not exist`);
    return strings.get(index);
  }
}
