import { useMemo } from 'react';
import type { Coloring } from '../../../engine/flame/look';
import type { ViewProps } from '../contract';
import { type FlameLook, readLook } from './look';

/** How this view of this pane draws, and how that is changed. */
export function useLook(
  { look, onLook }: Pick<ViewProps, 'look' | 'onLook'>,
  colorings: readonly Coloring[],
): readonly [FlameLook, (look: FlameLook) => void] {
  return [useMemo(() => readLook(look, colorings), [look, colorings]), onLook];
}
