import type {
  LocationTable,
  MappingTable,
  Profile,
  SampleTable,
  StringTable,
  ValueType,
} from '../../model/profile';
import { mappingHas } from '../../model/profile';
import { highWord, wordsOf } from '../../wire/int64';
import { encodeUtf8 } from '../../wire/utf8';
import { WireWriter } from '../../wire/writer';
import { atOnce, byRows, samplesInPart, type Work, within } from '../../work/work';
import {
  functionField,
  labelField,
  lineField,
  locationField,
  mappingField,
  profileField,
  sampleField,
  valueTypeField,
} from './fields';

/**
 * Writes a profile as an uncompressed pprof file, with nothing lost: rows keep their order and ids, strings
 * their bytes and places. Texts of the header that are not in the string table are added at its end.
 */
export function encodePprof(profile: Profile): Uint8Array {
  return atOnce(writePprof(profile));
}

/** {@link encodePprof} in parts. */
export function* writePprof(profile: Profile): Work<Uint8Array> {
  const w = new WireWriter();
  const header = new HeaderStrings(profile.strings);
  for (const type of profile.sampleTypes) writeValueType(w, profileField.sampleType, type, header);
  yield* within(0, 0.9, writeSamples(w, profile.samples, profile.locations));
  writeMappings(w, profile.mappings);
  writeLocations(w, profile);
  yield 0.92;
  writeFunctions(w, profile);
  yield 0.94;
  w.int(profileField.dropFrames, header.index(profile.dropFrames));
  w.int(profileField.keepFrames, header.index(profile.keepFrames));
  w.bigint(profileField.timeNanos, profile.timeNanos);
  w.bigint(profileField.durationNanos, profile.durationNanos);
  if (profile.periodType !== null) writeValueType(w, profileField.periodType, profile.periodType, header);
  w.bigint(profileField.period, profile.period);
  if (profile.comments.length > 0) {
    const packed = w.open(profileField.comment);
    for (const comment of profile.comments) w.varint(header.index(comment), 0);
    w.close(packed);
  }
  w.int(profileField.defaultSampleType, header.index(profile.defaultSampleType));
  w.int(profileField.docUrl, header.index(profile.docUrl));
  for (let i = 0; i < profile.strings.length; i++) w.data(profileField.stringTable, profile.strings.utf8(i));
  yield 0.97;
  for (const added of header.added) w.data(profileField.stringTable, added);
  return w.finish();
}

/** Finds the header's texts in the string table. */
class HeaderStrings {
  readonly added: Uint8Array[] = [];
  private readonly known = new Map<string, number>([['', 0]]);

  constructor(private readonly strings: StringTable) {}

  index(text: string): number {
    let index = this.known.get(text);
    if (index === undefined) {
      index = this.find(text);
      if (index < 0) index = this.strings.length + this.added.push(encodeUtf8(text)) - 1;
      this.known.set(text, index);
    }
    return index;
  }

  private find(text: string): number {
    const wanted = encodeUtf8(text);
    // A replacement character may stand for bytes that were not UTF-8; those are then what is meant.
    const lossy = text.includes('\uFFFD');
    for (let i = 0; i < this.strings.length; i++) {
      if (lossy ? this.strings.get(i) === text : equalBytes(this.strings.utf8(i), wanted)) return i;
    }
    return -1;
  }
}

function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

function writeValueType(w: WireWriter, field: number, type: ValueType, header: HeaderStrings): void {
  const message = w.open(field);
  w.int(valueTypeField.type, header.index(type.type));
  w.int(valueTypeField.unit, header.index(type.unit));
  w.close(message);
}

