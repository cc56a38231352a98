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
} from './theme';

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
