import { useEffect, useRef } from 'react';
import type { EngineClient } from '../engine/client';
import type { Session } from '../state/session';
import type { WorkspaceModel } from './model';
import { treeRequest } from './tree-request';
import { type Lease, treesOf } from './trees';

/**
 * Has the tree begun that the first pane will ask for: its worker builds it while the panes are put up.
 * @param isShown whether the pane has a tree, and with it a claim of its own
 */
export function useTreeAhead(
  engine: EngineClient,
  session: Session,
  model: WorkspaceModel,
  isShown: boolean,
): void {
  const lease = useRef<Lease | null>(null);
  useEffect(() => {
    const { active, panes } = model.store.getState();
    // What shows another session asks for itself.
    if (panes[active] !== undefined && panes[active].subject !== '') return;
    const request = treeRequest(session, model.choicesOf(active));
    if (request === null) return;
    lease.current = treesOf(engine).lease(request);
    return () => {
      lease.current?.release();
      lease.current = null;
    };
  }, [engine, session, model]);
  useEffect(() => {
    if (!isShown) return;
    lease.current?.release();
    lease.current = null;
  }, [isShown]);
}
