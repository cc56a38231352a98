import { escapeXml } from '../../../engine/render/xml';
import type { Size } from './layout';
import { dashes, type Painter } from './paint';

/** A {@link Painter} that writes a file of its own; `svg()` has it once all is painted. */
export function svgPainter(size: Size, family: string): Painter & { readonly svg: () => string } {
  const parts: string[] = [];
  let opacity = '';
  let isOpen = false;
  const close = () => {
    if (isOpen) parts.push('</g>');
    isOpen = false;
  };
  const short = (value: number) => String(Math.round(value * 100) / 100);
  return {
    ground: (color) => parts.push(`<rect width="100%" height="100%" fill="${color}"/>`),
    look: ({ scale, x, y }) => {
      close();
      isOpen = true;
      parts.push(`<g transform="translate(${short(x)} ${short(y)}) scale(${scale})">`);
    },
    fade: (to) => {
      opacity = to === 1 ? '' : ` opacity="${to}"`;
    },
    line: (d, color, width, isDashed) => {
      const ends = isDashed
        ? `stroke-dasharray="${dashes(width).map(short).join(' ')}"`
        : 'stroke-linecap="round"';
      parts.push(
        `<path d="${d}" fill="none" stroke="${color}" stroke-width="${short(width)}" ${ends}${opacity}/>`,
      );
    },
    shape: (d, color) => parts.push(`<path d="${d}" fill="${color}"${opacity}/>`),
    box: ({ left, top, right, bottom }, radius, fill, edge, edgeWidth) => {
      const at = `x="${short(left)}" y="${short(top)}" width="${short(right - left)}" height="${short(bottom - top)}"`;
      parts.push(
        `<rect ${at} rx="${radius}" fill="${fill}" stroke="${edge}" stroke-width="${short(edgeWidth)}"${opacity}/>`,
      );
    },
    text: (text, x, baseline, textSize, color, halo) => {
      const around = halo === '' ? '' : ` stroke="${halo}" stroke-width="2" paint-order="stroke"`;
      parts.push(
        `<text x="${short(x)}" y="${short(baseline)}" font-size="${textSize}" fill="${color}"${around}${opacity}>${escapeXml(text)}</text>`,
      );
    },
    svg: () => {
      close();
      const { width, height } = size;
      const head = `<svg width="${width}" height="${height}" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="${escapeXml(family)}" text-anchor="middle">`;
      return `<?xml version="1.0" encoding="UTF-8"?>\n${head}\n${parts.join('\n')}\n</svg>\n`;
    },
  };
}
