import type uPlot from 'uplot';
import type { Band } from './series';
import type { ChartTheme } from './theme';

/** What labels of bands need above a plot, in CSS pixels. */
export const bandLabelPx = 20;

/**
 * Draws bands behind the lines of a plot.
 * @param labelled whether each has its label above it, where there is room: what stands in the plot would cross the lines
 */
export function drawBands(plot: uPlot, bands: readonly Band[], theme: ChartTheme, labelled: boolean): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  const right = bbox.left + bbox.width;
  ctx.save();
  ctx.font = theme.font.replace(/^\d+px/, `${11 * ratio}px`);
  ctx.textBaseline = 'bottom';
  ctx.textAlign = 'left';
  for (const { from, to, label } of bands) {
    const start = Math.max(bbox.left, plot.valToPos(from, 'x', true));
    const end = Math.min(right, plot.valToPos(to, 'x', true));
    if (!(end > start)) continue;
    ctx.fillStyle = theme.band;
    ctx.fillRect(start, bbox.top, end - start, bbox.height);
    ctx.fillStyle = theme.bandEdge;
    ctx.fillRect(start, bbox.top, end - start, 2 * ratio);
    // A label may go beyond its band, but not into the next one's.
    const next = Math.min(
      right,
      ...bands.filter((each) => each.from > from).map((each) => plot.valToPos(each.from, 'x', true)),
    );
    if (labelled && ctx.measureText(label).width <= Math.max(next, end) - start) {
      ctx.fillStyle = theme.text;
      ctx.fillText(label, start, bbox.top - 3 * ratio);
    }
  }
  ctx.restore();
}
