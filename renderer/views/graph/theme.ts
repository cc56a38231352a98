import { oklch } from '../../../engine/flame/colour-space';
import type { ColourScale } from '../../../engine/flame/look';
import type { Shade } from './shade';

/** Every colour of a call graph, for one appearance. */
export interface GraphTheme {
  readonly background: string;
  readonly text: string;
  readonly mutedText: string;
  /** Around boxes: found by the search, pointed at, selected. */
  readonly match: string;
  readonly hover: string;
  readonly selected: string;
  /** Laid over what of the overview is not in sight. */
  readonly veil: string;
  /** Of a box, and of its edge and of calls. */
  readonly fill: (shade: Shade) => string;
  readonly line: (shade: Shade) => string;
}

interface Tones {
  readonly background: string;
  readonly text: string;
  readonly mutedText: string;
  readonly match: string;
  readonly selected: string;
  readonly veil: string;
  /** Lightness of a box without colour, and of one with all of it, with that one's chroma. */
  readonly plain: number;
  readonly fill: { readonly l: number; readonly c: number };
  readonly line: { readonly l: number; readonly c: number };
}

const light: Tones = {
  background: '#ffffff',
  text: '#1c1c1a',
  mutedText: '#55554f',
  match: oklch(0.6, 0.2, 305),
  selected: '#2458bf',
  veil: 'rgb(255 255 255 / 62%)',
  plain: 0.955,
  fill: { l: 0.92, c: 0.085 },
  line: { l: 0.62, c: 0.15 },
};

const dark: Tones = {
  background: '#17171a',
  text: '#ececea',
  mutedText: '#bcbcb9',
  match: oklch(0.72, 0.17, 305),
  selected: '#8fb2ff',
  veil: 'rgb(23 23 26 / 66%)',
  plain: 0.28,
  fill: { l: 0.35, c: 0.09 },
  line: { l: 0.66, c: 0.14 },
};

const hues = {
  'red-green': { more: 25, less: 150 },
  'orange-blue': { more: 60, less: 250 },
} as const;

/**
 * The colours of call graphs. Of a profile: from straw to fire by share; of a comparison, and of what is below
 * nothing: one hue per direction.
 */
export function graphTheme(isDark: boolean, scale: ColourScale, compares: boolean): GraphTheme {
  const tones = isDark ? dark : light;
  const hue = ({ sign, heat }: Shade) => {
    if (sign === 'less') return hues[scale].less;
    return compares ? hues[scale].more : 85 - 57 * heat;
  };
  return {
    background: tones.background,
    text: tones.text,
    mutedText: tones.mutedText,
    match: tones.match,
    hover: tones.text,
    selected: tones.selected,
    veil: tones.veil,
    fill: (shade) =>
      oklch(
        tones.plain + (tones.fill.l - tones.plain) * shade.strength,
        tones.fill.c * shade.strength,
        hue(shade),
      ),
    line: (shade) => oklch(tones.line.l, tones.line.c * shade.strength, hue(shade)),
  };
}