function writeSamples(w: WireWriter, samples: SampleTable, locations: LocationTable): Work<void> {
  const ids = wordsOf(locations.id);
  const { labels } = samples;
  const nums = wordsOf(labels.num);
  const writeRows = (from: number, end: number) => {
    for (let row = from; row < end; row++) writeRow(row);
  };
  const writeRow = (row: number) => {
    const message = w.open(profileField.sample);
    const stackEnd = samples.stackOffsets[row + 1]!;
    if (samples.stackOffsets[row]! < stackEnd) {
      const packed = w.open(sampleField.locationId);
      for (let i = samples.stackOffsets[row]!; i < stackEnd; i++) {
        const location = samples.stacks[i]!;
        w.varint(ids[2 * location]!, ids[2 * location + 1]!);
      }
      w.close(packed);
    }
    const packed = w.open(sampleField.value);
    for (const column of samples.values) w.varint(column[row]! >>> 0, highWord(column[row]!));
    w.close(packed);
    for (let i = samples.labelOffsets[row]!; i < samples.labelOffsets[row + 1]!; i++) {
      const label = w.open(sampleField.label);
      w.int(labelField.key, labels.key[i]!);
      w.int(labelField.str, labels.str[i]!);
      w.uint64(labelField.num, nums[2 * i]!, nums[2 * i + 1]!);
      w.int(labelField.numUnit, labels.numUnit[i]!);
      w.close(label);
    }
    w.close(message);
  };
  return byRows(samples.length, writeRows, samplesInPart);
}

function writeMappings(w: WireWriter, mappings: MappingTable): void {
  for (let row = 0; row < mappings.length; row++) {
    const message = w.open(profileField.mapping);
    w.bigint(mappingField.id, mappings.id[row]!);
    w.bigint(mappingField.memoryStart, mappings.start[row]!);
    w.bigint(mappingField.memoryLimit, mappings.limit[row]!);
    w.bigint(mappingField.fileOffset, mappings.offset[row]!);
    w.int(mappingField.filename, mappings.filename[row]!);
    w.int(mappingField.buildId, mappings.buildId[row]!);
    const has = mappings.has[row]!;
    w.int(mappingField.hasFunctions, has & mappingHas.functions ? 1 : 0);
    w.int(mappingField.hasFilenames, has & mappingHas.filenames ? 1 : 0);
    w.int(mappingField.hasLineNumbers, has & mappingHas.lineNumbers ? 1 : 0);
    w.int(mappingField.hasInlineFrames, has & mappingHas.inlineFrames ? 1 : 0);
    w.close(message);
  }
}

function writeLocations(w: WireWriter, { locations, mappings, functions }: Profile): void {
  const ids = wordsOf(locations.id);
  const addresses = wordsOf(locations.address);
  const functionIds = wordsOf(functions.id);
  const { lines } = locations;
  for (let row = 0; row < locations.length; row++) {
    const message = w.open(profileField.location);
    w.uint64(locationField.id, ids[2 * row]!, ids[2 * row + 1]!);
    const mapping = locations.mapping[row]!;
    if (mapping >= 0) w.bigint(locationField.mappingId, mappings.id[mapping]!);
    w.uint64(locationField.address, addresses[2 * row]!, addresses[2 * row + 1]!);
    for (let i = locations.lineOffsets[row]!; i < locations.lineOffsets[row + 1]!; i++) {
      const line = w.open(locationField.line);
      const f = lines.function[i]!;
      if (f >= 0) w.uint64(lineField.functionId, functionIds[2 * f]!, functionIds[2 * f + 1]!);
      w.int(lineField.line, lines.line[i]!);
      w.int(lineField.column, lines.column[i]!);
      w.close(line);
    }
    w.int(locationField.isFolded, locations.isFolded[row]!);
    w.close(message);
  }
}

function writeFunctions(w: WireWriter, { functions }: Profile): void {
  const ids = wordsOf(functions.id);
  for (let row = 0; row < functions.length; row++) {
    const message = w.open(profileField.function);
    w.uint64(functionField.id, ids[2 * row]!, ids[2 * row + 1]!);
    w.int(functionField.name, functions.name[row]!);
    w.int(functionField.systemName, functions.systemName[row]!);
    w.int(functionField.filename, functions.filename[row]!);
    w.int(functionField.startLine, functions.startLine[row]!);
    w.close(message);
  }
}
