import { type BuilderLabel, ProfileBuilder } from '../../model/builder';
import type { Profile, ValueType } from '../../model/profile';
import { JsonPlace } from '../../wire/json';
import { atOnce, type Work, within } from '../../work/work';
import { readEvents, readSamples } from './events';

/** What Flamebench's files say they were exported by. */
const ownName = 'Flamebench';

/** What a unit of the file is in a profile, and by how much weights grow. */
const units: Readonly<Record<string, { type: string; unit: string; scale: number }>> = {
  none: { type: 'samples', unit: 'count', scale: 1 },
  bytes: { type: 'space', unit: 'bytes', scale: 1 },
  nanoseconds: { type: 'time', unit: 'nanoseconds', scale: 1 },
  microseconds: { type: 'time', unit: 'nanoseconds', scale: 1e3 },
  milliseconds: { type: 'time', unit: 'nanoseconds', scale: 1e6 },
  seconds: { type: 'time', unit: 'nanoseconds', scale: 1e9 },
};

/**
 * Reads speedscope's own format: frames, and one or more profiles of them, sampled or as events. Several
 * profiles, which mostly are the threads of one program, become one whose samples have the label 'profile';
 * profiles of different units become sample types. In a file that Flamebench wrote each profile is a sample
 * type, under its name.
 *
 * @throws FlamebenchError 'malformed-profile', 'too-large'
 */
export function readSpeedscope(bytes: Uint8Array, name: string): Profile {
  return atOnce(readSpeedscopeInParts(bytes, name));
}

/** What of the work parsing is. */
const parsing = 0.5;

/** {@link readSpeedscope} in parts. */
export function* readSpeedscopeInParts(bytes: Uint8Array, name: string): Work<Profile> {
  const file = yield* within(0, parsing, JsonPlace.parse(bytes, name));
  const profiles = [...file.at('profiles').items()];
  const isOwn = file.at('exporter').textOrNone() === ownName;
  const columns = profiles.map((profile) => {
    const unit = unitOf(profile);
    return isOwn ? { ...unit, type: profile.at('name').textOrNone() || unit.type } : unit;
  });
  const types: ValueType[] = [];
  for (const { type, unit } of columns) if (!types.some((t) => t.type === type)) types.push({ type, unit });
  const builder = new ProfileBuilder(types, { inTimeOrder: !isOwn });
  const locations = readFrames(file, builder);

  const readOne = (profile: JsonPlace, i: number): Work<void> => {
    const { type, scale } = columns[i]!;
    const column = types.findIndex((t) => t.type === type);
    const label = profile.at('name').textOrNone();
    const labels: BuilderLabel[] =
      profiles.length > 1 && !isOwn && label !== '' ? [{ key: 'profile', text: label }] : [];
    const add = (stack: readonly number[], weight: number, place: JsonPlace) => {
      const value = Math.round(weight * scale);
      if (!Number.isSafeInteger(value)) place.fail(`a weight of ${weight} lies beyond ±2^53`);
      const values = types.map((_, at) => (at === column ? value : 0));
      builder.sample(Array.from(stack, (frame) => locations[frame]!).reverse(), values, labels);
    };
    const kind = profile.at('type').text();
    if (kind === 'evented') return readEvents(profile, locations.length, add);
    if (kind === 'sampled') return readSamples(profile, locations.length, add);
    return profile.fail(`'${kind.slice(0, 20)}' is no type of profile`);
  };
  const share = (1 - parsing) / profiles.length;
  for (const [i, profile] of profiles.entries()) {
    const from = parsing + i * share;
    yield* within(from, from + share, readOne(profile, i));
  }
  return builder.build();
}

function unitOf(profile: JsonPlace) {
  const text = profile.at('unit').text();
  const found = Object.hasOwn(units, text) ? units[text] : undefined;
  return found ?? profile.at('unit').fail(`'${text.slice(0, 20)}' is no unit`);
}

function readFrames(file: JsonPlace, builder: ProfileBuilder): number[] {
  return Array.from(file.at('shared').at('frames').items(), (frame) =>
    builder.location({
      lines: [
        {
          function: builder.function({
            name: frame.at('name').text(),
            filename: frame.at('file').textOrNone(),
          }),
          line: frame.at('line').lineNumber(),
          column: frame.at('col').lineNumber(),
        },
      ],
    }),
  );
}
