/** Where things are on the page, and how much of them can be seen. Runs in the page. */

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Fractions of a pixel, and the outline of a letter, are no defect. */
export const tolerancePx = 1.5;

export const isEmpty = ({ left, top, right, bottom }: Box) => right - left < 0.5 || bottom - top < 0.5;

export function intersection(a: Box, b: Box): Box {
  return {
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
  };
}

export function sticksOut(inner: Box, outer: Box): boolean {
  return (
    inner.left < outer.left - tolerancePx ||
    inner.right > outer.right + tolerancePx ||
    inner.top < outer.top - tolerancePx ||
    inner.bottom > outer.bottom + tolerancePx
  );
}

/** The part of an element in which its content shows: without its borders. */
export function innerBox(element: Element): Box {
  const { left, top, right, bottom } = element.getBoundingClientRect();
  const { clientLeft, clientTop, clientWidth, clientHeight } = element;
  // These come in whole pixels, boxes do not: only what they leave out, borders and scroll bars, is taken from them.
  const { offsetWidth = clientWidth, offsetHeight = clientHeight } = element as HTMLElement;
  return {
    left: left + clientLeft,
    top: top + clientTop,
    right: right - (offsetWidth - clientWidth - clientLeft),
    bottom: bottom - (offsetHeight - clientHeight - clientTop),
  };
}

/** Ancestors that may cut what is in them, the nearest first. Where an element leaves the flow, only those that hold it. */
export function clippers(element: Element): Element[] {
  const found: Element[] = [];
  let position = getComputedStyle(element).position;
  for (let at = element.parentElement; at !== null && position !== 'fixed'; at = at.parentElement) {
    const style = getComputedStyle(at);
    const holds = style.position !== 'static' || style.transform !== 'none' || style.contain !== 'none';
    if (position === 'absolute' && !holds) continue;
    if (style.overflowX !== 'visible' || style.overflowY !== 'visible') found.push(at);
    position = style.position;
    // What is in the top layer is cut by nothing below it.
    if (at.matches('dialog[open], :popover-open')) break;
  }
  return found;
}

/** Whether what an element cuts can be scrolled into sight, along one axis. */
export function scrolls(element: Element, axis: 'X' | 'Y'): boolean {
  const overflow = getComputedStyle(element)[`overflow${axis}`];
  return overflow === 'auto' || overflow === 'scroll';
}

export function isSeen(element: Element): boolean {
  if (!element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true } as CheckVisibilityOptions))
    return false;
  const { width, height } = element.getBoundingClientRect();
  // Only for ears: one pixel, cut away.
  return width > 1 && height > 1 && element.closest('[class*=visually-hidden]') === null;
}
