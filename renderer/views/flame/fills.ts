import {
  changeSteps,
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
 * Fill of every frame: the hue is the package's, the tone the function's, so that neighbours of one package
 * can be told apart. Code known only by its binary ('[libc.so.6]', '<unknown>') and the root are neutral.
 */
export function packageFills(names: readonly string[], packages: readonly string[]): Uint8Array {
  const fills = new Uint8Array(names.length);
  const hueOf = new Map<string, number>();
  for (let i = 1; i < names.length; i++) {
    const name = names[i];
    const home = packages[i];
    if (name.startsWith('[') || name.startsWith('<') || home === '') {
      fills[i] = neutralFill;
      continue;
    }
    let hue = hueOf.get(home);
    if (hue === undefined) {
      hue = nameHash(home) % packageHues;
      hueOf.set(home, hue);
    }
    fills[i] = firstPackageFill + hue * packageTones + (nameHash(name) % packageTones);
  }
  return fills;
}

/** Changes below this share of the larger total are drawn as no change: a sample or two is not a finding. */
export const quietShare = 0.001;

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
