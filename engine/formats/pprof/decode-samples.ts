import { Int32List, WordPairList } from '../../model/lists';
import type { SampleTable } from '../../model/profile';
import { decimal, signedNumber } from '../../wire/int64';
import type { WireReader } from '../../wire/reader';
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
const locationsPacked = sampleField.locationId * 8 + 2;
const locationSingle = sampleField.locationId * 8;
const valuesPacked = sampleField.value * 8 + 2;
const valueSingle = sampleField.value * 8;

/**
 * Decodes all samples in one loop over the bytes. Numbers of up to four bytes are read in place and every
 * other thing goes through the general reader; a number that runs past its field's end is found by where
 * the position ends up (bytes past the end of the file read as undefined, which counts as a last byte).
 */
export function decodeSamples(
  r: WireReader,
  runs: SampleRuns,
  typeCount: number,
  locations: IdRows,
  stringCount: number,
): SampleTable {
  const { bytes } = r;
  const { count } = runs;
  const fileEnd = r.end;
  r.place = 'sample';
  r.row = 0;
  if (count > 0 && typeCount === 0) r.fail('the profile does not say what its samples count');
  // A value takes a byte or more. Without this a small file could ask for endless columns.
  if (count * typeCount > runs.payloadBytes) r.fail('samples have fewer values than there are sample types');

  const values = Array.from({ length: typeCount }, () => new Float64Array(count));
  const stackOffsets = new Int32Array(count + 1);
  const labelOffsets = new Int32Array(count + 1);
  const labels = new LabelReader();
  const dense = locations.dense;
  const denseLength = dense.length;
  const allBytes = runBytes(runs.bounds);
  let bytesBefore = 0;
  let stacks = new Int32Array(Math.min(1 << 16, runs.payloadBytes));
  let top = 0;
  let row = 0;

  for (let run = 0; run < runs.bounds.length; run += 2) {
    const runEnd = runs.bounds[run + 1]!;
    let pos = runs.bounds[run]!;
    while (pos < runEnd) {
      r.row = row;
      while (bytes[pos++]! > 127); // the tag, which the scan has read
      let sampleEnd = bytes[pos++]!;
      if (sampleEnd > 127) {
        r.pos = pos - 1;
        r.end = fileEnd;
        r.varint();
        sampleEnd = r.lo | 0;
        pos = r.pos;
      }
      sampleEnd += pos;
      let valueIndex = 0;
      while (pos < sampleEnd) {
        const tag = bytes[pos]!;
        const isLocation = tag === locationsPacked || tag === locationSingle;
        if (!isLocation && tag !== valuesPacked && tag !== valueSingle) {
          r.pos = pos;
          r.end = sampleEnd;
          const field = r.tag();
          if (field === sampleField.label) labels.read(r);
          else if (field > sampleField.label) r.skip();
          else r.fail(`field ${field} has the wrong type or a tag of needless length`);
          pos = r.pos;
          continue;
        }
        pos++;
        // End of a packed field; 0 for a single number, which ends where it ends.
        let fieldEnd = 0;
        if ((tag & 7) === 2) {
          fieldEnd = bytes[pos++]!;
          if (fieldEnd > 127) {
            r.pos = pos - 1;
            r.end = sampleEnd;
            r.varint();
            if (r.hi !== 0) r.fail('a field is cut off');
            fieldEnd = r.lo | 0;
            pos = r.pos;
          }
          fieldEnd += pos;
          if (!(fieldEnd <= sampleEnd)) r.fail('a field is cut off');
          if (fieldEnd === pos) continue;
        }
        if (isLocation) {
          // Each location takes a byte or more, so this is room enough for the field.
          const room = top + (fieldEnd === 0 ? 1 : fieldEnd - pos);
          if (room > stacks.length) {
            const share = (bytesBefore + pos - runs.bounds[run]!) / allBytes;
            stacks = grow(stacks, top, room, share);
          }
          do {
            const start = pos;
            let byte = bytes[pos++]!;
            let id = byte & 127;
            if (byte > 127) {
              byte = bytes[pos++]!;
              id |= (byte & 127) << 7;
              if (byte > 127) {
                byte = bytes[pos++]!;
                id |= (byte & 127) << 14;
                if (byte > 127) {
                  byte = bytes[pos++]!;
                  id |= (byte & 127) << 21;
                }
              }
            }
            let location: number;
            if (byte > 127) {
              r.pos = start;
              r.end = sampleEnd;
              r.varint();
              pos = r.pos;
              location = locations.row(r.lo, r.hi);
              if (location < 0) r.fail(`location ${decimal(r.lo, r.hi)} does not exist`);
            } else {
              location = id < denseLength ? dense[id]! : locations.row(id, 0);
              if (location < 0) r.fail(`location ${id} does not exist`);
            }
            stacks[top++] = location;
          } while (pos < fieldEnd);
        } else {
          do {
            const start = pos;
            let byte = bytes[pos++]!;
            let value = byte & 127;
            if (byte > 127) {
              byte = bytes[pos++]!;
              value |= (byte & 127) << 7;
              if (byte > 127) {
                byte = bytes[pos++]!;
                value |= (byte & 127) << 14;
                if (byte > 127) {
                  byte = bytes[pos++]!;
                  value |= (byte & 127) << 21;
                }
              }
            }
            if (byte > 127) {
              r.pos = start;
              r.end = sampleEnd;
              r.varint();
              pos = r.pos;
              value = signedNumber(r.lo, r.hi);
              if (!Number.isSafeInteger(value)) r.fail('a value lies beyond ±2^53');
            }
            if (valueIndex === typeCount) r.fail(`it has more values than the ${typeCount} sample types`);
            values[valueIndex++]![row] = value;
          } while (pos < fieldEnd);
        }
        if (fieldEnd !== 0 && pos !== fieldEnd) r.fail('a number is cut off');
      }
      if (pos !== sampleEnd) r.fail('a number is cut off');
      if (valueIndex !== typeCount) r.fail(`it has ${valueIndex} values for ${typeCount} sample types`);
      row++;
      stackOffsets[row] = top;
      labelOffsets[row] = labels.length;
    }
    bytesBefore += runEnd - runs.bounds[run]!;
  }
  r.end = fileEnd;
  return {
    length: count,
    stackOffsets,
    // A view where little is wasted: a copy would for a moment need all of it twice.
    stacks: top > stacks.length * 0.8 ? stacks.subarray(0, top) : stacks.slice(0, top),
    values,
    labelOffsets,
    labels: labels.finish(r, stringCount),
  };
}

function runBytes(bounds: Int32Array): number {
  let sum = 0;
  for (let i = 0; i < bounds.length; i += 2) sum += bounds[i + 1]! - bounds[i]!;
  return sum;
}

/** A larger column, sized by how many entries the `share` of the file read so far gave. */
function grow(stacks: Int32Array, used: number, room: number, share: number): Int32Array<ArrayBuffer> {
  const foreseen = share > 0.001 ? Math.min((used / share) * 1.03, stacks.length * 64) : 0;
  const grown = new Int32Array(Math.ceil(Math.max(room, stacks.length * 1.25, foreseen)));
  grown.set(stacks.subarray(0, used));
  return grown;
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
