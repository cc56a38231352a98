import type { Choices, Pane } from '../state/workspace-state';
import type { NamedPlace } from './translate';

/** Where a person is: what undo brings back. Pure. */
export interface Step {
  readonly choices: Choices;
  readonly panes: Readonly<Record<string, Pane>>;
  /** Where each pane looks, by its id. Linked panes look at one place; any of them can tell it. */
  readonly places: Readonly<Record<string, NamedPlace>>;
}

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
  return { ...history, now };
}

export function undo({ past, now, future }: History): History | null {
  const before = past[past.length - 1];
  return before === undefined ? null : { past: past.slice(0, -1), now: before, future: [now, ...future] };
}

export function redo({ past, now, future }: History): History | null {
  const [next, ...rest] = future;
  return next === undefined ? null : { past: [...past, now], now: next, future: rest };
}

export function sameStep(a: Step, b: Step): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
