import { useSyncExternalStore } from 'react';
import { isDark, onScheme } from '../ui/scheme';

/** Whether the window is in its dark appearance, for what is painted rather than styled. */
export function useDark(): boolean {
  return useSyncExternalStore(onScheme, isDark);
}
