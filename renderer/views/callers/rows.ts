import type { CallRows } from '../../../engine/stats/table-rows';
import type { Neighbours } from '../../../engine/tables/neighbours';

/** What the table of callers and callees shows, from top to bottom. */
export type CallerRow =
  | { readonly kind: 'head'; readonly part: 'callers' | 'callees'; readonly count: number }
  | { readonly kind: 'call'; readonly frame: number; readonly weight: readonly number[] }
  | { readonly kind: 'part'; readonly part: 'entry' | 'recursive'; readonly weight: readonly number[] }
  | { readonly kind: 'self'; readonly frame: number; readonly weight: readonly number[] };

/** Callers above the function, callees below it, as pprof's peek has them. */
export function callerRows(frame: number, found: Neighbours): readonly CallerRow[] {
  const { callers, callees, cum, entry, recursive } = found;
  const part = (name: 'entry' | 'recursive', weight: readonly number[]): CallerRow[] =>
    weight.some((value) => value !== 0) ? [{ kind: 'part', part: name, weight }] : [];
  const calls = (list: Neighbours['callers']) => list.map((each) => ({ kind: 'call' as const, ...each }));
  return [
    { kind: 'head', part: 'callers', count: callers.length },
    ...calls(callers),
    ...part('entry', entry),
    { kind: 'self', frame, weight: cum },
    ...part('recursive', recursive),
    { kind: 'head', part: 'callees', count: callees.length },
    ...calls(callees),
  ];
}

/**
 * What is asked to tell the changes of these rows from noise: each as a call, a row for each; heads as none.
 * @param names by frame
 */
export function judgedCalls(
  rows: readonly CallerRow[],
  names: readonly string[],
): { readonly asked: CallRows; readonly at: Int32Array } {
  const self = rows.findIndex(({ kind }) => kind === 'self');
  const own = names[(rows[self] as { frame: number }).frame]!;
  const callers: (string | null)[] = [];
  const callees: string[] = [];
  const at = new Int32Array(rows.length).fill(-1);
  const ask = (row: number, caller: string | null, callee: string) => {
    at[row] = callers.push(caller) - 1;
    callees.push(callee);
  };
  rows.forEach((row, i) => {
    switch (row.kind) {
      case 'call':
        if (i < self) ask(i, names[row.frame]!, own);
        else ask(i, own, names[row.frame]!);
        break;
      case 'part':
        ask(i, row.part === 'entry' ? '' : own, own);
        break;
      case 'self':
        ask(i, null, own);
    }
  });
  return { asked: { kind: 'calls', callers, callees, shown: null }, at };
}

/** Where a person walked: as a browser's history of pages. */
export interface Walk {
  readonly frames: readonly number[];
  /** Place in `frames`; -1 while empty. */
  readonly at: number;
}

export const noWalk: Walk = { frames: [], at: -1 };

/** Goes to a frame; what lay ahead is forgotten. Where one stands already nothing changes. */
export function walkTo(walk: Walk, frame: number): Walk {
  if (walk.frames[walk.at] === frame) return walk;
  const frames = [...walk.frames.slice(0, walk.at + 1), frame].slice(-100);
  return { frames, at: frames.length - 1 };
}

/** One step back (-1) or forward (1); null where there is none. */
export function step(walk: Walk, by: -1 | 1): Walk | null {
  const at = walk.at + by;
  return at >= 0 && at < walk.frames.length ? { ...walk, at } : null;
}
