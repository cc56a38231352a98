import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellsOf, type HeatColumn, latencyRange, levelOf } from '../../../renderer/charts/cells';
import {
  type HeatPaintInput,
  heatMargins,
  heatScale,
  paintHeat,
  powersIn,
} from '../../../renderer/charts/heat-paint';
import { ticksIn } from '../../../renderer/charts/series';
import type { ChartTheme } from '../../../renderer/charts/theme';

const column = (from: number, to: number, pairs: readonly (readonly [number, number])[]): HeatColumn => ({
  from,
  to,
  values: pairs.map(([ms]) => ms),
  counts: pairs.map(([, count]) => count),
});

describe('cells', () => {
  test('count every response once, whatever its latency, per second', () => {
    const pair = fc.tuple(fc.double({ min: 0, max: 1e6, noNaN: true }), fc.integer({ min: 1, max: 1000 }));
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1 }), fc.integer({ min: 1, max: 40 }), (pairs, rows) => {
        const columns = [column(0, 2, pairs)];
        const { rates, edges } = cellsOf(columns, latencyRange(columns)!, rows);
        const counted = rates[0]!.reduce((sum, rate) => sum + rate * 2, 0);
        expect(counted).toBeCloseTo(
          pairs.reduce((sum, [, count]) => sum + count, 0),
          4,
        );
        expect(edges).toHaveLength(rows + 1);
      }),
    );
  });

  test('stand in the row of their latency', () => {
    const { rates, most } = cellsOf(
      [
        column(0, 1, [
          [1, 5],
          [99, 1],
        ]),
        column(1, 1.5, [[11, 2]]),
      ],
      [1, 100],
      2,
    );
    expect(rates.map((r) => [...r])).toEqual([
      [5, 1],
      [0, 4],
    ]);
    expect(most).toBe(5);
  });

  test('of nothing have no range', () => {
    expect(latencyRange([column(0, 1, [])])).toBeNull();
    expect(latencyRange([column(0, 1, [[5, 0]])])).toBeNull();
  });

  test('show one response beside thousands', () => {
    expect([0, 1, 5000, 9000].map((rate) => levelOf(rate, 5000, 12))).toEqual([-1, 0, 11, 11]);
  });
});

const theme: ChartTheme = {
  surface: 'surface',
  text: 'text',
  faint: 'faint',
  line: 'line',
  band: 'band',
  bandEdge: 'edge',
  font: '11px x',
  series: { a: '', b: '', c: '', d: '', e: '', f: '', g: '', h: '', danger: '' },
  heat: ['h0', 'h1', 'h2'],
};

function draw(input: HeatPaintInput) {
  const drawn: { color: string; box?: number[]; words?: string }[] = [];
  let color = '';
  const cells = paintHeat(
    {
      fill: (next) => {
        color = next;
      },
      rect: (...box) => drawn.push({ color, box }),
      text: (words) => drawn.push({ color, words }),
    },
    input,
  );
  return { cells, drawn };
}

describe('the picture', () => {
  const columns = [column(0, 1, [[1, 10]]), column(1, 2, [[100, 10]])];
  const input: HeatPaintInput = {
    cells: cellsOf(columns, [1, 100], 4),
    columns,
    bands: [{ from: 1, to: 9, label: 'CPU' }],
    span: 4,
    widthPx: 478,
    heightPx: 230,
    theme,
    format: (ms) => `${ms} ms`,
  };

  test('draws the cells that are not empty, at their time and latency', () => {
    const { cells, drawn } = draw(input);
    expect(cells).toBe(2);
    const boxes = drawn.filter((d) => d.color === 'h2').map((d) => d.box);
    // 400 pixels stand for 4 seconds, 200 for two powers of ten; quick is low.
    expect(boxes).toEqual([
      [64, 158, 100, 50],
      [164, 8, 100, 50],
    ]);
  });

  test('keeps what began before the axis off its words', () => {
    const early = [column(-1, 1, [[1, 10]])];
    const { drawn } = draw({ ...input, columns: early, cells: cellsOf(early, [1, 100], 4) });
    expect(drawn.find((d) => d.color === 'h2')?.box?.slice(0, 3)).toEqual([64, 158, 100]);
  });

  test('keeps bands inside the axes, and names latencies and seconds', () => {
    const { drawn } = draw(input);
    expect(drawn.find((d) => d.color === 'edge')?.box).toEqual([164, heatMargins.top - 2, 300, 2]);
    const words = drawn.flatMap((d) => d.words ?? []);
    expect(words).toEqual(expect.arrayContaining(['1 ms', '10 ms', '100 ms', '0 s', '4 s']));
  });

  test('finds back what stands at a place', () => {
    const scale = heatScale(input);
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 4, noNaN: true }),
        fc.double({ min: 1, max: 100, noNaN: true }),
        (s, ms) => {
          expect(scale.seconds(scale.x(s))).toBeCloseTo(s, 6);
          expect(scale.ms(scale.y(ms))).toBeCloseTo(ms, 6);
        },
      ),
    );
  });

  test('has few words on its axes, however long or wide', () => {
    expect(ticksIn(3600, 400).length).toBeLessThanOrEqual(6);
    expect(ticksIn(1, 900)).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]);
    expect(powersIn(0.05, 900, 150)).toEqual([0.1, 1, 10, 100]);
    expect(powersIn(1, 10, 150)).toEqual([1, 2, 5, 10]);
  });
});
