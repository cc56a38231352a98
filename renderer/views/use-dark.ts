import { useSyncExternalStore } from 'react';

const query = () => matchMedia('(prefers-color-scheme: dark)');

/** Whether the window is in its dark appearance, for what is painted rather than styled. */
export function useDark(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const watched = query();
      watched.addEventListener('change', changed);
      return () => watched.removeEventListener('change', changed);
    },
    () => query().matches,
  );
}
