import type uPlot from 'uplot';
import type { Band } from './series';
import type { ChartTheme } from './theme';

/** Draws bands behind the lines of a plot, each with its label at its upper left where there is room. */
export function drawBands(plot: uPlot, bands: readonly Band[], theme: ChartTheme): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  const right = bbox.left + bbox.width;
  ctx.save();
  ctx.font = theme.font.replace(/^\d+px/, `${11 * ratio}px`);
  ctx.textBaseline = 'top';
  ctx.textAlign = 'left';
  for (const { from, to, label } of bands) {
    const start = Math.max(bbox.left, plot.valToPos(from, 'x', true));
    const end = Math.min(right, plot.valToPos(to, 'x', true));
    if (!(end > start)) continue;
    ctx.fillStyle = theme.band;
    ctx.fillRect(start, bbox.top, end - start, bbox.height);
    ctx.fillStyle = theme.bandEdge;
    ctx.fillRect(start, bbox.top, end - start, 2 * ratio);
    const room = end - start - 8 * ratio;
    if (ctx.measureText(label).width <= room) {
      ctx.fillStyle = theme.text;
      ctx.fillText(label, start + 4 * ratio, bbox.top + 5 * ratio);
    }
  }
  ctx.restore();
}
