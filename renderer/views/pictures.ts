import type { FlameSeen } from '../../engine/flame/look';

/** Pictures that views paint and can write as SVG as well, by the element that shows each. */
const writers = new WeakMap<Element, () => string>();

/** Lets an element marked with data-picture be written as a file; the function answers what it is just then. */
export function offerSvg(element: Element, write: () => string): void {
  writers.set(element, write);
}

/** The picture shown somewhere inside an element, as SVG; null where there is none. */
export function svgWithin(root: ParentNode | null): string | null {
  const shown = root?.querySelector('[data-picture]') ?? null;
  return (shown === null ? undefined : writers.get(shown))?.() ?? null;
}

/** Flame graphs, by the element that shows each. */
const flames = new WeakMap<Element, () => FlameSeen>();

/** Says of an element marked with data-flame how its flame graph is looked at just then: files take it over. */
export function offerFlame(element: Element, seen: () => FlameSeen): void {
  flames.set(element, seen);
}

/** How the flame graph somewhere inside an element is looked at; null where there is none. */
export function flameWithin(root: ParentNode | null): FlameSeen | null {
  const shown = root?.querySelector('[data-flame]') ?? null;
  return (shown === null ? undefined : flames.get(shown))?.() ?? null;
}
