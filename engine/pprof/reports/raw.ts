import { compareBytewise } from '../../analysis/order';
import { mappingHas, type Profile } from '../../model/profile';
import { durationText } from '../../units/duration';
import type { ReportContext, ReportOutput } from '../context';
import { labelsOf } from '../labels';
import { textOf } from './lines';

/** raw: everything in the profile, readable. */
export function rawReport({ profile, place }: ReportContext): ReportOutput {
  const lines = header(profile, place.formatExactTime);
  for (let row = 0; row < profile.samples.length; row++) lines.push(...sampleLines(profile, row));
  lines.push('Locations');
  for (let row = 0; row < profile.locations.length; row++) lines.push(...locationLines(profile, row));
  lines.push('Mappings');
  for (let row = 0; row < profile.mappings.length; row++) lines.push(mappingLine(profile, row));
  return textOf(lines);
}

function header(profile: Profile, formatTime: (unixNanos: bigint) => string): string[] {
  const lines = profile.comments.map((comment) => `Comment: ${comment}`);
  if (profile.docUrl !== '') lines.push(`Doc: ${profile.docUrl}`);
  // Written where it is unknown, too, as pprof has it.
  const { type, unit } = profile.periodType ?? { type: '', unit: '' };
  lines.push(`PeriodType: ${type} ${unit}`);
  lines.push(`Period: ${profile.period}`);
  if (profile.timeNanos !== 0n) lines.push(`Time: ${formatTime(profile.timeNanos)}`);
  // Four characters is what pprof leaves of a duration.
  if (profile.durationNanos !== 0n)
    lines.push(`Duration: ${durationText(profile.durationNanos).slice(0, 4)}`);
  lines.push('Samples:');
  const types = profile.sampleTypes.map(
    ({ type, unit }) => `${type}/${unit}${type === profile.defaultSampleType ? '[dflt]' : ''}`,
  );
  lines.push(types.join(' '));
  return lines;
}

const labelIndent = ' '.repeat(16);

function sampleLines(profile: Profile, row: number): string[] {
  const { samples, locations } = profile;
  const values = samples.values.map((column) => ` ${String(column[row]).padStart(10)}`).join('');
  let stack = '';
  for (let i = samples.stackOffsets[row]!; i < samples.stackOffsets[row + 1]!; i++) {
    stack += `${locations.id[samples.stacks[i]!]} `;
  }
  const lines = [`${values}: ${stack}`];
  const { texts, numbers, units } = labelsOf(profile, row);
  const put = (labels: string[]) => {
    if (labels.length > 0) lines.push(labelIndent + labels.sort(compareBytewise).join(' '));
  };
  put([...texts].map(([key, words]) => `${key}:[${words.join(' ')}]`));
  const ofNumbers = [...numbers].map(([key, amounts]) => {
    const given = units.get(key)!;
    const withUnits = given.some((unit) => unit !== '');
    return `${key}:[${amounts.map((amount, i) => (withUnits ? `${amount} ${given[i]}` : amount)).join(' ')}]`;
  });
  put(ofNumbers);
  return lines;
}

function locationLines(profile: Profile, row: number): string[] {
  const { locations, functions, mappings, strings } = profile;
  const { lineOffsets, lines, mapping } = locations;
  let start = `${String(locations.id[row]).padStart(6)}: 0x${locations.address[row]!.toString(16)} `;
  if (mapping[row]! >= 0) start += `M=${mappings.id[mapping[row]!]} `;
  if (locations.isFolded[row] === 1) start += '[F] ';
  if (lineOffsets[row] === lineOffsets[row + 1]) return [start];
  const text: string[] = [];
  for (let line = lineOffsets[row]!; line < lineOffsets[row + 1]!; line++) {
    const f = lines.function[line]!;
    let said = '??';
    if (f >= 0) {
      const name = strings.get(functions.name[f]!);
      const systemName = strings.get(functions.systemName[f]!);
      const place = `${strings.get(functions.filename[f]!)}:${lines.line[line]}:${lines.column[line]}`;
      said = `${name} ${place} s=${functions.startLine[f]}${name === systemName ? '' : `(${systemName})`}`;
    }
    text.push(start + said);
    start = ' '.repeat(13);
  }
  return text;
}

function mappingLine({ mappings, strings }: Profile, row: number): string {
  const hex = (column: BigUint64Array) => `0x${column[row]!.toString(16)}`;
  const has = mappings.has[row]!;
  const bits = [
    [mappingHas.functions, '[FN]'],
    [mappingHas.filenames, '[FL]'],
    [mappingHas.lineNumbers, '[LN]'],
    [mappingHas.inlineFrames, '[IN]'],
  ] as const;
  const marks = bits.map(([bit, mark]) => (has & bit ? mark : '')).join('');
  const range = `${hex(mappings.start)}/${hex(mappings.limit)}/${hex(mappings.offset)}`;
  const file = `${strings.get(mappings.filename[row]!)} ${strings.get(mappings.buildId[row]!)}`;
  return `${mappings.id[row]}: ${range} ${file} ${marks}`;
}
