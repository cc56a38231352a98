import { useEffect } from 'react';
import type { Ports } from '../state/store';
import { front } from '../workspace/front';
import { isPressed, isTyping } from './keys';
import { commands } from './table';

/** Fields have an undo of their own. */
const ownUndo = new Set(['undo', 'redo']);

/** Carries out the keys of the table, wherever the focus is; a view that took the key for itself has said so. */
export function useCommandKeys(ports: Ports): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || ports.store.getState().overlay !== null) return;
      const typing = isField(event.target);
      const context = { ports, workspace: front.getState().workspace };
      for (const { id, keys = [], when, run } of commands) {
        const key = keys.find((each) => isPressed(each, event));
        if (key === undefined || (typing && (isTyping(key) || ownUndo.has(id)))) continue;
        if (!(when?.(context) ?? true)) continue;
        event.preventDefault();
        run(context);
        return;
      }
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [ports]);
}

export function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
}
