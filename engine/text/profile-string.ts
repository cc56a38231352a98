import { mappingHas, type Profile } from '../model/profile';
import { goDuration, goTime } from './go-time';

/**
 * Everything a profile says, as text: the form of pprof's `Profile.String()`, by which its own tests compare
 * profiles. Times are in UTC. For tests and for debugging.
 */
export function profileString(profile: Profile): string {
  const lines = profile.comments.map((comment) => `Comment: ${comment}`);
  if (profile.docUrl !== '') lines.push(`Doc: ${profile.docUrl}`);
  const { periodType } = profile;
  if (periodType !== null) lines.push(`PeriodType: ${periodType.type} ${periodType.unit}`);
  lines.push(`Period: ${profile.period}`);
  if (profile.timeNanos !== 0n) lines.push(`Time: ${goTime(profile.timeNanos)}`);
  // Only its first four characters, as pprof has it.
  if (profile.durationNanos !== 0n) lines.push(`Duration: ${goDuration(profile.durationNanos).slice(0, 4)}`);
  lines.push('Samples:');
  const types = profile.sampleTypes.map(({ type, unit }) => {
    return `${type}/${unit}${type === profile.defaultSampleType ? '[dflt]' : ''}`;
  });
  lines.push(types.join(' ').trim());
  for (let row = 0; row < profile.samples.length; row++) pushSample(profile, row, lines);
  lines.push('Locations');
  for (let row = 0; row < profile.locations.length; row++) pushLocation(profile, row, lines);
  lines.push('Mappings');
  for (let row = 0; row < profile.mappings.length; row++) lines.push(mappingString(profile, row));
  return `${lines.join('\n')}\n`;
}

const labelIndent = ' '.repeat(16);

function pushSample({ samples, locations, strings }: Profile, row: number, lines: string[]): void {
  const values = samples.values.map((column) => ` ${String(column[row]).padStart(10)}`).join('');
  const stack = samples.stacks.subarray(samples.stackOffsets[row], samples.stackOffsets[row + 1]);
  const ids = Array.from(stack, (location) => `${locations.id[location]} `).join('');
  lines.push(`${values}: ${ids}`);

  const { labels } = samples;
  const texts = new Map<string, string[]>();
  const numbers = new Map<string, { num: bigint; unit: string }[]>();
  for (let i = samples.labelOffsets[row]!; i < samples.labelOffsets[row + 1]!; i++) {
    const key = strings.get(labels.key[i]!);
    if (labels.str[i] !== 0) {
      texts.set(key, [...(texts.get(key) ?? []), strings.get(labels.str[i]!)]);
    } else {
      const number = { num: labels.num[i]!, unit: strings.get(labels.numUnit[i]!) };
      numbers.set(key, [...(numbers.get(key) ?? []), number]);
    }
  }
  if (texts.size > 0) {
    lines.push(labelIndent + sorted([...texts].map(([key, values]) => `${key}:[${values.join(' ')}]`)));
  }
  if (numbers.size > 0) {
    const parts = [...numbers].map(([key, values]) => {
      const withUnits = values.some(({ unit }) => unit !== '');
      const texts = values.map(({ num, unit }) => (withUnits ? `${num} ${unit}` : `${num}`));
      return `${key}:[${texts.join(' ')}]`;
    });
    lines.push(labelIndent + sorted(parts));
  }
}

/** In the order of their code units, unlike any language's. */
function sorted(parts: string[]): string {
  return parts.sort().join(' ');
}

function pushLocation(
  { locations, functions, mappings, strings }: Profile,
  row: number,
  lines: string[],
): void {
  const mapping = locations.mapping[row]!;
  let head = `${String(locations.id[row]).padStart(6)}: 0x${locations.address[row]!.toString(16)} `;
  if (mapping >= 0) head += `M=${mappings.id[mapping]} `;
  if (locations.isFolded[row] === 1) head += '[F] ';
  const from = locations.lineOffsets[row]!;
  const to = locations.lineOffsets[row + 1]!;
  if (from === to) lines.push(head);
  for (let i = from; i < to; i++) {
    const f = locations.lines.function[i]!;
    let text = '??';
    if (f >= 0) {
      const name = strings.get(functions.name[f]!);
      const systemName = strings.get(functions.systemName[f]!);
      const place = `${locations.lines.line[i]}:${locations.lines.column[i]}`;
      text = `${name} ${strings.get(functions.filename[f]!)}:${place} s=${functions.startLine[f]}`;
      if (name !== systemName) text += `(${systemName})`;
    }
    lines.push((i === from ? head : ' '.repeat(13)) + text);
  }
}

function mappingString({ mappings, strings }: Profile, row: number): string {
  const has = mappings.has[row]!;
  const flags = [
    has & mappingHas.functions ? '[FN]' : '',
    has & mappingHas.filenames ? '[FL]' : '',
    has & mappingHas.lineNumbers ? '[LN]' : '',
    has & mappingHas.inlineFrames ? '[IN]' : '',
  ].join('');
  const range = [mappings.start[row]!, mappings.limit[row]!, mappings.offset[row]!]
    .map((word) => `0x${word.toString(16)}`)
    .join('/');
  const filename = strings.get(mappings.filename[row]!);
  return `${mappings.id[row]}: ${range} ${filename} ${strings.get(mappings.buildId[row]!)} ${flags}`;
}
