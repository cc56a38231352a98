import { Int32List, WordPairList } from '../../model/lists';
import type { SampleTable } from '../../model/profile';
import { decimal, signedNumber } from '../../wire/int64';
import { type WireReader, wireType } from '../../wire/reader';
import type { Work } from '../../work/work';
import { checkStrings } from './decode-tables';
import { labelField, sampleField } from './fields';
import type { IdRows } from './id-rows';

/** Where the samples lie: stretches of the file that hold nothing else. */
export interface SampleRuns {
  /** Start and end of each run, alternating, in bytes of the file. */
  readonly bounds: Int32Array;
  readonly count: number;
  /** Bytes inside the sample messages, tags and lengths left out. */
  readonly payloadBytes: number;
}

/** Tags (field number · 8 + wire type) of the fields that make up nearly all bytes of a profile. */
const locationsPacked = sampleField.locationId * 8 + wireType.bytes;
const locationSingle = sampleField.locationId * 8 + wireType.varint;
const valuesPacked = sampleField.value * 8 + wireType.bytes;
const valueSingle = sampleField.value * 8 + wireType.varint;

/**
 * Decodes all samples. What is usual (fields of up to 16 kB, numbers of up to four bytes, dense ids) is read
 * by small loops over the bytes; whatever they do not understand is read again by the general reader, which
 * also knows what to complain of.
 */
export function* decodeSamples(
  r: WireReader,
  runs: SampleRuns,
  typeCount: number,
  locations: IdRows,
  stringCount: number,
): Work<SampleTable> {
  r.place = 'sample';
  r.row = 0;
  if (runs.count > 0 && typeCount === 0) r.fail('the profile does not say what its samples count');
  // A value takes a byte or more. Without this a small file could ask for endless columns.
  if (runs.count * typeCount > runs.payloadBytes) {
    r.fail('samples have fewer values than there are sample types');
  }
  return yield* new SampleDecoder(r, runs, typeCount, locations).decode(stringCount);
}

/** Bytes that are decoded in one part: some milliseconds' worth. */
const decodedInPart = 1 << 20;

class SampleDecoder {
  private readonly bytes: Uint8Array;
  private readonly view: DataView;
  private readonly dense: Int32Array;
  private readonly values: readonly Float64Array[];
  private readonly stackOffsets: Int32Array;
  private readonly labelOffsets: Int32Array;
  private readonly labels = new LabelReader();
  private stacks: Int32Array;
  /** Locations stored so far. */
  private top = 0;
  private row = 0;
  /** Values stored of the current sample. */
  private valueCount = 0;
  /** Bytes of all runs, and of those before the current one: the share that is done foresees the rest. */
  private readonly allBytes: number;
  private bytesBefore = 0;
  private runStart = 0;

  constructor(
    private readonly r: WireReader,
    private readonly runs: SampleRuns,
    private readonly typeCount: number,
    private readonly locations: IdRows,
  ) {
    this.bytes = r.bytes;
    this.view = new DataView(r.bytes.buffer, r.bytes.byteOffset, r.bytes.byteLength);
    this.dense = locations.dense;
    this.values = Array.from({ length: typeCount }, () => new Float64Array(runs.count));
    this.stackOffsets = new Int32Array(runs.count + 1);
    this.labelOffsets = new Int32Array(runs.count + 1);
    this.stacks = new Int32Array(Math.min(1 << 19, runs.payloadBytes));
    let allBytes = 0;
    for (let i = 0; i < runs.bounds.length; i += 2) allBytes += runs.bounds[i + 1]! - runs.bounds[i]!;
    this.allBytes = allBytes;
  }

