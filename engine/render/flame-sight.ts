import type { CallTree, FlameLayout } from '../analysis/types';
import type { FlameSeen } from '../flame/look';
import type { Finest, Sight } from './flame-boxes';
import { narrowestPx, narrowestRestPx, type Place } from './flame-page';

/** One of the drawings that a picture is made of. */
export interface Panel {
  readonly tree: CallTree;
  readonly layout: FlameLayout;
  /** Per node the width that fills the panel: its own, or of drawings on one scale the widest one's. */
  readonly reach: (node: number) => number;
  readonly place: Place;
}

/** Where on its axis one looks at first in a panel, and where boxes come to lie by it. */
export class FlameSight implements Sight {
  /** Edges in sight, in the axis' units. */
  readonly from: number;
  readonly to: number;
  readonly inside: Finest;
  readonly outside: Finest;
  /** Whether less than everything is in sight. */
  readonly isCloser: boolean;
  /** Pixels a unit: of the whole, and of what is in sight. */
  private readonly scale: number;
  private readonly closerScale: number;
  /** Pixels are rounded to so many parts of one. */
  private readonly parts: number;

  constructor(
    private readonly panel: Panel,
    seen: FlameSeen,
    smallestShare: number,
  ) {
    const { layout, reach, place } = panel;
    const whole = reach(0);
    const node = this.drawn(seen.place.node);
    const [from, to] = node === seen.place.node ? [seen.place.from, seen.place.to] : [0, 1];
    // A place of no width cannot be shown any closer.
    const isPlace = reach(node) > 0 && to > from;
    this.from = isPlace ? Math.max(0, layout.start[node]! + from * reach(node)) : 0;
    this.to = isPlace ? Math.min(whole, layout.start[node]! + to * reach(node)) : whole;
    const closer = whole > 0 ? whole / (this.to - this.from) : 1;
    this.isCloser = closer > 1 + 1e-9;
    this.scale = whole > 0 ? place.width / whole : 0;
    this.closerScale = this.scale * closer;
    const narrowest = Math.max(narrowestPx, smallestShare * place.width);
    const finest = (scale: number) => ({
      box: narrowest / scale,
      rest: Math.max(narrowest, narrowestRestPx) / scale,
    });
    this.inside = finest(this.closerScale);
    this.outside = finest(this.scale);
    // Four decimals let a box of a tenth of a pixel zoom to the full width without visible seams.
    this.parts = 10 ** Math.min(12, 4 + Math.ceil(Math.log10(closer)));
  }

  /** A stretch of the axis in the picture of the whole. */
  ofWhole(start: number, width: number): Place {
    const { place } = this.panel;
    // What is nothing at all still has a root.
    if (this.scale === 0) return place;
    return { x: place.x + start * this.scale, width: width * this.scale };
  }

  /** The same as it is seen at first, cut to the panel; null = it is not in sight. */
  atFirst(start: number, width: number): Place | null {
    const { place } = this.panel;
    if (this.scale === 0) return place;
    const left = (start - this.from) * this.closerScale;
    const right = left + width * this.closerScale;
    if (right <= 0.01 || left >= place.width - 0.01 || right - left < narrowestPx) return null;
    const x = Math.max(0, left);
    return { x: place.x + x, width: Math.min(place.width, right) - x };
  }

  round(px: number): string {
    return String(Math.round(px * this.parts) / this.parts);
  }

  /** What is in sight, where it lies in the whole: for the script. */
  stretch(): string {
    const { x, width } = this.ofWhole(this.from, this.to - this.from);
    return `${this.round(x)} ${this.round(width)}`;
  }

  /** Whether what is in sight is a node, from its left edge on and as wide as it. */
  isOn(node: number): boolean {
    const { layout, reach } = this.panel;
    const at = this.drawn(node);
    const start = layout.start[at]!;
    const near = (this.to - this.from) * 1e-6;
    return Math.abs(start - this.from) < near && Math.abs(start + reach(at) - this.to) < near;
  }

  /** The nearest node at or above `node` that has a width in this drawing; the root where none has. */
  private drawn(node: number): number {
    const { tree, layout } = this.panel;
    let at = node;
    while (at > 0 && !(layout.width[at]! > 0)) at = tree.parent[at] ?? 0;
    return at;
  }
}
