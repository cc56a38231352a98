import { useEffect } from 'react';
import type { EngineClient } from '../engine/client';
import type { Session } from '../state/session';
import { askAhead, letGo } from './tree-ahead';

/**
 * Holds the tree that the first pane will ask for until it does.
 * @param isShown whether the pane has a tree, and with it a claim of its own
 */
export function useTreeAhead(engine: EngineClient, session: Session, isShown: boolean): void {
  useEffect(() => {
    askAhead(engine, session);
    return () => letGo(session);
  }, [engine, session]);
  useEffect(() => {
    if (isShown) letGo(session);
  }, [isShown, session]);
}
