import { compareBytewise } from '../analysis/order';
import type { Profile } from '../model/profile';
import { isTextLabel } from '../pprof/labels';
import type { Work } from '../work/work';
import { bySamples, heft, type SampledTree, type SideValues } from './sides';

/** Goroutines that stand at the same place for the same reason. */
export interface GoroutineGroup {
  /** Frame rows, leaf first. */
  readonly stack: readonly number[];
  /** What the runtime calls it: 'chan receive', 'IO wait'; '' where the profile does not say. */
  readonly state: string;
  /** Function that started them; '' where unknown. */
  readonly createdBy: string;
  readonly count: SideValues;
  /** Minutes the longest has waited, of all sides; 0 = less than one, or unknown. */
  readonly longestWaitMinutes: number;
  /** Numbers of the goroutines that are known, of the last side that has them; not more than {@link mostIds}. */
  readonly ids: readonly number[];
}

export interface Goroutines {
  /** Most first. */
  readonly groups: readonly GoroutineGroup[];
  readonly total: SideValues;
  /** False where the profile counts something else. */
  readonly isGoroutines: boolean;
  /** Whether there are states and waits, as dumps with debug=2 have them. */
  readonly hasStates: boolean;
}

/** Numbers that are listed of one group. */
export const mostIds = 1000;

/** Goroutines grouped by stack, state and who created them. */
export function* goroutineGroups(sampled: SampledTree, sampleTypes: readonly string[]): Work<Goroutines> {
  const { tree, sides } = sampled;
  const isGoroutines = sampleTypes.every((type) => /^goroutines?$/.test(type));
  const none = { groups: [], total: sides.map(() => 0), isGoroutines, hasStates: false };
  if (!isGoroutines) return none;
  const groups = new Map<string, Growing>();
  const total = sides.map(() => 0);
  let hasStates = false;
  yield* bySamples(sampled, ({ profile, values, factor, frames }, side) => (from, to) => {
    const { samples } = profile;
    for (let row = from; row < to; row++) {
      if (values[row] === 0) continue;
      const stack: number[] = [];
      for (let i = samples.stackOffsets[row]!; i < samples.stackOffsets[row + 1]!; i++) {
        const location = samples.stacks[i]!;
        for (let at = frames.offsets[location]!; at < frames.offsets[location + 1]!; at++) {
          stack.push(frames.frames[at]!);
        }
      }
      const { state, createdBy, waitMinutes, id } = factsOf(profile, row);
      if (state !== '') hasStates = true;
      const key = `${stack.join(',')}\n${state}\n${createdBy}`;
      let group = groups.get(key);
      if (group === undefined) {
        group = { stack, state, createdBy, count: sides.map(() => 0), longestWaitMinutes: 0, ids: [], side };
        groups.set(key, group);
      }
      const count = values[row]! * factor;
      group.count[side]! += count;
      total[side]! += count;
      group.longestWaitMinutes = Math.max(group.longestWaitMinutes, waitMinutes);
      if (group.side !== side) group.ids.length = 0;
      group.side = side;
      if (id > 0 && group.ids.length < mostIds) group.ids.push(id);
    }
  });
  const sorted = [...groups.values()]
    .map(({ side: _, ...group }) => group)
    .sort(
      (a, b) =>
        heft(b.count) - heft(a.count) ||
        b.longestWaitMinutes - a.longestWaitMinutes ||
        compareBytewise(tree.frames.name[a.stack[0] ?? 0]!, tree.frames.name[b.stack[0] ?? 0]!),
    );
  return { groups: sorted, total, isGoroutines, hasStates };
}

interface Growing extends GoroutineGroup {
  count: number[];
  ids: number[];
  longestWaitMinutes: number;
  side: number;
}

/** What the reader of dumps put into labels. */
function factsOf(profile: Profile, row: number) {
  const { samples, strings } = profile;
  const { labels, labelOffsets } = samples;
  const facts = { state: '', createdBy: '', waitMinutes: 0, id: 0 };
  for (let label = labelOffsets[row]!; label < labelOffsets[row + 1]!; label++) {
    const key = strings.get(labels.key[label]!);
    if (isTextLabel(profile, label)) {
      const text = strings.get(labels.str[label]!);
      if (key === 'state') facts.state = text;
      else if (key === 'created_by') facts.createdBy = text;
    } else if (key === 'wait') facts.waitMinutes = Number(labels.num[label]!);
    else if (key === 'goroutine') facts.id = Number(labels.num[label]!);
  }
  return facts;
}