  *decode(stringCount: number): Work<SampleTable> {
    const { r, runs } = this;
    const fileEnd = r.end;
    let told = 0;
    for (let run = 0; run < runs.bounds.length; run += 2) {
      this.runStart = runs.bounds[run]!;
      const runEnd = runs.bounds[run + 1]!;
      for (let pos = this.runStart; pos < runEnd; ) {
        pos = this.readSamples(pos, Math.min(runEnd, pos + decodedInPart), fileEnd);
        // Runs may be as short as one sample: stopping after each would take longer than reading it.
        const done = this.bytesBefore + pos - this.runStart;
        if (done - told < decodedInPart) continue;
        told = done;
        yield done / this.allBytes;
      }
      this.bytesBefore += runEnd - this.runStart;
    }
    r.end = fileEnd;
    const { stacks, top } = this;
    return {
      length: runs.count,
      stackOffsets: this.stackOffsets,
      // A view where little is wasted: a copy would for a moment need all of it twice.
      stacks: top > stacks.length * 0.8 ? stacks.subarray(0, top) : stacks.slice(0, top),
      values: this.values,
      labelOffsets: this.labelOffsets,
      labels: this.labels.finish(r, stringCount),
    };
  }

  /** Reads samples from `start` until `stop` is reached. @returns where the next one begins */
  private readSamples(start: number, stop: number, fileEnd: number): number {
    const { r, bytes } = this;
    let pos = start;
    while (pos < stop) {
      while (bytes[pos++]! > 127); // the tag, which the scan has read
      let length = bytes[pos++]!;
      if (length > 127) {
        r.pos = pos - 1;
        r.end = fileEnd;
        r.varint();
        length = r.lo | 0;
        pos = r.pos;
      }
      this.readSample(pos, pos + length);
      pos += length;
    }
    return pos;
  }

  private readSample(start: number, end: number): void {
    const { bytes, r } = this;
    r.end = end;
    r.row = this.row;
    this.valueCount = 0;
    let pos = start;
    while (pos < end) {
      const tag = bytes[pos]!;
      let from = pos + 1;
      let to = 0;
      if (tag === locationsPacked || tag === valuesPacked) {
        let length = bytes[from++]!;
        if (length > 127) length = (length & 127) | (bytes[from++]! << 7);
        // A length of three bytes or more leaves `to` at 0, which is for the general reader.
        if (length < 1 << 14) to = from + length;
      } else if (tag === locationSingle || tag === valueSingle) {
        to = from;
        while (bytes[to++]! > 127);
      }
      if (to > 0 && to <= end) {
        const isStack = tag === locationsPacked || tag === locationSingle;
        const isRead = isStack ? this.readStack(from, to) : this.readValues(from, to);
        if (isRead) {
          pos = to;
          continue;
        }
      }
      r.pos = pos;
      this.readField();
      pos = r.pos;
    }
    if (this.valueCount !== this.typeCount) {
      r.fail(`it has ${this.valueCount} values for ${this.typeCount} sample types`);
    }
    this.row++;
    this.stackOffsets[this.row] = this.top;
    this.labelOffsets[this.row] = this.labels.length;
  }

  /** Reads locations at [from, to). False, with nothing changed, where they are not of the usual kind. */
  private readStack(from: number, to: number): boolean {
    // A location takes a byte or more, so this is room enough.
    if (this.top + to - from > this.stacks.length) this.growStacks(to - from, from);
    const top = readRows(this.view, from, to, this.dense, this.stacks, this.top);
    if (top < 0) return false;
    this.top = top;
    return true;
  }

  /** Reads values at [from, to). False, with nothing counted, where they are not of the usual kind. */
  private readValues(from: number, to: number): boolean {
    const { bytes, values, row } = this;
    let count = this.valueCount;
    let pos = from;
    while (pos < to) {
      let value = bytes[pos++]!;
      for (let shift = 7; bytes[pos - 1]! > 127; shift += 7) {
        if (shift > 21) return false;
        value = (value & ((1 << shift) - 1)) | (bytes[pos++]! << shift);
      }
      if (count === this.typeCount) return false;
      values[count++]![row] = value;
    }
    if (pos !== to) return false;
    this.valueCount = count;
    return true;
  }

  /** Reads any field by the general reader. */
  private readField(): void {
    const { r } = this;
    const field = r.tag();
    if (field === sampleField.label) this.labels.read(r);
    else if (field !== sampleField.locationId && field !== sampleField.value) r.skip();
    else if (r.type === wireType.bytes) {
      const outer = r.enter();
      r.type = wireType.varint;
      while (r.pos < r.end) this.readNumber(field);
      r.leave(outer);
    } else this.readNumber(field);
  }

