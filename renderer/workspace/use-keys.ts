import { useEffect } from 'react';
import { front } from './front';

/** Ctrl+F and / go to the search box, wherever the focus is. */
export function useKeys(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && event.target.matches('input, textarea, select');
      const ctrlF = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key === 'f';
      if (event.defaultPrevented || (!ctrlF && (typing || event.key !== '/'))) return;
      event.preventDefault();
      front.getState().workspace?.focusSearch();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
