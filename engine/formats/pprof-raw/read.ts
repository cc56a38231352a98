import { shortened, wholeNumber } from '../../legacy/numbers';
import { type BuilderLabel, ProfileBuilder, type ProfileHeader } from '../../model/builder';
import type { Profile, ValueType } from '../../model/profile';
import { LineReader } from '../../wire/lines';
import { readHeader } from './header';
import { parseLabels } from './labels';
import { addMapping, parseLocation, parseSymbol, type RawLocation } from './rows';

interface RawSample {
  readonly values: number[];
  readonly ids: string[];
  readonly labels: BuilderLabel[];
}

/**
 * Reads the text that `go tool pprof -raw` prints: header, samples, locations and mappings, each referring to
 * those that come after it. What the text does not hold (ids of functions, drop_frames) is lost.
 *
 * @throws FlamebenchError 'malformed-profile'
 */
export function readRaw(bytes: Uint8Array, name: string): Profile {
  const lines: LineReader = new LineReader(bytes, name);
  const header = readHeader(lines);
  const { sampleTypes, defaultSampleType } = readTypes(lines);
  const samples = readSamples(lines, sampleTypes.length);
  const locations = readLocations(lines);
  const mappingLines: string[] = [];
  while (lines.next() && lines.text !== '') mappingLines.push(lines.text);
  return build(sampleTypes, { ...header, defaultSampleType }, samples, locations, mappingLines, lines);
}

function readTypes(lines: LineReader): { sampleTypes: ValueType[]; defaultSampleType: string } {
  if (!lines.next()) lines.fail('its sample types are missing');
  let defaultSampleType = '';
  const words = lines.text === '' ? [] : lines.text.split(' ');
  const sampleTypes = words.map((word) => {
    const isDefault = word.endsWith('[dflt]');
    const text = isDefault ? word.slice(0, -'[dflt]'.length) : word;
    const slash = text.lastIndexOf('/');
    if (slash < 0) lines.fail(`'${shortened(word)}' is no 'type/unit'`);
    if (isDefault) defaultSampleType = text.slice(0, slash);
    return { type: text.slice(0, slash), unit: text.slice(slash + 1) };
  });
  return { sampleTypes, defaultSampleType };
}

function readSamples(lines: LineReader, typeCount: number): RawSample[] {
  const samples: RawSample[] = [];
  while (lines.next() && lines.text !== 'Locations') {
    const line = lines.text;
    const last = samples.at(-1);
    if (last !== undefined && line.startsWith(' '.repeat(16)) && line.endsWith(']')) {
      for (const label of parseLabels(line.trim())) last.labels.push(label);
      continue;
    }
    const parts = /^ *(-?\d[-\d ]*): ?([\d ]*)$/.exec(line);
    if (parts === null) lines.fail(`'${shortened(line)}' is no 'values: locations'`);
    const values = words(parts[1]!).map((word) => wholeNumber(word, lines));
    if (values.length !== typeCount) lines.fail(`${values.length} values for ${typeCount} sample types`);
    samples.push({ values, ids: words(parts[2]!), labels: [] });
  }
  if (lines.text !== 'Locations') lines.fail('it ends before its locations');
  return samples;
}

function readLocations(lines: LineReader): RawLocation[] {
  const locations: RawLocation[] = [];
  while (lines.next() && lines.text !== 'Mappings') {
    const location = parseLocation(lines.text);
    if (location !== null) {
      locations.push(location);
      continue;
    }
    // An inlined frame's function goes on below it, indented.
    const last = locations.at(-1);
    const symbol = /^ {13}\S/.test(lines.text) ? parseSymbol(lines.text.trimStart()) : null;
    if (last === undefined || symbol === null) {
      lines.fail(`'${shortened(lines.text)}' is no 'id: address M=mapping function file:line'`);
    }
    last.symbols.push(symbol);
  }
  if (lines.text !== 'Mappings') lines.fail('it ends before its mappings');
  return locations;
}

function build(
  sampleTypes: readonly ValueType[],
  header: ProfileHeader,
  samples: readonly RawSample[],
  locations: readonly RawLocation[],
  mappingLines: readonly string[],
  lines: LineReader,
): Profile {
  const builder = new ProfileBuilder(sampleTypes, header);
  const mappings = new Map<string, number>();
  for (const line of mappingLines) {
    const id = addMapping(builder, line, mappings);
    if (id === null) lines.fail(`'${shortened(line)}' is no 'id: start/limit/offset file'`);
  }
  const rows = new Map<string, number>();
  for (const { id, address, mapping, isFolded, symbols } of locations) {
    if (rows.has(id)) lines.fail(`two locations have the id ${id}`);
    const mappingRow = mapping === '' ? -1 : mappings.get(mapping);
    if (mappingRow === undefined) lines.fail(`location ${id}: mapping ${mapping} does not exist`);
    const row = builder.location({
      address,
      mapping: mappingRow,
      isFolded,
      lines: symbols.map((symbol) => {
        if (symbol === 'unknown') return { function: -1 };
        return { function: builder.function(symbol), line: symbol.line, column: symbol.column };
      }),
    });
    rows.set(id, row);
  }
  for (const { values, ids, labels } of samples) {
    const stack = ids.map((id) => {
      const row = rows.get(id);
      if (row === undefined) lines.fail(`a sample's location ${id} does not exist`);
      return row;
    });
    builder.sample(stack, values, labels);
  }
  return builder.build();
}

function words(text: string): string[] {
  return text.split(' ').filter((word) => word !== '');
}
