import type { Session } from './session';
import type { WorkspaceState } from './workspace-state';

/**
 * How each session's workspace stands, so that changing tabs loses nothing, and the next start finds it. A
 * state goes when its session goes. A new session opens in the arrangement of its kind, whatever became of the one
 * before: in the usual one, or in that of a workspace which a person said others shall open like.
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
  states.set(session, state);
  tell();
}

function tell(): void {
  for (const listener of listeners) listener();
}

/** From now on sessions of a kind open like this one: its views in their places, each showing its own session. */
export function keepArrangement(
  kind: Session['kind'],
  { panes, active, layout }: Pick<WorkspaceState, 'panes' | 'active' | 'layout'>,
): void {
  const plain = Object.entries(panes).map(
    ([id, { viewId }]) => [id, { viewId, subject: '', own: null }] as const,
  );
  usual = { ...usual, [kind]: { panes: Object.fromEntries(plain), active, layout } };
  tell();
}

export function usualArrangement(kind: Session['kind']): Arrangement | undefined {
  return usual[kind];
}

/** Forgets what was kept: sessions of that kind open as the first ever did. */
export function forgetArrangement(kind: Session['kind']): void {
  const { [kind]: _, ...others } = usual;
  usual = others;
  tell();
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
