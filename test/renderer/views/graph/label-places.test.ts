import { describe, expect, it } from 'vitest';
import { placeLabels } from '../../../../renderer/views/graph/label-places';
import type { Point } from '../../../../renderer/views/graph/layout';

/** A straight call downwards at `x`, and where Graphviz put its label. */
const downAt = (x: number, label: Point) => ({
  curve: [0, 20, 40, 60].map((y) => ({ x, y })),
  label,
});
const layoutOf = (calls: ReturnType<typeof downAt>[], nodes: Point[] = []) => ({
  ...{ width: 400, height: 60 },
  nodes,
  calls,
});
const words = { width: 40, height: 9 };

describe('labels of calls', () => {
  it('stay where nothing lies under them', () => {
    const calls = [downAt(0, { x: 26, y: 30 }), downAt(100, { x: 126, y: 30 })];
    expect(placeLabels(layoutOf(calls), [], [words, words], [1, 6])).toEqual(calls.map(({ label }) => label));
  });

  it('give way to a wide line that passes beside them, and to no more than they must', () => {
    // The label ends at 46; the other line, 6 wide, begins at 45.
    const calls = [downAt(-4, { x: 26, y: 30 }), downAt(48, { x: 90, y: 30 })];
    const [moved, other] = placeLabels(layoutOf(calls), [], [words, words], [1, 6]);
    expect(moved!.x + words.width / 2).toBeLessThan(45);
    expect(moved!.x - words.width / 2).toBeGreaterThan(-3);
    expect(other).toEqual({ x: 90, y: 30 });
  });

  it('never move onto a box', () => {
    const calls = [downAt(-4, { x: 26, y: 30 }), downAt(48, { x: 90, y: 30 })];
    const box = { width: 10, height: 60 };
    // The box leaves no room to the left.
    const [moved] = placeLabels(layoutOf(calls, [{ x: 0, y: 30 }]), [box], [words, words], [1, 6]);
    expect(moved!.x - words.width / 2).toBeGreaterThan(5);
  });
});
