import { FlamebenchError } from '../../proto/errors';
import { atOnce, byRows, samplesInPart, type Work, within } from '../work/work';
import { Float64List, Int32List } from './lists';
import { MergedTables } from './merge-tables';
import type { Profile, ValueType } from './profile';
import { SequenceTable } from './sequences';

/**
 * One profile of several, as pprof merges them: samples of equal stack and labels are one, with their values
 * added up; samples whose values are all 0 go, and with them what only they refer to. Rows keep the order in
 * which the samples first refer to them.
 *
 * Of the header: earliest time, sum of durations, longest period, every comment once; the first one's frames
 * to drop, default sample type and documentation.
 *
 * @throws FlamebenchError 'bad-argument' where the profiles count other things or in other units.
 */
export function mergeProfiles(profiles: readonly Profile[]): Profile {
  return atOnce(mergeInParts(profiles));
}

/** {@link mergeProfiles} in parts. */
export function* mergeInParts(profiles: readonly Profile[]): Work<Profile> {
  const first = profiles[0]!;
  for (const other of profiles) checkAlike(first, other);
  const merger = new Merger(first.sampleTypes.length);
  for (const [i, profile] of profiles.entries()) {
    yield* within((0.7 * i) / profiles.length, (0.7 * (i + 1)) / profiles.length, merger.add(profile));
  }
  const merged = merger.finish(mergedHeader(profiles));
  return hasZeroSample(merged) ? yield* within(0.7, 1, mergeInParts([merged])) : merged;
}

type Header = Omit<Profile, 'samples' | 'locations' | 'functions' | 'mappings' | 'strings'>;

/** The header of several profiles' merger. */
export function mergedHeader(profiles: readonly Profile[]): Header {
  const first = profiles[0]!;
  let timeNanos = 0n;
  let durationNanos = 0n;
  let period = 0n;
  for (const profile of profiles) {
    if (timeNanos === 0n || profile.timeNanos < timeNanos) timeNanos = profile.timeNanos;
    durationNanos += profile.durationNanos;
    if (period === 0n || period < profile.period) period = profile.period;
  }
  return {
    sampleTypes: first.sampleTypes,
    defaultSampleType: profiles.find((p) => p.defaultSampleType !== '')?.defaultSampleType ?? '',
    dropFrames: first.dropFrames,
    keepFrames: first.keepFrames,
    timeNanos,
    durationNanos,
    periodType: first.periodType,
    period,
    comments: [...new Set(profiles.flatMap((p) => p.comments))],
    docUrl: profiles.find((p) => p.docUrl !== '')?.docUrl ?? '',
    inTimeOrder: false,
  };
}

/** @throws FlamebenchError 'bad-argument' where two profiles count other things or in other units. */
export function checkAlike(a: Profile, b: Profile): void {
  const text = (type: ValueType | null) => (type === null ? 'none' : `${type.type}/${type.unit}`);
  const types = (profile: Profile) => profile.sampleTypes.map(text).join(' ');
  const fail = (what: string, x: string, y: string) => {
    const reason = `their ${what} differ: ${x} and ${y}`;
    throw new FlamebenchError('bad-argument', 'profiles to merge', { reason });
  };
  if (text(a.periodType) !== text(b.periodType)) fail('period types', text(a.periodType), text(b.periodType));
  if (types(a) !== types(b)) fail('sample types', types(a), types(b));
}

function isZero(values: readonly Float64Array[], row: number): boolean {
  for (const column of values) if (column[row] !== 0) return false;
  return true;
}

function hasZeroSample({ samples }: Profile): boolean {
  for (let row = 0; row < samples.length; row++) if (isZero(samples.values, row)) return true;
  return false;
}

/** Marks the end of the stack in a sample's key; no location row. */
const stackEnd = -1;

/** Numbers of a label in a sample's key. */
const labelWidth = 5;

