import type { ChildOrder } from '../../../engine/analysis/types';
import { type Coloring, type ColourScale, colourScales } from '../../../engine/flame/look';
import { colourScale } from '../scale';

/** How a person wants a flame graph drawn. Kept with the pane. */
export interface FlameLook {
  /** Root at the bottom, as flames burn; else at the top, as icicles hang. */
  readonly upright: boolean;
  readonly order: ChildOrder;
  readonly foldRecursion: boolean;
  readonly coloring: Coloring;
  readonly scale: ColourScale;
  readonly minimap: boolean;
  /** Of a comparison: what may be noise is drawn grey. */
  readonly greyNoise: boolean;
}

const usual: Omit<FlameLook, 'scale'> = {
  upright: false,
  order: 'heavy',
  foldRecursion: false,
  coloring: 'package',
  minimap: true,
  greyNoise: true,
};

const orders: readonly ChildOrder[] = ['heavy', 'name', 'time'];

/**
 * A look as it was kept, whatever became of it meanwhile: what is not understood is as usual.
 * @param colorings what this view can be coloured by, its usual one first
 */
export function readLook(kept: unknown, colorings: readonly Coloring[]): FlameLook {
  const given = (typeof kept === 'object' && kept !== null ? kept : {}) as Record<string, unknown>;
  const flag = (key: 'upright' | 'foldRecursion' | 'minimap' | 'greyNoise') =>
    typeof given[key] === 'boolean' ? given[key] : usual[key];
  const choice = <T>(key: string, choices: readonly T[]) =>
    choices.find((c) => c === given[key]) ?? choices[0]!;
  return {
    upright: flag('upright'),
    order: choice('order', orders),
    foldRecursion: flag('foldRecursion'),
    coloring: choice('coloring', colorings),
    scale: colourScales.find((scale) => scale === given.scale) ?? colourScale(),
    minimap: flag('minimap'),
    greyNoise: flag('greyNoise'),
  };
}
