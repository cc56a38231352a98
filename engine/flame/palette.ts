import { mixHex, oklch } from './colour-space';
import type { ColourScale } from './look';

/**
 * Every colour of a picture, for one appearance. Fills are indices into `fills`, so that a drawing is
 * numbers until the last moment: 0 is the neutral fill, then one per package tone, then the changes.
 */
export interface FlameTheme {
  readonly background: string;
  /** Fill colours by index; see the constants below for which is which. */
  readonly fills: readonly string[];
  /** Text on any fill of `fills`; text on a faded fill. */
  readonly text: string;
  readonly fadedText: string;
  /** Laid over the boxes of the frame under the pointer. */
  readonly hover: string;
  readonly outline: string;
  /** Diagonal lines over boxes that exist on one side only. */
  readonly hatch: string;
  readonly thumb: string;
  /** Laid over what of the minimap is not in sight. */
  readonly veil: string;
}

/** Hues × lightness steps of packages. */
export const packageHues = 12;
export const packageTones = 3;
/** Steps of change in each direction. */
export const changeSteps = 5;

export const neutralFill = 0;
export const firstPackageFill = 1;
/** The fill of no change; ± 1 … {@link changeSteps} around it are less and more. */
export const unchangedFill = firstPackageFill + packageHues * packageTones + changeSteps;
export const newFill = unchangedFill + changeSteps + 1;
export const goneFill = newFill + 1;
export const matchFill = goneFill + 1;
/** Joined boxes of frames too narrow to draw. */
export const narrowFill = matchFill + 1;
/** Steps from little to much, where colour means how much. */
export const amountSteps = 8;
export const firstAmountFill = narrowFill + 1;
const fillCount = firstAmountFill + amountSteps;
/** Added to a fill: the same, faded, for what is not looked at now. */
export const faded = fillCount;

/**
 * Hue in degrees and chroma of each package step: the warm family from clay to straw, and beside it sage,
 * dusty teal and mauve. Rose and yellow-green keep the least chroma, as they are the first to look ill.
 */
const packageSteps = [
  [28, 0.05],
  [45, 0.06],
  [60, 0.066],
  [75, 0.068],
  [90, 0.064],
  [110, 0.048],
  [135, 0.042],
  [160, 0.042],
  [185, 0.038],
  [220, 0.036],
  [340, 0.034],
  [10, 0.036],
] as const;

/** The same where red and green are avoided: orange and blue, told apart by strength. */
const safePackageSteps = [
  [60, 0.03],
  [60, 0.066],
  [72, 0.05],
  [72, 0.09],
  [50, 0.05],
  [50, 0.085],
  [250, 0.025],
  [250, 0.05],
  [238, 0.04],
  [238, 0.065],
  [264, 0.04],
  [264, 0.065],
] as const;

/** How much of a fill is left when it fades. */
export const fadedTo = 0.3;

interface Tones {
  readonly background: string;
  readonly text: string;
  readonly fadedText: string;
  readonly neutral: string;
  readonly narrow: string;
  readonly unchanged: string;
  readonly match: string;
  readonly hover: string;
  readonly outline: string;
  readonly hatch: string;
  readonly thumb: string;
  readonly veil: string;
  /** Lightness of package tone 0 and what each further tone adds; share of the steps' chroma. */
  readonly package: { readonly l: number; readonly step: number; readonly c: number };
  /** Lightness and chroma of the strongest change. */
  readonly change: { readonly l: number; readonly c: number };
}

const light: Tones = {
  background: '#ffffff',
  text: '#1f1b16',
  fadedText: '#635f58',
  neutral: '#dcd8d1',
  narrow: '#e4e1dc',
  unchanged: '#dedcd9',
  match: oklch(0.76, 0.13, 305),
  hover: 'rgb(0 0 0 / 10%)',
  outline: '#2458bf',
  hatch: 'rgb(0 0 0 / 16%)',
  thumb: 'rgb(0 0 0 / 35%)',
  veil: 'rgb(255 255 255 / 62%)',
  package: { l: 0.815, step: 0.035, c: 1 },
  change: { l: 0.7, c: 0.145 },
};

const dark: Tones = {
  background: '#17171a',
  text: '#f4efe8',
  fadedText: '#a19c95',
  neutral: '#47443f',
  narrow: '#35332f',
  unchanged: '#43423f',
  match: oklch(0.49, 0.15, 305),
  hover: 'rgb(255 255 255 / 13%)',
  outline: '#8fb2ff',
  hatch: 'rgb(255 255 255 / 17%)',
  thumb: 'rgb(255 255 255 / 40%)',
  veil: 'rgb(23 23 26 / 66%)',
  package: { l: 0.4, step: 0.03, c: 0.85 },
  change: { l: 0.49, c: 0.125 },
};

/** Hues of more and of less, in degrees. */
export const changeHues = {
  'red-green': { more: 25, less: 150 },
  'orange-blue': { more: 60, less: 250 },
} as const;

const amountHue = 52;

/** The colours of pictures in the light or dark appearance. */
export function flameTheme(isDark: boolean, scale: ColourScale = 'red-green'): FlameTheme {
  const t = isDark ? dark : light;
  const fills: string[] = [t.neutral];
  for (const [hue, chroma] of scale === 'red-green' ? packageSteps : safePackageSteps) {
    for (let tone = 0; tone < packageTones; tone++) {
      fills.push(oklch(t.package.l + tone * t.package.step, chroma * t.package.c, hue));
    }
  }
  const more = oklch(t.change.l, t.change.c, changeHues[scale].more);
  const less = oklch(t.change.l, t.change.c, changeHues[scale].less);
  for (let i = -changeSteps; i <= changeSteps; i++) {
    const strength = i === 0 ? 0 : 0.25 + (0.75 * Math.abs(i)) / changeSteps;
    fills.push(mixHex(t.unchanged, i > 0 ? more : less, strength));
  }
  fills.push(more, less, t.match, t.narrow);
  // One hue for amounts: how strong it is says how much, to everybody.
  const much = oklch(t.change.l, t.change.c, amountHue);
  for (let i = 0; i < amountSteps; i++)
    fills.push(mixHex(t.unchanged, much, (i + 0.5) / (amountSteps - 0.5)));
  const all = [...fills, ...fills.map((fill) => mixHex(t.background, fill, fadedTo))];
  return {
    background: t.background,
    fills: all,
    text: t.text,
    fadedText: t.fadedText,
    hover: t.hover,
    outline: t.outline,
    hatch: t.hatch,
    thumb: t.thumb,
    veil: t.veil,
  };
}
