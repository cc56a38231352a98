import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodePprof } from '../../../engine/formats/pprof/encode';
import { type BuilderLabel, ProfileBuilder } from '../../../engine/model/builder';
import type { Profile, ValueType } from '../../../engine/model/profile';
import { absurdNames, absurdPath, strangeNames } from './names';

const cpu: readonly ValueType[] = [{ type: 'cpu', unit: 'nanoseconds' }];
const second = 1_000_000_000;

interface Row {
  /** The root first. */
  readonly stack: readonly string[];
  readonly values: readonly number[];
  readonly labels?: readonly BuilderLabel[];
}

interface Made {
  readonly types?: readonly ValueType[];
  readonly fileOf?: (name: string) => string;
  readonly rows: readonly Row[];
}

export function profileOf({ types = cpu, fileOf = (name) => `${name}.go`, rows }: Made): Profile {
  const builder = new ProfileBuilder(types, {
    durationNanos: 10_000_000_000n,
    period: 10_000_000n,
    periodType: { type: 'cpu', unit: 'nanoseconds' },
    timeNanos: 1_700_000_000_000_000_000n,
  });
  const mapping = builder.mapping({ filename: '/opt/service/bin/service', start: 0x1000n, limit: 0x900000n });
  let address = 0x2000n;
  const places = new Map<string, number>();
  const place = (name: string): number => {
    let known = places.get(name);
    if (known === undefined) {
      const row = builder.function({ name, filename: fileOf(name), startLine: 10 });
      address += 0x40n;
      known = builder.location({ mapping, address, lines: [{ function: row, line: 42 }] });
      places.set(name, known);
    }
    return known;
  };
  for (const { stack, values, labels } of rows) {
    builder.sample([...stack].reverse().map(place), values, labels);
  }
  return builder.build();
}

/** Calls of every name in turn from one root, and one deep stack of them all. */
export function program(names: readonly string[], value = (i: number) => (i + 1) * 0.01 * second): Row[] {
  const rows = names.map((name, i) => ({ stack: ['main', name], values: [value(i)] }));
  return [...rows, { stack: ['main', ...names], values: [value(names.length)] }];
}

export const plainNames = ['a', 'b', 'parse', 'net/http.(*conn).serve', 'runtime.mallocgc', 'x'];

const manyTypes: readonly ValueType[] = [
  ['alloc_objects', 'count'],
  ['alloc_space', 'bytes'],
  ['inuse_objects', 'count'],
  ['inuse_space', 'bytes'],
  ['cpu', 'nanoseconds'],
  ['a_sample_type_with_a_name_nobody_would_give_but_somebody_did', 'microseconds'],
  ['contentions', 'count'],
  ['energy', 'joules'],
  ['cycles', ''],
  ['样本', '次'],
].map(([type, unit]) => ({ type: type!, unit: unit! }));

const manyLabels: readonly BuilderLabel[] = Array.from({ length: 60 }, (_, i) =>
  i % 3 === 0
    ? { key: `bytes_${i}`, num: BigInt(i) * 1_048_576n, unit: 'bytes' }
    : { key: `label.with.a.rather.long.key/${i}`, text: i % 2 === 0 ? `value ${i}` : absurdNames[i % 5]! },
);

const deepStack = Array.from({ length: 2_000 }, (_, i) => `recurse.level${i % 7}.${i}`);

/** Profiles as odd as they come, by the name of their file. Same names, same bytes. */
export const oddProfiles = {
  'short.pb': profileOf({ rows: program(plainNames) }),
  'absurd.pb': profileOf({ rows: program(absurdNames), fileOf: () => absurdPath }),
  'nofile.pb': profileOf({ rows: program(absurdNames), fileOf: () => '' }),
  'strange.pb': profileOf({ rows: program(strangeNames), fileOf: () => '/исходники/源代码/קוד.cc' }),
  'one.pb': profileOf({ rows: [{ stack: ['main.main'], values: [0.01 * second] }] }),
  'empty.pb': profileOf({ rows: [] }),
  'negative.pb': profileOf({ rows: program(plainNames, (i) => -(i + 1) * 0.02 * second) }),
  'mixed.pb': profileOf({
    rows: program(plainNames, (i) => (i % 2 === 0 ? 1 : -1) * 0.03 * (i + 1) * second),
  }),
  'types.pb': profileOf({
    types: manyTypes,
    rows: plainNames.map((name, i) => ({
      stack: ['main', name],
      values: manyTypes.map((_, t) => (i + 1) * 10 ** t),
    })),
  }),
  'labels.pb': profileOf({
    rows: plainNames.map((name, i) => ({
      stack: ['main', name],
      values: [(i + 1) * 0.01 * second],
      labels: i === 0 ? manyLabels : manyLabels.slice(i, i + 3),
    })),
  }),
  'deep.pb': profileOf({ rows: [{ stack: deepStack, values: [second] }] }),
  'goroutines.pb': profileOf({
    types: [{ type: 'goroutine', unit: 'count' }],
    fileOf: () => absurdPath,
    rows: program([...plainNames, ...absurdNames], (i) => 10 ** (i % 7)),
  }),
} satisfies Record<string, Profile>;

export type OddName = keyof typeof oddProfiles;

/** What is set against what. */
export const oddPairs: readonly (readonly [OddName, OddName])[] = [
  ['short.pb', 'mixed.pb'],
  ['absurd.pb', 'strange.pb'],
  ['one.pb', 'short.pb'],
  ['short.pb', 'empty.pb'],
  ['negative.pb', 'mixed.pb'],
  ['labels.pb', 'deep.pb'],
  ['types.pb', 'short.pb'],
  ['empty.pb', 'short.pb'],
];

/** Writes the profiles into a folder. @returns their paths */
export function writeOddProfiles(folder: string): string[] {
  return Object.entries(oddProfiles).map(([name, profile]) => {
    const path = join(folder, name);
    writeFileSync(path, encodePprof(profile));
    return path;
  });
}
