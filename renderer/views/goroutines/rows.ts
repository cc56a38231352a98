import { type GoroutineGroup, mostIds } from '../../../engine/tables/goroutines';
import type { Words } from '../../words/words';
import { count } from '../figures';
import type { FrameText } from '../frame-text';

export type Grouping = 'stack' | 'state' | 'creator';

/** Groups of goroutines as a table shows them; '' where the groups that were joined differ. */
export interface GoroutineRow {
  readonly state: string;
  readonly createdBy: string;
  readonly count: readonly number[];
  readonly longestWaitMinutes: number;
  readonly ids: readonly number[];
  /** The stack most of them stand at, leaf first. */
  readonly stack: readonly number[];
  /** Groups that were joined in it. */
  readonly groups: number;
  /** At how many different stacks they stand. */
  readonly stacks: number;
}

/** Tells a row from the others of its grouping, whatever became of its count and its place. */
export function keyOfRow(row: GoroutineRow, by: Grouping, text: FrameText): string {
  if (by !== 'stack') return by === 'state' ? row.state : row.createdBy;
  return [row.state, row.createdBy, ...row.stack.map((frame) => text.names[frame])].join('\n');
}

/** Joins groups that agree in what they are grouped by; most first, as they came. */
export function regroup(groups: readonly GoroutineGroup[], by: Grouping): readonly GoroutineRow[] {
  if (by === 'stack') return groups.map((group) => ({ ...group, groups: 1, stacks: 1 }));
  const rows = new Map<string, GoroutineRow>();
  const stacksOf = new Map<string, Set<string>>();
  for (const group of groups) {
    const key = by === 'state' ? group.state : group.createdBy;
    const row = rows.get(key);
    const stacks = stacksOf.get(key) ?? new Set();
    stacksOf.set(key, stacks.add(group.stack.join()));
    if (row === undefined) {
      rows.set(key, { ...group, groups: 1, stacks: 1 });
      continue;
    }
    rows.set(key, {
      state: row.state === group.state ? row.state : '',
      createdBy: row.createdBy === group.createdBy ? row.createdBy : '',
      count: row.count.map((value, side) => value + group.count[side]!),
      longestWaitMinutes: Math.max(row.longestWaitMinutes, group.longestWaitMinutes),
      ids: row.ids.length < mostIds ? [...row.ids, ...group.ids].slice(0, mostIds) : row.ids,
      stack: row.stack,
      groups: row.groups + 1,
      stacks: stacks.size,
    });
  }
  return [...rows.values()].sort((a, b) => Math.max(...b.count) - Math.max(...a.count));
}

const [hourMinutes, dayMinutes] = [60, 24 * 60];

/** A wait in the two largest units that it fills; the runtime counts whole minutes, and none below one. */
export function waitText(minutes: number, words: Words['tables']['goroutines']): string {
  if (minutes < 2 * hourMinutes) return words.minutes(minutes === 0 ? '<1' : count(minutes));
  const [hours, days] = [Math.floor(minutes / hourMinutes), Math.floor(minutes / dayMinutes)];
  if (days < 2) return words.hours(count(hours), count(minutes % hourMinutes));
  return words.days(count(days), count(hours % 24));
}

/** Groups that have a text in their state, creator, a number of theirs, or a function of their stack. */
export function filterGroups(
  groups: readonly GoroutineGroup[],
  filter: string,
  text: FrameText,
): readonly GoroutineGroup[] {
  const wanted = filter.trim().toLowerCase();
  if (wanted === '') return groups;
  const has = (words: string) => words.toLowerCase().includes(wanted);
  return groups.filter(
    ({ state, createdBy, ids, stack }) =>
      has(state) ||
      has(createdBy) ||
      ids.includes(Number(wanted)) ||
      stack.some((frame) => has(text.names[frame]!)),
  );
}

/** The first frame of the program itself: where the runtime and its packages below it were asked to wait. */
export function ownFrame(stack: readonly number[], text: FrameText): number {
  const waits = /^(runtime|internal|sync|syscall|os|net|io|bufio|time|context|select)(\.|\/)/;
  return stack.find((frame) => !waits.test(text.names[frame]!)) ?? stack[0] ?? -1;
}
