import type { FrameAttributes } from './name-attributes';
import type { PaletteMap } from './palette-map';

/** What flamegraph.pl is told on its command line; its defaults are {@link defaultOptions}. */
export interface FlamegraphOptions {
  /** '' for the one that suits the drawing. */
  readonly title: string;
  readonly subtitle: string;
  /** CSS pixels. */
  readonly width: number;
  /** Of a frame, CSS pixels. */
  readonly height: number;
  /** The narrowest frame to draw: pixels, or with percent its share of all. */
  readonly minWidth: { readonly size: number; readonly percent: boolean };
  readonly fontType: string;
  /** CSS pixels. */
  readonly fontSize: number;
  /** Width of a character, in font sizes. */
  readonly fontWidth: number;
  readonly encoding: string;
  readonly countName: string;
  readonly nameType: string;
  readonly nameAttributes: ReadonlyMap<string, FrameAttributes>;
  /** What the width stands for; 0 for the sum of the counts. */
  readonly total: number;
  readonly factor: number;
  readonly colors: string;
  /** From top to bottom. */
  readonly background: readonly [string, string];
  readonly shade: 'name' | 'hash' | 'chance';
  /** Colours to use and to add to. */
  readonly paletteMap: PaletteMap | undefined;
  readonly reverse: boolean;
  readonly inverted: boolean;
  readonly flameChart: boolean;
  readonly negate: boolean;
  readonly notes: string;
}

export const defaultOptions: FlamegraphOptions = {
  title: '',
  subtitle: '',
  width: 1200,
  height: 16,
  minWidth: { size: 0.1, percent: false },
  fontType: 'Verdana',
  fontSize: 12,
  fontWidth: 0.59,
  encoding: '',
  countName: 'samples',
  nameType: 'Function:',
  nameAttributes: new Map(),
  total: 0,
  factor: 1,
  colors: 'hot',
  background: ['#eeeeee', '#eeeeb0'],
  shade: 'name',
  paletteMap: undefined,
  reverse: false,
  inverted: false,
  flameChart: false,
  negate: false,
  notes: '',
};

/** The heading of a picture without a title of its own. */
export function titleOf({ title, flameChart, inverted }: FlamegraphOptions): string {
  if (title !== '') return title;
  if (flameChart) return 'Flame Chart';
  return inverted ? 'Icicle Graph' : 'Flame Graph';
}