  private readNumber(field: number): void {
    const { r } = this;
    if (field === sampleField.value) {
      r.uint64();
      const value = signedNumber(r.lo, r.hi);
      if (!Number.isSafeInteger(value)) r.fail('a value lies beyond ±2^53');
      if (this.valueCount === this.typeCount) {
        r.fail(`it has more values than the ${this.typeCount} sample types`);
      }
      this.values[this.valueCount++]![this.row] = value;
      return;
    }
    r.uint64();
    const location = this.locations.row(r.lo, r.hi);
    if (location < 0) r.fail(`location ${decimal(r.lo, r.hi)} does not exist`);
    if (this.top === this.stacks.length) this.growStacks(1, r.pos);
    this.stacks[this.top++] = location;
  }

  /** Makes room for `more` locations, by how many the share of the bytes read so far gave. */
  private growStacks(more: number, pos: number): void {
    const { stacks, top } = this;
    const share = (this.bytesBefore + pos - this.runStart) / this.allBytes;
    const foreseen = share > 0.001 ? Math.min((top / share) * 1.03, stacks.length * 64) : 0;
    const grown = new Int32Array(Math.ceil(Math.max(top + more, stacks.length * 1.25, foreseen)));
    grown.set(stacks.subarray(0, top));
    this.stacks = grown;
  }
}

/**
 * The hottest loop of all reading: ids at [from, to) become rows in `stacks` from `top` on. Returns the new top, or
 * -1 where an id is unknown, longer than four bytes, or cut off, or where fewer than four bytes follow its first. A
 * function of its own, since the machine's compiler makes the best of short loops that are entered often.
 *
 * Ids take one to three bytes in no order that a processor could foresee, so none of its branches asks for how many:
 * four bytes are read at once, and those behind the first without a continuation bit are masked away.
 */
function readRows(
  bytes: DataView,
  from: number,
  to: number,
  dense: Int32Array,
  stacks: Int32Array,
  top: number,
): number {
  if (to + 3 > bytes.byteLength) return -1;
  let pos = from;
  let next = top;
  while (pos < to) {
    const word = bytes.getInt32(pos, true);
    const last = ~word & 0x80808080;
    if (last === 0) return -1;
    // All bits up to the lowest of `last`.
    const mask = last ^ (last - 1);
    const seven = word & mask;
    const id =
      (seven & 0x7f) | ((seven >>> 1) & 0x3f80) | ((seven >>> 2) & 0x1fc000) | ((seven >>> 3) & 0xfe00000);
    pos += (39 - Math.clz32(mask)) >>> 3;
    if (id >= dense.length) return -1;
    const row = dense[id]!;
    if (row < 0) return -1;
    stacks[next++] = row;
  }
  return pos === to ? next : -1;
}

class LabelReader {
  private readonly key = new Int32List();
  private readonly str = new Int32List();
  private readonly num = new WordPairList();
  private readonly numUnit = new Int32List();

  get length(): number {
    return this.key.length;
  }

  read(r: WireReader): void {
    let key = 0;
    let str = 0;
    let numLo = 0;
    let numHi = 0;
    let numUnit = 0;
    const outer = r.enter();
    while (r.pos < r.end) {
      const field = r.tag();
      if (field === labelField.key) key = r.stringIndex();
      else if (field === labelField.str) str = r.stringIndex();
      else if (field === labelField.num) {
        r.uint64();
        numLo = r.lo;
        numHi = r.hi;
      } else if (field === labelField.numUnit) numUnit = r.stringIndex();
      else r.skip();
    }
    r.leave(outer);
    this.key.push(key);
    this.str.push(str);
    this.num.push(numLo, numHi);
    this.numUnit.push(numUnit);
  }

  finish(r: WireReader, stringCount: number) {
    const labels = {
      length: this.key.length,
      key: this.key.freeze(),
      str: this.str.freeze(),
      num: this.num.freezeSigned(),
      numUnit: this.numUnit.freeze(),
    };
    r.place = 'label';
    checkStrings(r, [labels.key, labels.str, labels.numUnit], stringCount);
    return labels;
  }
}
