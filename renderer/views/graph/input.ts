import type { GraphPane } from './pane';

/** What the hand does to a graph: wheel, drag and pinch, as moves of its pane. */

/** A press that moves less than this is a click. */
const dragPx = 4;
const linePx = 18;

/** Wheel zooms about the pointer, a pinch on a trackpad does so faster; with Shift or sideways it pans. */
export function wheel(pane: GraphPane, event: WheelEvent): void {
  event.preventDefault();
  const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? linePx : 1;
  const [across, down] = [event.deltaX * unit, event.deltaY * unit];
  if (event.shiftKey || Math.abs(across) > Math.abs(down)) {
    // Some systems turn Shift + wheel into a sideways wheel by themselves.
    if (event.shiftKey) pane.pan(-(across || down), 0);
    else pane.pan(-across, -down);
    return;
  }
  const base = event.ctrlKey ? 1.01 : 1.0018;
  pane.zoom(base ** -down, pointIn(event.currentTarget as Element, event));
}

/** Drags with one pointer, pinches with two, and tells clicks. */
export class Hand {
  private readonly pointers = new Map<number, { x: number; y: number }>();
  private moved = 0;
  private target: EventTarget | null = null;

  /** @param onClick what was pressed and let go without moving */
  constructor(
    private readonly pane: GraphPane,
    private readonly onClick: (target: EventTarget | null) => void,
  ) {}

  down(event: PointerEvent): void {
    if (event.button !== 0) return;
    const area = event.currentTarget as Element;
    if (this.pointers.size === 0) {
      this.moved = 0;
      this.target = event.target;
    }
    this.pointers.set(event.pointerId, pointIn(area, event));
    area.setPointerCapture(event.pointerId);
  }

  move(event: PointerEvent): void {
    const before = this.pointers.get(event.pointerId);
    if (before === undefined) return;
    const area = event.currentTarget as HTMLElement;
    const now = pointIn(area, event);
    this.moved += Math.abs(now.x - before.x) + Math.abs(now.y - before.y);
    if (this.moved < dragPx) return;
    area.dataset.dragging = 'true';
    const [other] = [...this.pointers].filter(([id]) => id !== event.pointerId).map(([, at]) => at);
    this.pointers.set(event.pointerId, now);
    if (other === undefined) {
      this.pane.pan(now.x - before.x, now.y - before.y);
      return;
    }
    const distance = (at: { x: number; y: number }) => Math.hypot(at.x - other.x, at.y - other.y) || 1;
    const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
    this.pane.zoom(distance(now) / distance(before), middle);
    this.pane.pan((now.x - before.x) / 2, (now.y - before.y) / 2);
  }

  up(event: PointerEvent): void {
    if (!this.pointers.delete(event.pointerId)) return;
    delete (event.currentTarget as HTMLElement).dataset.dragging;
    if (this.pointers.size === 0 && this.moved < dragPx && event.type === 'pointerup')
      this.onClick(this.target);
  }
}

function pointIn(area: Element, event: { clientX: number; clientY: number }): { x: number; y: number } {
  const { left, top } = area.getBoundingClientRect();
  return { x: event.clientX - left, y: event.clientY - top };
}

/** The node that an element is a part of; -1 = none. */
export function nodeAt(target: EventTarget | null): number {
  const element = target instanceof Element ? target.closest('[data-node]') : null;
  return element === null ? -1 : Number(element.getAttribute('data-node'));
}
