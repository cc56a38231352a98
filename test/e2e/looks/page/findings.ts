import { wrongAppearance } from './appearance';
import {
  type Box,
  clippers,
  innerBox,
  intersection,
  isEmpty,
  scrolls,
  sticksOut,
  tolerancePx,
} from './geometry';
import { type Piece, piecesOf } from './pieces';

/** What a look at the page finds wrong, a line each. Runs in the page. */
export function findings(): string[] {
  const dialog = document.querySelector('dialog[open]');
  const root = dialog ?? document.body;
  const pieces = piecesOf(root).filter(({ seen, cutBy }) => !isEmpty(seen) || cutBy !== null);
  return [
    ...new Set([
      ...pieces.flatMap(cutWithoutAWayToReadIt),
      ...overlaps(pieces.filter(({ text, seen }) => text !== '' && !isEmpty(seen))),
      ...outside(pieces),
      ...oddFigures(pieces),
      ...emptyWithoutAWord(),
      ...pageScrolls(),
      ...touchesTheEdge(pieces),
      ...wrongAppearance(nameOf),
    ]),
  ];
}

const squeezed = (text: string | null) => (text ?? '').replace(/[\p{Cc}\s]+/gu, ' ').trim();

function nameOf(element: Element): string {
  const view = element.closest('[data-view]')?.getAttribute('data-view');
  const kind = element.tagName.toLowerCase();
  const style = (element.getAttribute('class') ?? '')
    .split(' ')
    .map((name) => name.replace(/^_|_[\w-]{5,6}(_\d+)?$/g, ''));
  return `${view === null || view === undefined ? '' : `${view}: `}${kind}.${style.join('.')}`;
}

const sampleOf = (text: string) => {
  const short = squeezed(text);
  return short.length > 60 ? `'${short.slice(0, 57)}…'` : `'${short}'`;
};

/**
 * Whether a tooltip says all of a text: its own, or that of what it stands in, where enough of that shows to point
 * at. What was left out of the text on purpose, behind dots, may be anything.
 */
function isReadable(element: Element, text: string): boolean {
  const parts = squeezed(text).split('…');
  const saysAll = (tooltip: string) => parts.every((part) => tooltip.includes(part.trim()));
  for (let at: Element | null = element; at !== null; at = at.parentElement) {
    const described = at.getAttribute('aria-describedby');
    const tooltip = at.getAttribute('title') ?? '';
    const says = described === null ? tooltip : (document.getElementById(described)?.textContent ?? '');
    if (says !== '' && saysAll(squeezed(says))) return widthSeen(at) >= leastToPointAt;
  }
  return false;
}

const leastToPointAt = 8;

/** What shows of an element's width, or would once scrolled to. */
function widthSeen(element: Element): number {
  let box: Box = element.getBoundingClientRect();
  for (const at of clippers(element)) {
    if (scrolls(at, 'X')) break;
    box = intersection(box, { ...innerBox(at), top: box.top, bottom: box.bottom });
  }
  return box.right - box.left;
}

function cutWithoutAWayToReadIt({ element, text, cutBy }: Piece): string[] {
  if (cutBy === null) return [];
  if (text === '')
    return [
      `out of reach: ${nameOf(element)} ${sampleOf(element.textContent ?? '')}, cut by ${nameOf(cutBy)}`,
    ];
  return isReadable(element, text) ? [] : [`cut: ${nameOf(element)} ${sampleOf(text)}, by ${nameOf(cutBy)}`];
}

/** What floats over the rest on purpose. */
const layers =
  '[role=menu], [role=status], [role=tooltip], [data-testid=flame-tooltip], [data-floats], dialog';

function layerOf(element: Element): Element | null {
  for (let at: Element | null = element; at !== null; at = at.parentElement) {
    if (at.matches(layers) || getComputedStyle(at).position === 'sticky') return at;
  }
  return null;
}

function overlaps(pieces: readonly Piece[]): string[] {
  const found: string[] = [];
  const placed = pieces.map((piece) => ({ ...piece, layer: layerOf(piece.element) }));
  placed.sort((a, b) => a.seen.top - b.seen.top);
  placed.forEach((one, i) => {
    for (let j = i + 1; j < placed.length && placed[j]!.seen.top < one.seen.bottom - tolerancePx; j++) {
      const two = placed[j]!;
      if (one.layer !== two.layer) continue;
      const common = intersection(one.seen, two.seen);
      if (common.right - common.left <= tolerancePx || common.bottom - common.top <= 3) continue;
      // Lines of one paragraph share the box that is drawn around all of them.
      if (one.element.contains(two.element) || two.element.contains(one.element)) continue;
      if (isHidden(one, common) || isHidden(two, common)) continue;
      found.push(
        `overlap: ${nameOf(one.element)} ${sampleOf(one.text)} and ${nameOf(two.element)} ${sampleOf(two.text)}`,
      );
    }
  });
  return found;
}

