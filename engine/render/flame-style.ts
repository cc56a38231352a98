import { hueCount, oklch } from './color';

/** Steps of change to each side of 'the same' in a comparison's scale. */
export const changeSteps = 6;

const fonts = {
  interface: "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',sans-serif",
  code: "ui-monospace,'SF Mono',Menlo,Consolas,'DejaVu Sans Mono',monospace",
};

interface Scheme {
  readonly background: string;
  readonly ink: string;
  readonly quiet: string;
  readonly accent: string;
  readonly found: string;
  readonly foundInk: string;
  readonly box: { readonly lightness: number; readonly chroma: number };
  /** Lightness of the strongest change; the weakest is `box`'s. */
  readonly changeLightness: number;
  /** Of the outlines that mark what only one side has. */
  readonly markLightness: number;
}

const light: Scheme = {
  background: '#ffffff',
  ink: '#1c1e22',
  quiet: '#686d76',
  accent: '#2563c9',
  found: '#c026d3',
  foundInk: '#ffffff',
  box: { lightness: 0.87, chroma: 0.075 },
  changeLightness: 0.68,
  markLightness: 0.5,
};

const dark: Scheme = {
  background: '#17181b',
  ink: '#e9eaed',
  quiet: '#9a9fa8',
  accent: '#7fb0ff',
  found: '#d946ef',
  foundInk: '#17181b',
  box: { lightness: 0.42, chroma: 0.07 },
  changeLightness: 0.52,
  markLightness: 0.75,
};

/**
 * The picture's stylesheet, both colour schemes. Classes of boxes: `h0`… by package and `h` for unknown
 * origin; in a comparison `d-6` (much less) … `d0` … `d6` (much more).
 */
export function flameStyle(): string {
  return [
    `text{font:12px ${fonts.interface};font-variant-numeric:tabular-nums}`,
    '#title{font-size:17px;font-weight:600}#details{font-size:12px}',
    `.f text,.code{font:11px ${fonts.code}}.f text{pointer-events:none}`,
    '.f{cursor:pointer;outline:none}.f rect{rx:2px;stroke-width:1px}',
    '.f:hover rect,.f:focus-visible rect{stroke-width:2px}',
    '.above rect{opacity:.55}.button{cursor:pointer}.button:focus-visible,.button:hover{text-decoration:underline}',
    '.rest text{font-style:italic}',
    '.new rect{stroke-width:1.5px}.gone rect{stroke-width:1.5px;stroke-dasharray:4 2}',
    schemeStyle(light),
    `@media(prefers-color-scheme:dark){${schemeStyle(dark)}}`,
  ].join('\n');
}

function schemeStyle(scheme: Scheme): string {
  const { box, background, ink, quiet, accent } = scheme;
  const rules = [
    `svg{background:${background}}#back{fill:${background}}text{fill:${ink}}.quiet{fill:${quiet}}.button{fill:${accent}}`,
    `.f rect{stroke:${background}}.f:hover rect,.f:focus-visible rect{stroke:${ink}}`,
    `.h rect{fill:${oklch(box.lightness, 0.005, 260)}}`,
  ];
  for (let hue = 0; hue < hueCount; hue++) {
    rules.push(`.h${hue} rect{fill:${oklch(box.lightness, box.chroma, (hue * 360) / hueCount)}}`);
  }
  const change = (strength: number, hue: number) => {
    const lightness = box.lightness + (scheme.changeLightness - box.lightness) * strength;
    return oklch(lightness, 0.006 + 0.155 * strength, hue);
  };
  for (let step = 0; step <= changeSteps; step++) {
    rules.push(`.d${step} rect{fill:${change(step / changeSteps, moreHue)}}`);
    if (step > 0) rules.push(`.d-${step} rect{fill:${change(step / changeSteps, lessHue)}}`);
  }
  const mark = (hue: number) => oklch(scheme.markLightness, 0.17, hue);
  rules.push(`.new rect{stroke:${mark(moreHue)}}.gone rect{stroke:${mark(lessHue)}}`);
  rules.push(`.found rect{fill:${scheme.found}}.found text{fill:${scheme.foundInk}}`);
  return rules.join('\n');
}

/** Red and blue: the pair that people who confuse red and green tell apart too. */
const moreHue = 27;
const lessHue = 252;
