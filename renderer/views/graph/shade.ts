/** pprof's colour rule for a part of the total, as what a style needs to mix colours of either theme. */
export interface Shade {
  /** How much colour there is, 0…1: near nothing is grey. */
  readonly strength: number;
  /** How hot it is, 0…1, from straw to fire. Small parts are moved up, so that they differ. */
  readonly heat: number;
  readonly sign: 'more' | 'less' | 'none';
}

export function shade(part: number): Shade {
  const size = Math.min(1, Math.abs(part));
  if (!(size > 0)) return { strength: 0, heat: 0, sign: 'none' };
  return { strength: Math.min(1, size / 0.2), heat: size ** 0.3, sign: part > 0 ? 'more' : 'less' };
}

/** pprof's width of a call: from 1 to 6 by its part of the total. */
export function penWidth(part: number): number {
  return 1 + 5 * Math.min(1, Math.abs(part) || 0);
}

/** Graphviz's weight of a call, from 1 to 101. */
export function callWeight(part: number): number {
  return 1 + Math.min(100, Math.trunc(100 * (Math.abs(part) || 0)));
}
