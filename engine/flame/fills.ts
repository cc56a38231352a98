import type { CallTree, FrameTable } from '../analysis/types';
import type { Coloring } from './look';
import {
  amountSteps,
  changeSteps,
  firstAmountFill,
  firstPackageFill,
  goneFill,
  neutralFill,
  newFill,
  packageHues,
  packageTones,
  unchangedFill,
} from './palette';

/** FNV-1a, 32 bits: the same name gets the same colour today, tomorrow and in both halves of a comparison. */
export function nameHash(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  // FNV's low bits are weak for short names.
  hash ^= hash >>> 16;
  return Math.imul(hash, 0x45d9f3b) >>> 0;
}

/**
 * Fill of a frame by its row: the hue is its home's (its package or file), the tone the function's, so that
 * neighbours of one home can be told apart. Code known only by its binary ('[libc.so.6]', '<unknown>') and the
 * root are neutral. Worked out for a frame when it is first drawn: most of a large profile's never are.
 */
export function homeFills(names: readonly string[], homes: readonly string[]): (frame: number) => number {
  /** 0 = not known yet, else the fill and 1. */
  const known = new Uint8Array(names.length);
  const hueOf = new Map<string, number>();
  const fillOf = (frame: number): number => {
    const name = names[frame]!;
    const home = homes[frame]!;
    if (frame === 0 || name.startsWith('[') || name.startsWith('<') || home === '') return neutralFill;
    let hue = hueOf.get(home);
    if (hue === undefined) {
      hue = nameHash(home) % packageHues;
      hueOf.set(home, hue);
    }
    return firstPackageFill + hue * packageTones + (nameHash(name) % packageTones);
  };
  return (frame) => {
    if (known[frame] === 0) known[frame] = fillOf(frame) + 1;
    return known[frame]! - 1;
  };
}

/** Each step of amount is so many times the one below; the highest begins at half of that below the whole. */
export const amountRatio = 3;

/** Fill of an amount that is a share (0…1) of the whole: by its order of size, in {@link amountSteps} steps. */
export function amountFill(share: number): number {
  if (!(share > 0)) return firstAmountFill;
  const below = Math.floor(-Math.log(Math.min(1, share)) / Math.log(amountRatio) + 1e-9);
  return firstAmountFill + Math.max(0, amountSteps - 1 - below);
}

/**
 * Fill of a node whose own value changed by `delta`, a share (−1…1) of the whole: by order of size, as
 * {@link amountFill}, in {@link changeSteps} steps each way. `quiet` is the share still called none.
 */
export function ownChangeFill(delta: number, quiet: number): number {
  const size = Math.abs(delta);
  if (!(size > quiet)) return unchangedFill;
  const below = Math.floor(-Math.log(Math.min(1, size)) / Math.log(amountRatio) + 1e-9);
  return unchangedFill + Math.sign(delta) * Math.max(1, changeSteps - below);
}

/**
 * Fill of a node whose value went from `before` to `after`: the relative change, (after − before) over the
 * larger of the two, in {@link changeSteps} steps each way. `quiet` is the difference still called none.
 */
export function changeFill(before: number, after: number, quiet: number): number {
  const delta = after - before;
  if (!(Math.abs(delta) > quiet)) return unchangedFill;
  if (before === 0) return newFill;
  if (after === 0) return goneFill;
  const share = delta / Math.max(Math.abs(before), Math.abs(after));
  const steps = Math.min(changeSteps, Math.ceil(Math.abs(share) * changeSteps));
  return unchangedFill + Math.sign(delta) * steps;
}

/**
 * Fill of a node of values of either sign: what they come to (`net`) over what they are made of (`gross`, the sum of
 * their magnitudes), in {@link changeSteps} steps each way.
 */
export function signFill(net: number, gross: number): number {
  if (!(gross > 0) || net === 0) return unchangedFill;
  const steps = Math.max(1, Math.min(changeSteps, Math.ceil((Math.abs(net) / gross) * changeSteps - 1e-9)));
  return unchangedFill + Math.sign(net) * steps;
}

/** The tree that is coloured: of any number of sides. */
export type ColouredTree = Pick<CallTree, 'frame' | 'self' | 'total'>;

/** Where each frame lives, by row. */
export type FrameHomes = Pick<FrameTable, 'name' | 'file' | 'package'>;

export interface FillOptions {
  readonly coloring: Coloring;
  /** Whose values amounts are. */
  readonly side: number;
  /** Of each node in the drawing. */
  readonly width: Float64Array;
  /** Of a comparison: the share of the larger total up to which a change is none. */
  readonly quietShare: number;
  /** Of a comparison: whether a node's change may as well be noise. */
  readonly isNoise: (node: number, own: boolean) => boolean;
}

/** Where each frame lives. Where nothing is known of any, as in most folded stacks, each name is its own home. */
export function homesOf(
  { name, file, package: packages }: FrameHomes,
  by: 'package' | 'file',
): readonly string[] {
  const homes = by === 'package' ? packages : file;
  return homes.some((home) => home !== '') ? homes : name;
}

/** The fill of each node. */
export function fillsOf(
  tree: ColouredTree,
  frames: FrameHomes,
  options: FillOptions,
): (node: number) => number {
  const { frame } = tree;
  const { coloring, side, width, quietShare, isNoise } = options;
  const [before, after] = [tree.total[0]!, tree.total[1]];
  switch (coloring) {
    case 'package':
    case 'file': {
      const fills = homeFills(frames.name, homesOf(frames, coloring));
      return (node) => fills(frame[node]!);
    }
    case 'total':
    case 'self': {
      const values = (coloring === 'total' ? tree.total : tree.self)[side]!;
      const whole = width[0]! || 1;
      return (node) => amountFill(Math.abs(values[node]!) / whole);
    }
    case 'sign':
      return (node) => signFill(before[node]!, width[node]!);
    case 'change':
    case 'own-change': {
      if (after === undefined) return () => unchangedFill;
      const whole = Math.max(Math.abs(before[0] ?? 0), Math.abs(after[0] ?? 0)) || 1;
      const quiet = quietShare * whole;
      if (coloring === 'change') {
        return (node) =>
          isNoise(node, false) ? unchangedFill : changeFill(before[node]!, after[node]!, quiet);
      }
      const [ownBefore, ownAfter] = [tree.self[0]!, tree.self[1]!];
      return (node) => {
        if (isNoise(node, true)) return unchangedFill;
        const fill = ownChangeFill((ownAfter[node]! - ownBefore[node]!) / whole, quietShare);
        if (fill === unchangedFill) return fill;
        return before[node] === 0 ? newFill : after[node] === 0 ? goneFill : fill;
      };
    }
  }
}
