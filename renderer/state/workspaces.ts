import type { Session } from './session';
import type { WorkspaceState } from './workspace-state';

/**
 * How each session's workspace stands, so that changing tabs loses nothing, and the next start finds it. A
 * state goes when its session goes. What a person arranged last is how sessions of that kind open from then on.
 */

/** Panes and their arrangement, without what they look at. */
export type Arrangement = Pick<WorkspaceState, 'panes' | 'active' | 'layout'>;
export type Arrangements = { readonly [Kind in Session['kind']]?: Arrangement };

const states = new WeakMap<Session, WorkspaceState>();
const listeners = new Set<() => void>();
let usual: Arrangements = {};

export function recallWorkspace(session: Session): WorkspaceState | undefined {
  return states.get(session);
}

export function rememberWorkspace(session: Session, state: WorkspaceState): void {
  const before = states.get(session);
  states.set(session, state);
  if (before !== undefined && before.layout !== state.layout) arrange(session.kind, state);
  for (const listener of listeners) listener();
}

/** Panes of other profiles belong to the one session they were put beside; then nothing is learnt from it. */
function arrange(kind: Session['kind'], { panes, active, layout }: WorkspaceState): void {
  const all = Object.entries(panes);
  if (all.length === 0 || all.some(([, pane]) => pane.subject !== '')) return;
  const plain = all.map(([id, { viewId }]) => [id, { viewId, subject: '', own: null }] as const);
  usual = { ...usual, [kind]: { panes: Object.fromEntries(plain), active, layout } };
}

export function usualArrangement(kind: Session['kind']): Arrangement | undefined {
  return usual[kind];
}

/** Forgets what was arranged: sessions of that kind open as the first ever did. */
export function forgetArrangement(kind: Session['kind']): void {
  const { [kind]: _, ...others } = usual;
  usual = others;
}

export function arrangements(): Arrangements {
  return usual;
}

export function setArrangements(kept: Arrangements): void {
  usual = kept;
}

/** Tells of every change. Returns how to stop. */
export function onWorkspaceChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