/** Whether something opaque lies over a piece there. */
function isHidden({ element }: Piece, at: Box): boolean {
  const stack = document.elementsFromPoint((at.left + at.right) / 2, (at.top + at.bottom) / 2);
  const place = stack.indexOf(element);
  if (place < 0) return true;
  return stack.slice(0, place).some((over) => {
    if (over.contains(element)) return false;
    return !/^rgba\(.*, 0\)$/.test(getComputedStyle(over).backgroundColor);
  });
}

/** Nothing that shows reaches over the edge of its pane, or of the window. */
function outside(pieces: readonly Piece[]): string[] {
  const view = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
  return pieces.flatMap(({ element, text, seen }) => {
    if (isEmpty(seen)) return [];
    const pane = layerOf(element)?.matches(layers) ? null : element.closest('[data-pane]');
    const within = pane?.getBoundingClientRect() ?? view;
    return sticksOut(seen, within) || sticksOut(seen, view)
      ? [`outside: ${nameOf(element)} ${sampleOf(text)}`]
      : [];
  });
}

/** Between words and the left or right edge of their pane is air, unless they are scrolled under it. */
function touchesTheEdge(pieces: readonly Piece[]): string[] {
  return pieces.flatMap(({ element, text, whole, seen }) => {
    const pane = element.closest('[data-pane]');
    if (text === '' || pane === null || isEmpty(seen) || layerOf(element)?.matches(layers)) return [];
    const { left, right } = innerBox(pane);
    // What is cut or scrolled ends where its box does.
    const atLeft = seen.left === whole.left && seen.left < left + leastAirPx;
    const atRight = seen.right === whole.right && seen.right > right - leastAirPx;
    return atLeft || atRight ? [`touches the edge: ${nameOf(element)} ${sampleOf(text)}`] : [];
  });
}

const leastAirPx = 3;

/** Numbers of things are told from one thing. Chinese does not, and code may hold anything. */
const wrongPlural = /(?<![\d.,:])1 \p{Ll}{3,}s\b/u;

/** What programs write where they have nothing to say. Names of functions may hold anything; they stand in code. */
const nonsense = /\bNaN\b|\bundefined\b|\bnull\b|\[object |Infinity|∞|(?<![\w.,])[-−]0(?![\d.,]*[1-9])(?!\w)/;

function oddFigures(pieces: readonly Piece[]): string[] {
  return pieces.flatMap(({ element, text }) => {
    if (text === '' || element.closest('code, [data-name], [class*=function], [class*=path]') !== null)
      return [];
    return nonsense.test(text) || wrongPlural.test(text)
      ? [`nonsense: ${nameOf(element)} ${sampleOf(text)}`]
      : [];
  });
}

/** A view that shows no data says why, in a sentence. */
function emptyWithoutAWord(): string[] {
  const found: string[] = [];
  for (const pane of document.querySelectorAll('[data-pane]')) {
    // What is waited for is on its way, and says so.
    if (!pane.checkVisibility() || pane.querySelector('[role=progressbar]') !== null) continue;
    const name = pane.getAttribute('data-view');
    const canvases = [...pane.querySelectorAll('canvas[data-frames-drawn]')];
    for (const canvas of canvases) {
      const part = canvas.closest('section') ?? pane;
      if (Number(canvas.getAttribute('data-frames-drawn')) < 1 && !saysWhy(part)) {
        found.push(`empty: ${name} draws nothing`);
      }
    }
    if (canvases.length > 0 || pane.querySelector('svg[data-picture]') !== null || hasRows(pane)) continue;
    const words = squeezed(pane.textContent);
    if (!saysWhy(pane) && words.length < 200) found.push(`empty: ${name} says only '${words}'`);
  }
  return found;
}

/** A sentence: some words and a full stop. */
function saysWhy(element: Element): boolean {
  return /\p{L}[^.。]{12,}\.|。/u.test(squeezed(element.textContent));
}

function hasRows(pane: Element): boolean {
  return pane.querySelectorAll('[role=gridcell], td, dd, li').length > 0;
}

function pageScrolls(): string[] {
  const page = document.scrollingElement!;
  const found =
    page.scrollWidth > page.clientWidth || page.scrollHeight > page.clientHeight ? ['the page scrolls'] : [];
  for (const pane of document.querySelectorAll('[data-pane]')) {
    const body = pane.firstElementChild;
    if (body !== null && !scrolls(body, 'X') && pane.scrollWidth > pane.clientWidth + 1)
      found.push(`wider than its pane: ${pane.getAttribute('data-view')}`);
  }
  return found;
}
