import {
  type Box,
  clippers,
  innerBox,
  intersection,
  isEmpty,
  isSeen,
  scrolls,
  tolerancePx,
} from './geometry';

/** A thing that is to be read or pressed. */
export interface Piece {
  readonly element: Element;
  /** '' of controls without text of their own. */
  readonly text: string;
  /** All of it, were nothing cut. */
  readonly whole: Box;
  /** What can be seen of it now; empty where nothing can. */
  readonly seen: Box;
  /** The element that cuts it for good: what is cut there cannot be scrolled into sight. */
  readonly cutBy: Element | null;
}

const controls = 'button, select, input, textarea, [role=radio], [role=switch], [role=tab], [role=menuitem]';

/** Every text and control that shows below an element. Pictures (SVG, canvas) are looked at elsewhere. */
export function piecesOf(root: Element): Piece[] {
  const found: Piece[] = [];
  for (const element of root.querySelectorAll('*')) {
    if (element.closest('svg, option, script, style') !== null || !isSeen(element)) continue;
    for (const [text, whole] of textsOf(element)) found.push(pieceOf(element, text, whole));
    if (element.matches(controls)) found.push(pieceOf(element, '', element.getBoundingClientRect()));
  }
  return found;
}

function pieceOf(element: Element, text: string, whole: Box): Piece {
  let seen = whole;
  let cutBy: Element | null = null;
  let reach = { x: true, y: true };
  const chain = text === '' ? clippers(element) : [element, ...clippers(element)].filter(clips);
  for (const at of chain) {
    const box = innerBox(at);
    const cut = intersection(seen, box);
    // An ellipsis takes whole letters for the smallest part of a pixel.
    const slack = getComputedStyle(at).textOverflow === 'ellipsis' ? 0.3 : tolerancePx;
    const across = seen.left < box.left - slack || seen.right > box.right + slack;
    const along = seen.top < box.top - tolerancePx || seen.bottom > box.bottom + tolerancePx;
    if (
      ((across && reach.x && !scrolls(at, 'X')) || (along && reach.y && !scrolls(at, 'Y'))) &&
      cutBy === null
    )
      cutBy = at;
    // What lies in a scroller is brought into its box; that box may still be cut by others, which they answer for.
    reach = { x: reach.x && !scrolls(at, 'X'), y: reach.y && !scrolls(at, 'Y') };
    seen = cut;
    if (isEmpty(seen)) break;
  }
  return { element, text, whole, seen, cutBy };
}

function clips(element: Element): boolean {
  const { overflowX, overflowY } = getComputedStyle(element);
  return overflowX !== 'visible' || overflowY !== 'visible';
}

/** An element's own texts, not those of its children, with the box around each. */
function* textsOf(element: Element): Generator<[string, Box]> {
  const range = document.createRange();
  for (const node of element.childNodes) {
    if (node.nodeType !== Node.TEXT_NODE || node.textContent!.trim() === '') continue;
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (!isEmpty(box)) yield [node.textContent!, box];
  }
}
