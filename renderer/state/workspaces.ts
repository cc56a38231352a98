import type { Session } from './session';
import type { WorkspaceState } from './workspace-state';

/**
 * How each session's workspace stands, so that changing tabs loses nothing, and the next start finds it. A
 * state goes when its session goes.
 */

const states = new WeakMap<Session, WorkspaceState>();
const listeners = new Set<() => void>();

export function recallWorkspace(session: Session): WorkspaceState | undefined {
  return states.get(session);
}

export function rememberWorkspace(session: Session, state: WorkspaceState): void {
  states.set(session, state);
  for (const listener of listeners) listener();
}

/** Tells of every change. Returns how to stop. */
export function onWorkspaceChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
