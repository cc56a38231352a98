import type { EngineClient } from '../engine/client';
import type { Session } from '../state/session';
import type { Ports } from '../state/store';
import { activeTab } from '../state/tabs';
import { modelOf } from './models';
import { treeRequest } from './tree-request';
import { type Lease, treesOf } from './trees';

const claims = new WeakMap<Session, Lease>();

/** Has the tree begun that the first pane of a session will ask for, unless it is begun already. */
export function askAhead(engine: EngineClient, session: Session): void {
  if (claims.has(session)) return;
  const model = modelOf(session);
  const { active, panes } = model.store.getState();
  // What shows another session asks for itself.
  if (panes[active] !== undefined && panes[active].subject !== '') return;
  const request = treeRequest(session, model.choicesOf(active));
  if (request !== null) claims.set(session, treesOf(engine).lease(request));
}

/** Gives the claim back: the pane has its own, or nobody will show the session. */
export function letGo(session: Session): void {
  claims.get(session)?.release();
  claims.delete(session);
}

/**
 * Asks ahead for whatever session comes to the front, in the very moment: its worker builds the tree while the page
 * draws the tab and puts the panes up. Returns how to stop.
 */
export function treesAhead({ store, engine }: Ports): () => void {
  let front: Session | null = null;
  const look = () => {
    const session = activeTab(store.getState())?.session ?? null;
    if (session === front) return;
    if (front !== null) letGo(front);
    front = session;
    if (session !== null) askAhead(engine, session);
  };
  look();
  return store.subscribe(look);
}
