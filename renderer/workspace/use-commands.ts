import { type RefObject, useEffect } from 'react';
import type { LinksStore } from '../views/contract';
import { showAll } from '../views/links';
import { bus } from './commands';

/** Ctrl+F and / go to the search box, wherever the focus is; so does the menu's command. */
export function useCommands(
  root: RefObject<HTMLElement | null>,
  search: RefObject<HTMLInputElement | null>,
  links: LinksStore,
): void {
  useEffect(() => {
    const inSight = () => root.current !== null && root.current.offsetParent !== null;
    const find = () => {
      if (!inSight()) return;
      search.current?.focus();
      search.current?.select();
    };
    const reset = () => {
      if (inSight()) showAll(links);
    };
    const onKeyDown = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && event.target.matches('input, textarea, select');
      const ctrlF = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key === 'f';
      if (!ctrlF && (typing || event.key !== '/')) return;
      event.preventDefault();
      find();
    };
    bus.addEventListener('find', find);
    bus.addEventListener('reset-zoom', reset);
    window.addEventListener('keydown', onKeyDown);
    return () => {
      bus.removeEventListener('find', find);
      bus.removeEventListener('reset-zoom', reset);
      window.removeEventListener('keydown', onKeyDown);
    };
  }, [root, search, links]);
}
