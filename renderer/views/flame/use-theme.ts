import { useMemo } from 'react';
import type { ColourScale } from '../../../engine/flame/look';
import { type FlameTheme, flameTheme } from '../../../engine/flame/palette';
import { useDark } from '../use-dark';

/** The picture's colours in the appearance the system asks for now. */
export function useFlameTheme(scale: ColourScale = 'red-green'): FlameTheme {
  const isDark = useDark();
  return useMemo(() => flameTheme(isDark, scale), [isDark, scale]);
}
