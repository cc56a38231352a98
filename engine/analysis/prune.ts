import type { LocationTable, Profile, SampleTable } from '../model/profile';
import { goRegExp, type TextPattern } from '../pprof/regexp';
import { atOnce, byRows, samplesInPart, type Work } from '../work/work';

/**
 * Cuts the frames that the profile's own `dropFrames` names, and everything they call: allocator and
 * profiler internals that the runtime which made the profile asks not to show. The rule is pprof's
 * (`RemoveUninteresting`), so that flat and cum agree with it: going from the root to the leaf, nothing is
 * cut before the first frame that is not to be dropped.
 *
 * Profiles without `dropFrames`, and those whose patterns are no regular expressions, come back as they are.
 */
export function pruned(profile: Profile): Profile {
  return atOnce(prune(profile));
}

/** {@link pruned} in parts. */
export function* prune(profile: Profile): Work<Profile> {
  if (profile.dropFrames === '') return profile;
  const drop = wholeName(profile.dropFrames);
  const keep = profile.keepFrames === '' ? null : wholeName(profile.keepFrames);
  if (drop === null || (keep === null && profile.keepFrames !== '')) return profile;

  const { locations, locationCut } = cutLocations(profile, (name) => {
    const plain = plainFunctionName(name);
    return drop.test(plain) && !(keep?.test(plain) ?? false);
  });
  return { ...profile, locations, samples: yield* cutStacks(profile.samples, locationCut) };
}

const cut = { none: 0, callees: 1, whole: 2 } as const;

function wholeName(pattern: string): TextPattern | null {
  try {
    return goRegExp(`^(${pattern})$`, 'frames');
  } catch {
    return null;
  }
}

/** 'operator()(int)' → 'operator()': the parameter list is not part of what `dropFrames` matches. */
export function plainFunctionName(name: string): string {
  const plain = name.startsWith('.') ? name.slice(1) : name;
  for (const bracket of plain.matchAll(/\(anonymous namespace\)|operator\(\)|\(/g)) {
    if (bracket[0] === '(') return plain.slice(0, bracket.index);
  }
  return plain;
}

/** Removes dropped inline lines, and says per location whether it goes whole or only what it calls. */
function cutLocations(
  profile: Profile,
  isDropped: (name: string) => boolean,
): { locations: LocationTable; locationCut: Uint8Array } {
  const { locations, functions, strings } = profile;
  const { lines, lineOffsets } = locations;
  const verdicts = new Map<number, boolean>();
  const dropsFunction = (fn: number): boolean => {
    const name = fn < 0 ? 0 : functions.name[fn]!;
    if (name === 0) return false;
    let verdict = verdicts.get(name);
    if (verdict === undefined) {
      verdict = isDropped(strings.get(name));
      verdicts.set(name, verdict);
    }
    return verdict;
  };

  const locationCut = new Uint8Array(locations.length);
  const offsets = new Int32Array(locations.length + 1);
  const kept: number[] = [];
  for (let location = 0; location < locations.length; location++) {
    const from = lineOffsets[location]!;
    const to = lineOffsets[location + 1]!;
    let line = to - 1;
    while (line >= from && !dropsFunction(lines.function[line]!)) line--;
    let first = from;
    if (line >= from) {
      const whole = line === to - 1;
      locationCut[location] = whole ? cut.whole : cut.callees;
      if (!whole) first = line + 1;
    }
    for (let i = first; i < to; i++) kept.push(i);
    offsets[location + 1] = kept.length;
  }
  return {
    locationCut,
    locations: {
      ...locations,
      lineOffsets: offsets,
      lines: {
        length: kept.length,
        function: Int32Array.from(kept, (i) => lines.function[i]!),
        line: Float64Array.from(kept, (i) => lines.line[i]!),
        column: Float64Array.from(kept, (i) => lines.column[i]!),
      },
    },
  };
}

function* cutStacks(samples: SampleTable, locationCut: Uint8Array): Work<SampleTable> {
  const { stackOffsets, stacks } = samples;
  const offsets = new Int32Array(samples.length + 1);
  /** What is cut closes up towards the front, so that each stack is moved within one copy. */
  const kept = stacks.slice();
  let length = 0;
  const cutRows = (from: number, to: number) => {
    for (let sample = from; sample < to; sample++) {
      const leaf = stackOffsets[sample]!;
      const end = stackOffsets[sample + 1]!;
      let first = leaf;
      let seenOther = false;
      for (let i = end - 1; i >= leaf; i--) {
        const how = locationCut[stacks[i]!]!;
        if (how === cut.none) seenOther = true;
        else if (seenOther) {
          first = how === cut.whole ? i + 1 : i;
          break;
        }
      }
      if (first > length) kept.copyWithin(length, first, end);
      length += end - first;
      offsets[sample + 1] = length;
    }
  };
  yield* byRows(samples.length, cutRows, samplesInPart);
  return { ...samples, stackOffsets: offsets, stacks: kept.subarray(0, length) };
}
