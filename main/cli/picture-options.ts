import { layoutFlame } from '../../engine/analysis/layout';
import { searchTree } from '../../engine/analysis/search';
import { type CallTree, type TreeShape, wholeShape } from '../../engine/analysis/types';
import {
  type ColourScale,
  coloringsOf,
  type FlameNoise,
  type FlameSeen,
  usualSeen,
} from '../../engine/flame/look';
import { atOnce } from '../../engine/work/work';
import { FlamebenchError } from '../../proto/errors';
import { type Option, textOption, UsageError, type VerbArguments } from './verb';

/** How a flame graph is drawn and what of it is in sight at first: the options of what draws one. */
export const pictureOptions = {
  'side-by-side': { type: 'boolean', about: 'of two profiles: each in a drawing of its own, on one scale' },
  order: { type: 'string', placeholder: 'ORDER', about: 'of siblings: heavy (the usual one), name, time' },
  direction: { type: 'string', placeholder: 'WAY', about: 'icicle (root on top, the usual one) or flame' },
  'fold-recursion': { type: 'boolean', about: 'draw a function that calls itself directly once' },
  colors: {
    type: 'string',
    placeholder: 'WHAT',
    about: 'what colours mean: package, file, total, self; change, own-change; sign',
  },
  'color-noise': {
    type: 'boolean',
    about: 'of two profiles: colour also what may be noise, which is grey else',
  },
  'color-blind': { type: 'boolean', about: 'orange and blue in place of red and green' },
  search: { type: 'string', placeholder: 'REGEXP', about: 'mark the functions that match' },
  zoom: { type: 'string', placeholder: 'REGEXP', about: 'begin zoomed to the widest function that matches' },
} as const satisfies Readonly<Record<string, Option>>;

/** The first option given that only a picture has; undefined where none was. */
export function givenPictureOption({ values }: VerbArguments): string | undefined {
  return Object.keys(pictureOptions).find((name) => values[name] !== undefined && values[name] !== false);
}

/** What the options say, as far as that can be told before a profile is read. */
export interface PictureChoice {
  readonly shape: TreeShape;
  readonly arrangement: FlameSeen['arrangement'];
  readonly upright: boolean;
  readonly scale: ColourScale;
  readonly greyNoise: boolean;
  /** Name of what colours mean; undefined = the usual. What there is depends on the profile. */
  readonly colors: string | undefined;
  /** Patterns; '' = none. */
  readonly search: string;
  readonly zoom: string;
}

/** @throws UsageError */
export function pictureChoice(args: VerbArguments): PictureChoice {
  const order = oneOf('order', textOption(args, 'order'), ['heavy', 'name', 'time'] as const);
  const direction = oneOf('direction', textOption(args, 'direction'), ['icicle', 'flame'] as const);
  return {
    shape: { ...wholeShape, order, foldRecursion: args.values['fold-recursion'] === true },
    arrangement: args.values['side-by-side'] === true ? 'beside' : 'one',
    upright: direction === 'flame',
    scale: args.values['color-blind'] === true ? 'orange-blue' : 'red-green',
    greyNoise: args.values['color-noise'] !== true,
    colors: textOption(args, 'colors'),
    search: textOption(args, 'search') ?? '',
    zoom: textOption(args, 'zoom') ?? '',
  };
}

/**
 * How a tree is looked at by that choice.
 * @param tree in the choice's shape
 * @param noise of a comparison; null where what may be noise is not to be told
 * @throws UsageError; FlamebenchError 'bad-argument' for a broken pattern, and a zoom that matches nothing
 */
export function seenBy(
  { colors, zoom, greyNoise: _, ...choice }: PictureChoice,
  tree: CallTree,
  noise: FlameNoise | null = null,
): FlameSeen {
  const focus = zoomedNode(tree, zoom);
  return {
    ...usualSeen(tree),
    ...choice,
    coloring: oneOf('colors', colors, coloringsOf(tree)),
    focus,
    noise,
    place: { node: focus, from: 0, to: 1 },
  };
}

/** The widest node of a function that matches; 0 where nothing is asked for. */
function zoomedNode(tree: CallTree, pattern: string): number {
  if (pattern === '') return 0;
  const { frameMatches } = atOnce(searchTree(tree, pattern));
  const { width } = layoutFlame(tree, tree.self.length > 1 ? 'union' : 0);
  let widest = 0;
  for (let node = 1; node < tree.length; node++) {
    if (frameMatches[tree.frame[node]!] === 0) continue;
    if (widest === 0 || width[node]! > width[widest]!) widest = node;
  }
  if (widest > 0) return widest;
  throw new FlamebenchError('bad-argument', `zoom ${pattern}`, { reason: 'it matches no function' });
}

/** One of a few words; the first where none was given. */
function oneOf<T extends string>(option: string, text: string | undefined, words: readonly T[]): T {
  if (text === undefined) return words[0]!;
  const chosen = words.find((word) => word === text);
  if (chosen !== undefined) return chosen;
  throw new UsageError(`--${option} must be one of ${words.join(', ')}, not '${text}'`);
}
