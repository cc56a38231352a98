import { useMemo, useSyncExternalStore } from 'react';
import type { ColourScale } from '../scale';
import { type FlameTheme, flameTheme } from './theme';

const dark = () => matchMedia('(prefers-color-scheme: dark)');

/** The picture's colours in the appearance the system asks for now. */
export function useFlameTheme(scale: ColourScale = 'red-green'): FlameTheme {
  const isDark = useSyncExternalStore(
    (changed) => {
      const query = dark();
      query.addEventListener('change', changed);
      return () => query.removeEventListener('change', changed);
    },
    () => dark().matches,
  );
  return useMemo(() => flameTheme(isDark, scale), [isDark, scale]);
}
