import { useMemo } from 'react';
import type { ColourScale } from '../scale';
import { useDark } from '../use-dark';
import { type FlameTheme, flameTheme } from './theme';

/** The picture's colours in the appearance the system asks for now. */
export function useFlameTheme(scale: ColourScale = 'red-green'): FlameTheme {
  const isDark = useDark();
  return useMemo(() => flameTheme(isDark, scale), [isDark, scale]);
}
