import type { FrameSignificance, Judged } from './types';

/**
 * How sure a difference is, in a word. 'share': its own difference may be noise, but as a share of the whole it
 * changed. 'few': too few samples to tell.
 */
export type Sureness = 'change' | 'share' | 'noise' | 'few';

/** Of a row that is judged by itself alone. */
export function surenessOf({ p, changed }: Judged, row: number): Exclude<Sureness, 'share'> {
  if (changed[row] === 1) return 'change';
  return Number.isNaN(p[row]!) ? 'few' : 'noise';
}

/** Of a frame's flat or cum. */
export function frameSureness(
  { frames, shares }: Pick<FrameSignificance, 'frames' | 'shares'>,
  measure: 'flat' | 'cum',
  frame: number,
): Sureness {
  const own = surenessOf(frames[measure], frame);
  return own !== 'change' && shares?.[measure].changed[frame] === 1 ? 'share' : own;
}

/**
 * Whether a frame's flat or cum may be drawn as the change that its values show: where it is one, or where its share of
 * the whole changed for sure and in the same direction.
 */
export function isChanged(
  { frames, shares }: Pick<FrameSignificance, 'frames' | 'shares'>,
  measure: 'flat' | 'cum',
  frame: number,
): boolean {
  if (frames[measure].changed[frame] === 1) return true;
  if (shares?.[measure].changed[frame] !== 1) return false;
  return Math.sign(shares[measure].delta[frame]!) === Math.sign(frames[measure].delta[frame]!);
}