class Merger {
  private readonly tables = new MergedTables();
  private readonly keys = new SequenceTable();
  private readonly values: readonly Float64List[];
  private readonly stackOffsets = new Int32List();
  private readonly stacks = new Int32List();
  private readonly labelOffsets = new Int32List();
  /** Labels as they stand in keys: key, text, number's low and high word, unit. */
  private readonly labels = new Int32List();
  private key = new Int32Array(256);

  constructor(types: number) {
    this.values = Array.from({ length: types }, () => new Float64List());
    this.stackOffsets.push(0);
    this.labelOffsets.push(0);
  }

  *add(profile: Profile): Work<void> {
    const { samples } = profile;
    const { stackOffsets, stacks } = samples;
    const source = this.tables.open(profile);
    const add = (first: number, end: number) => {
      for (let row = first; row < end; row++) {
        if (isZero(samples.values, row)) continue;
        const from = stackOffsets[row]!;
        const depth = stackOffsets[row + 1]! - from;
        const labels = labelOrder(profile, row);
        const length = depth + 1 + labels.length * labelWidth;
        if (length > this.key.length) this.key = new Int32Array(length * 2);
        const { key } = this;
        for (let i = 0; i < depth; i++) key[i] = source.location(stacks[from + i]!);
        key[depth] = stackEnd;
        for (let i = 0; i < labels.length; i++) source.label(labels[i]!, key, depth + 1 + i * labelWidth);
        const known = this.keys.length;
        const merged = this.keys.row(key, length);
        if (merged === known) this.addSample(samples.values, row, depth, length);
        else
          for (let i = 0; i < this.values.length; i++) this.values[i]!.add(merged, samples.values[i]![row]!);
      }
    };
    yield* byRows(samples.length, add, samplesInPart);
  }

  private addSample(values: readonly Float64Array[], row: number, depth: number, length: number): void {
    for (let i = 0; i < this.values.length; i++) this.values[i]!.push(values[i]![row]!);
    for (let i = 0; i < depth; i++) this.stacks.push(this.key[i]!);
    this.stackOffsets.push(this.stacks.length);
    for (let i = depth + 1; i < length; i++) this.labels.push(this.key[i]!);
    this.labelOffsets.push(this.labels.length / labelWidth);
  }

  finish(head: Header): Profile {
    const words = this.labels.freeze();
    const length = words.length / labelWidth;
    const column = (at: number) => Int32Array.from({ length }, (_, i) => words[i * labelWidth + at]!);
    const num = new BigInt64Array(length);
    const numWords = new Int32Array(num.buffer);
    for (let i = 0; i < length; i++) {
      numWords[2 * i] = words[i * labelWidth + 2]!;
      numWords[2 * i + 1] = words[i * labelWidth + 3]!;
    }
    return {
      ...head,
      ...this.tables.freeze(),
      samples: {
        length: this.keys.length,
        stackOffsets: this.stackOffsets.freeze(),
        stacks: this.stacks.freeze(),
        values: this.values.map((values) => values.freeze()),
        labelOffsets: this.labelOffsets.freeze(),
        labels: { length, key: column(0), str: column(1), num, numUnit: column(4) },
      },
    };
  }
}

const none: readonly number[] = [];

/** A sample's labels, texts before numbers, each by key: the order in which equal sets are the same. */
function labelOrder({ samples, strings }: Profile, row: number): readonly number[] {
  const { labels, labelOffsets } = samples;
  const from = labelOffsets[row]!;
  const to = labelOffsets[row + 1]!;
  if (from === to) return none;
  const order: number[] = [];
  for (let label = from; label < to; label++) {
    const isNothing = labels.str[label] === 0 && labels.num[label] === 0n && labels.numUnit[label] === 0;
    if (!isNothing) order.push(label);
  }
  if (order.length < 2) return order;
  const isText = (label: number) => (labels.str[label] === 0 ? 1 : 0);
  const name = (label: number) => strings.get(labels.key[label]!);
  return order.sort((a, b) => {
    if (isText(a) !== isText(b)) return isText(a) - isText(b);
    const [x, y] = [name(a), name(b)];
    return x === y ? a - b : x < y ? -1 : 1;
  });
}
