import type { Profile } from '../model/profile';

/**
 * Labels as pprof understands them: text labels, and numbers with units. A label that is neither (empty text,
 * or 0 without a unit) does not exist.
 */

/** Marks the samples of a base in a comparison. */
export const baseLabel = { key: 'pprof::base', value: 'true' } as const;

export function isTextLabel(profile: Profile, label: number): boolean {
  return profile.samples.labels.str[label] !== 0;
}

export function isNumberLabel(profile: Profile, label: number): boolean {
  const { str, num, numUnit } = profile.samples.labels;
  return str[label] === 0 && (num[label] !== 0n || numUnit[label] !== 0);
}

/** One unit per key of number labels. */
export interface LabelUnits {
  readonly units: ReadonlyMap<string, string>;
  /** Keys whose labels have several units: the first counts, these do not. */
  readonly ignored: ReadonlyMap<string, readonly string[]>;
}

/** Of each key the first unit there is; without any, 'bytes' for alignment and request, else the key itself. */
export function labelUnits(profile: Profile): LabelUnits {
  const { strings, samples } = profile;
  const { labels } = samples;
  const units = new Map<string, string>();
  const ignored = new Map<string, Set<string>>();
  const done = new Set<number>();
  for (let label = 0; label < labels.length; label++) {
    if (!isNumberLabel(profile, label)) continue;
    const pair = labels.key[label]! * strings.length + labels.numUnit[label]!;
    if (done.has(pair)) continue;
    done.add(pair);
    const key = strings.get(labels.key[label]!);
    const unit = strings.get(labels.numUnit[label]!);
    const known = units.get(key);
    if (known === undefined || known === '') units.set(key, unit);
    else if (unit !== '' && unit !== known) ignored.set(key, (ignored.get(key) ?? new Set()).add(unit));
  }
  for (const [key, unit] of units) {
    if (unit === '') units.set(key, key === 'alignment' || key === 'request' ? 'bytes' : key);
  }
  return {
    units,
    ignored: new Map([...ignored].map(([key, others]) => [key, [...others].sort()])),
  };
}

/** A sample's labels by key, in the order in which the keys occur. Numbers are rounded to doubles. */
export interface SampleLabels {
  readonly texts: ReadonlyMap<string, readonly string[]>;
  readonly numbers: ReadonlyMap<string, readonly number[]>;
  /** As the sample gives them: '' = none. */
  readonly units: ReadonlyMap<string, readonly string[]>;
}

export function labelsOf(profile: Profile, sample: number): SampleLabels {
  const { samples, strings } = profile;
  const { labels, labelOffsets } = samples;
  const texts = new Map<string, string[]>();
  const numbers = new Map<string, number[]>();
  const units = new Map<string, string[]>();
  for (let label = labelOffsets[sample]!; label < labelOffsets[sample + 1]!; label++) {
    const key = strings.get(labels.key[label]!);
    if (isTextLabel(profile, label)) append(texts, key, strings.get(labels.str[label]!));
    else if (isNumberLabel(profile, label)) {
      append(numbers, key, Number(labels.num[label]!));
      append(units, key, strings.get(labels.numUnit[label]!));
    }
  }
  return { texts, numbers, units };
}

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** Per sample 1 where it is labelled as one of a comparison's base; null where none is. */
export function baseSamples({ samples, strings }: Profile): Uint8Array | null {
  const { labels, labelOffsets } = samples;
  const isKey = new Map<number, boolean>();
  let marked: Uint8Array | null = null;
  for (let row = 0; row < samples.length; row++) {
    for (let label = labelOffsets[row]!; label < labelOffsets[row + 1]!; label++) {
      const key = labels.key[label]!;
      let is = isKey.get(key);
      if (is === undefined) {
        is = strings.get(key) === baseLabel.key;
        isKey.set(key, is);
      }
      if (!is || strings.get(labels.str[label]!) !== baseLabel.value) continue;
      marked ??= new Uint8Array(samples.length);
      marked[row] = 1;
    }
  }
  return marked;
}
