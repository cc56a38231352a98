import type { WorkspaceState } from '../state/workspace-state';
import { sameShape } from './layout-shape';

/**
 * Where a person is, and was: what undo brings back. A step is the whole workspace as plain data; what did not
 * change is shared between steps, not copied. Pure.
 */
export type Step = WorkspaceState;

export interface History {
  readonly past: readonly Step[];
  readonly now: Step;
  readonly future: readonly Step[];
}

const most = 200;

export function startHistory(now: Step): History {
  return { past: [], now, future: [] };
}

/** Goes on to a step; what was undone before is forgotten. A step that changes nothing is none. */
export function advance(history: History, now: Step): History {
  if (sameStep(history.now, now)) return { ...history, now };
  return { past: [...history.past, history.now].slice(-most), now, future: [] };
}

/** Takes a step's newest form in place of the one that began it: letters typed in a row are one step. */
export function amend(history: History, now: Step): History {
  if (sameStep(history.now, now)) return { ...history, now };
  return { ...history, now, future: [] };
}

export function undo({ past, now, future }: History): History | null {
  const before = past[past.length - 1];
  return before === undefined ? null : { past: past.slice(0, -1), now: before, future: [now, ...future] };
}

export function redo({ past, now, future }: History): History | null {
  const [next, ...rest] = future;
  return next === undefined ? null : { past: [...past, now], now: next, future: rest };
}

/** Whether two steps differ in nothing that is worth a step: room that panes gave each other is not, nor who is active. */
export function sameStep(a: Step, b: Step): boolean {
  return (
    same(a.choices, b.choices) &&
    same(a.panes, b.panes) &&
    same(a.places, b.places) &&
    (a.layout === b.layout || sameShape(a.layout, b.layout))
  );
}

function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
