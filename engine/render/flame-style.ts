import { oklch } from '../flame/colour-space';
import type { ColourScale } from '../flame/look';
import { changeHues, faded, fadedTo, flameTheme, matchFill } from '../flame/palette';

const fonts = {
  interface: "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',sans-serif",
  code: "ui-monospace,'SF Mono',Menlo,Consolas,'DejaVu Sans Mono',monospace",
};

interface Scheme {
  readonly isDark: boolean;
  readonly background: string;
  readonly ink: string;
  readonly quiet: string;
  readonly accent: string;
  /** Lightness of the outlines that mark what only one side has. */
  readonly mark: number;
}

const light: Scheme = {
  isDark: false,
  background: '#ffffff',
  ink: '#1c1e22',
  quiet: '#686d76',
  accent: '#2563c9',
  mark: 0.5,
};

const dark: Scheme = {
  isDark: true,
  background: '#17181b',
  ink: '#e9eaed',
  quiet: '#9a9fa8',
  accent: '#7fb0ff',
  mark: 0.75,
};

/**
 * The picture's stylesheet, both colour schemes, in the window's colours. Classes of boxes: `c0` … are the fills of the
 * palette, `found` what a search found, `off` what stands back, `rest` several siblings as one.
 */
export function flameStyle(scale: ColourScale): string {
  return [
    `text{font:12px ${fonts.interface};font-variant-numeric:tabular-nums}`,
    '#title{font-size:17px;font-weight:600}.heading{font-weight:600}',
    `.f text,.code{font:11px ${fonts.code}}.f text{pointer-events:none}`,
    '.f{cursor:pointer;outline:none}.f rect{rx:2px;stroke-width:1px}',
    '.f:hover rect,.f:focus-visible rect{stroke-width:2px}',
    '.button{cursor:pointer}.button:focus-visible,.button:hover{text-decoration:underline}',
    '.rest text{font-style:italic}',
    '.new rect{stroke-width:1.5px}.gone rect{stroke-width:1.5px;stroke-dasharray:4 2}',
    `.off rect{fill-opacity:${fadedTo}}`,
    schemeStyle(light, scale),
    `@media(prefers-color-scheme:dark){${schemeStyle(dark, scale)}}`,
  ].join('\n');
}

function schemeStyle({ isDark, background, ink, quiet, accent, mark }: Scheme, scale: ColourScale): string {
  const theme = flameTheme(isDark, scale);
  const rules = [
    `svg{background:${background}}#back{fill:${background}}text{fill:${ink}}.quiet{fill:${quiet}}.button{fill:${accent}}`,
    `.f text{fill:${theme.text}}.off text{fill:${theme.fadedText}}`,
    `.f rect{stroke:${background}}.f:hover rect,.f:focus-visible rect{stroke:${ink}}`,
    theme.fills
      .slice(0, faded)
      .map((color, i) => `.c${i} rect{fill:${color}}`)
      .join(''),
    `.homes .found rect{fill:${theme.fills[matchFill]}}`,
  ];
  const { more, less } = changeHues[scale];
  rules.push(`.new rect{stroke:${oklch(mark, 0.17, more)}}.gone rect{stroke:${oklch(mark, 0.17, less)}}`);
  return rules.join('\n');
}
