import { focusNode, selectNode, showAll } from '../links';
import type { FlameController } from './controller';
import { type Direction, step } from './hit';
import { rowPx, zoomAbout } from './viewport';

/** What the hand does to a flame graph: wheel, drag, click and keys, as calls to its controller. */

/** A press that moves less than this is a click. */
const dragPx = 4;

/** Wheel zooms about the pointer, sideways wheel pans, with Shift it scrolls the rows. */
export function wheel(flame: FlameController, event: WheelEvent): void {
  event.preventDefault();
  const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? rowPx : 1;
  const { view } = flame;
  if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
    // Some systems turn Shift + wheel into a sideways wheel by themselves.
    const down = event.shiftKey ? (event.deltaY || event.deltaX) * unit * flame.deeper : 0;
    const across = event.shiftKey ? 0 : (event.deltaX * unit * (view.x1 - view.x0)) / flame.widthPx;
    flame.move({ x0: view.x0 + across, x1: view.x1 + across, scroll: view.scroll + down });
    return;
  }
  const at = view.x0 + (event.offsetX / flame.widthPx) * (view.x1 - view.x0);
  flame.move(zoomAbout(view, flame.whole, 1.0018 ** (event.deltaY * unit), at));
}

/** Begins a press: it becomes a drag that pans, or ends as a click. Returns nothing; listens by itself. */
export function press(flame: FlameController, event: PointerEvent): void {
  if (event.button !== 0) return;
  const { canvas, view } = flame;
  const from = { x: event.clientX, y: event.clientY, offsetX: event.offsetX, offsetY: event.offsetY };
  const valuePerPx = (view.x1 - view.x0) / flame.widthPx;
  let dragging = false;
  const onMove = (now: PointerEvent) => {
    const dx = now.clientX - from.x;
    const dy = now.clientY - from.y;
    if (!dragging && Math.abs(dx) + Math.abs(dy) < dragPx) return;
    dragging = true;
    canvas.dataset.dragging = 'true';
    const x0 = view.x0 - dx * valuePerPx;
    flame.move({ x0, x1: x0 + (view.x1 - view.x0), scroll: view.scroll - dy * flame.deeper });
  };
  const onEnd = (now: PointerEvent) => {
    canvas.removeEventListener('pointermove', onMove);
    canvas.removeEventListener('pointerup', onEnd);
    canvas.removeEventListener('pointercancel', onEnd);
    delete canvas.dataset.dragging;
    if (!dragging && now.type === 'pointerup') click(flame, from.offsetX, from.offsetY);
  };
  canvas.setPointerCapture(event.pointerId);
  canvas.addEventListener('pointermove', onMove);
  canvas.addEventListener('pointerup', onEnd);
  canvas.addEventListener('pointercancel', onEnd);
}

/** Zooms to what was clicked: a node, or the place where nodes are still too narrow to draw. */
function click(flame: FlameController, xPx: number, yPx: number): void {
  const hit = flame.hit(xPx, yPx);
  if (hit.kind === 'node') goTo(flame, hit.node);
  else if (hit.kind === 'narrow') {
    const at = flame.view.x0 + (xPx / flame.widthPx) * (flame.view.x1 - flame.view.x0);
    flame.glide(zoomAbout(flame.view, flame.whole, 1 / 16, at));
  } else selectNode(flame.links, flame.current.data, -1);
}

/** Focuses a node; focusing the focused one brings the view back to it after panning. */
export function goTo(flame: FlameController, node: number): void {
  const again = flame.links.getState().focus === node;
  focusNode(flame.links, flame.current.data, node);
  if (again) {
    const { at, reach } = flame.current;
    flame.glide({ x0: at.start[node], x1: at.start[node] + reach(node), scroll: flame.view.scroll });
  }
}

const directions: Readonly<Record<string, Direction>> = {
  ArrowUp: 'caller',
  ArrowDown: 'callee',
  ArrowLeft: 'previous',
  ArrowRight: 'next',
};

/** Up and down lead to what is drawn there. */
function directionOf(pressed: string, upright: boolean): Direction | undefined {
  if (upright && pressed === 'ArrowUp') return 'callee';
  if (upright && pressed === 'ArrowDown') return 'caller';
  return directions[pressed];
}

/** Carries out a key. Returns false where it means nothing here, so that others may use it. */
export function key(flame: FlameController, event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const { data, at } = flame.current;
  const { selectedNode, focus } = flame.links.getState();
  const direction = directionOf(event.key, flame.current.upright);
  if (direction !== undefined) {
    const next = selectedNode < 0 ? focus : step(data, at, selectedNode, direction);
    selectNode(flame.links, data, next);
    reveal(flame, next);
    return true;
  }
  const middle = (flame.view.x0 + flame.view.x1) / 2;
  switch (event.key) {
    case 'Enter':
      if (selectedNode >= 0) goTo(flame, selectedNode);
      return true;
    case 'Backspace':
      goTo(flame, Math.max(0, data.parent[focus]));
      return true;
    case 'Escape':
    case '0':
      showAll(flame.links);
      return true;
    case '+':
    case '=':
      flame.glide(zoomAbout(flame.view, flame.whole, 1 / 2, middle));
      return true;
    case '-':
      flame.glide(zoomAbout(flame.view, flame.whole, 2, middle));
      return true;
    case 'PageDown':
    case 'PageUp': {
      const by = (flame.heightPx - 2 * rowPx) * (event.key === 'PageDown' ? 1 : -1) * flame.deeper;
      flame.glide({ ...flame.view, scroll: flame.view.scroll + by });
      return true;
    }
    default:
      return false;
  }
}

/** Moves as little as shows a node that the keyboard reached; too narrow a one is zoomed to be seen. */
function reveal(flame: FlameController, node: number): void {
  const { data, at } = flame.current;
  let row = 0;
  for (let n = data.parent[node]; n >= 0; n = data.parent[n]) row++;
  const { view } = flame;
  const top = row * rowPx;
  const scroll = Math.min(top, Math.max(view.scroll, top + rowPx - flame.heightPx));
  let { x0, x1 } = view;
  const start = at.start[node];
  const end = start + at.width[node];
  const narrow = (at.width[node] / (x1 - x0)) * flame.widthPx < 24;
  if (end <= x0 || start >= x1 || narrow) {
    const span = narrow ? at.width[node] * 8 : x1 - x0;
    x0 = (start + end - span) / 2;
    x1 = x0 + span;
  }
  if (x0 !== view.x0 || x1 !== view.x1 || scroll !== view.scroll) flame.glide({ x0, x1, scroll });
}
