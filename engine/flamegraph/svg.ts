import { escapeXml } from '../render/xml';
import { changeColor, frameColor, type Shade } from './colors';
import type { MergedFrames } from './merge';
import { extraAttributes, type FrameAttributes, isHarmlessLink } from './name-attributes';
import { type FlamegraphOptions, titleOf } from './options';
import { fixed, perlNumber, withCommas } from './perl-number';
import { flamegraphScript } from './script';

/** Free space left and right of the frames, CSS pixels. */
export const sidePad = 10;
/** Between two rows of frames, CSS pixels. */
const framePad = 1;
const rounding = 'rx="2" ry="2"';

export interface Drawing {
  readonly options: FlamegraphOptions;
  readonly shade: Shade;
  /** Counts that the whole width stands for. */
  readonly total: number;
  readonly largestChange: number;
}

/** Above the frames is the title, below them the line of details. */
function pads({ fontSize }: FlamegraphOptions) {
  return { top: fontSize * 3, bottom: fontSize * 2 + 10, subtitle: fontSize * 2 };
}

/** The whole picture: static markup, and a script that lets it be zoomed and searched. */
export function drawFrames(frames: MergedFrames, drawing: Drawing): string {
  const { options } = drawing;
  const { top, bottom, subtitle } = pads(options);
  const { fontSize, width } = options;
  let deepest = 0;
  for (const depth of frames.depth) if (depth > deepest) deepest = depth;
  let height = (deepest + 1) * options.height + top + bottom;
  if (options.subtitle !== '') height += subtitle;

  const title = escapeXml(titleOf(options));
  const right = width - sidePad;
  const detailsY = height - bottom / 2;
  const parts = [
    ...opening(options, height),
    ...style(options),
    rect(0, 0, width, height, 'url(#background)', ''),
    text('title', Math.trunc(width / 2), fontSize * 2, title),
  ];
  if (options.subtitle !== '') {
    parts.push(text('subtitle', Math.trunc(width / 2), fontSize * 4, escapeXml(options.subtitle)));
  }
  parts.push(
    text('details', sidePad, detailsY, ' '),
    text('unzoom', sidePad, fontSize * 2, 'Reset Zoom', 'class="hide"'),
    text('search', right - 100, fontSize * 2, 'Search'),
    text('ignorecase', right - 16, fontSize * 2, 'ic'),
    text('matched', right - 100, detailsY, ' '),
    '<g id="frames">',
  );
  const painter = framePainter(frames, drawing, height);
  for (let row = 0; row < frames.name.length; row++) {
    if (frames.depth[row]! >= 0) parts.push(painter(row));
  }
  // At the end, where every element that it looks for is there.
  parts.push('</g>', `<script type="text/ecmascript"><![CDATA[${flamegraphScript}]]></script>`, '</svg>', '');
  return parts.join('\n');
}

/** The picture that says there is nothing to draw. */
export function drawEmpty(options: FlamegraphOptions): string {
  const message = 'ERROR: No valid input provided to flamegraph.';
  return [
    ...opening(options, options.fontSize * 5),
    text('', Math.trunc(options.width / 2), options.fontSize * 2, message),
    '</svg>',
    '',
  ].join('\n');
}

function opening(options: FlamegraphOptions, height: number): string[] {
  const { width, fontSize, fontWidth, nameType, inverted, notes } = options;
  const encoding = options.encoding === '' ? '' : ` encoding="${escapeXml(options.encoding)}"`;
  const size = `${perlNumber(width)} ${perlNumber(height)}`;
  const data = [
    `data-pad="${sidePad}" data-font="${perlNumber(fontSize)}" data-char="${perlNumber(fontWidth)}"`,
    `data-inverted="${inverted}" data-nametype="${escapeXml(nameType)}"`,
  ].join(' ');
  return [
    `<?xml version="1.0"${encoding} standalone="no"?>`,
    `<svg version="1.1" width="${perlNumber(width)}" height="${perlNumber(height)}" viewBox="0 0 ${size}" xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${data}>`,
    // Two hyphens would end a comment in the eyes of XML.
    `<!-- NOTES: ${escapeXml(notes).replace(/-(?=-|$)/g, '- ')} -->`,
  ];
}

function style({ background, fontType, fontSize }: FlamegraphOptions): string[] {
  const [upper, lower] = background;
  // Nothing in a font's name may end the declaration.
  const family = fontType.replace(/[^\p{L}\p{N} ,'_-]/gu, '');
  const stop = (color: string, offset: string) =>
    `<stop stop-color="${escapeXml(color)}" offset="${offset}"/>`;
  return [
    `<defs><linearGradient id="background" y1="0" y2="1" x1="0" x2="0">${stop(upper, '5%')}${stop(lower, '95%')}</linearGradient></defs>`,
    '<style type="text/css">',
    `text{font-family:${family};font-size:${perlNumber(fontSize)}px;fill:rgb(0,0,0)}`,
    `#title{text-anchor:middle;font-size:${perlNumber(fontSize + 5)}px}`,
    '#subtitle{text-anchor:middle;fill:rgb(160,160,160)}',
    '#unzoom,#search,#ignorecase{cursor:pointer}',
    '#search,#ignorecase{opacity:.1}#search:hover,#search.show,#ignorecase:hover,#ignorecase.show{opacity:1}',
    '#frames>*:hover{stroke:black;stroke-width:.5;cursor:pointer}#frames text{pointer-events:none}',
    '.hide{display:none}.parent{opacity:.5}',
    '</style>',
  ];
}

function rect(x1: number, y1: number, x2: number, y2: number, fill: string, extra: string): string {
  const from = fixed(x1, 1);
  const width = fixed(Number(fixed(x2, 1)) - Number(from), 1);
  return `<rect x="${from}" y="${perlNumber(y1)}" width="${width}" height="${fixed(y2 - y1, 1)}" fill="${fill}" ${extra}/>`;
}

function text(id: string, x: number, y: number, content: string, extra = ''): string {
  const name = id === '' ? '' : `id="${id}" `;
  return `<text ${name}x="${fixed(x, 2)}" y="${perlNumber(y)}" ${extra}>${content}</text>`;
}

/** Marks that tools put behind names: kernel, waker, inlined, jitted. They colour, and are not shown. */
const annotation = /_\[[kwij]\]$/;

function framePainter(frames: MergedFrames, drawing: Drawing, imageHeight: number) {
  const { options, shade, total, largestChange } = drawing;
  const { fontSize, fontWidth, factor, countName, negate } = options;
  const { top, bottom } = pads(options);
  const pixelsPerCount = (options.width - 2 * sidePad) / total;
  const shown = frames.names.map((name) => name.replace(annotation, ''));
  const known = new Map<number, string>();

  const colorOf = (row: number): string => {
    const id = frames.name[row]!;
    const name = frames.names[id]!;
    const delta = frames.delta[row]!;
    if (name === '--') return 'rgb(160,160,160)';
    if (name === '-') return 'rgb(200,200,200)';
    if (!Number.isNaN(delta)) return changeColor(negate ? -delta : delta, largestChange);
    const old = options.paletteMap?.get(name) ?? known.get(id);
    if (old !== undefined) return old;
    const color = frameColor(options.colors, shade, name);
    options.paletteMap?.set(name, color);
    if (shade.by !== 'chance') known.set(id, color);
    return color;
  };

  const titleOfFrame = (row: number, isRoot: boolean, counts: string): string => {
    const samples = `${withCommas(counts)} ${countName}`;
    if (isRoot) return `all (${samples}, 100%)`;
    const percent = (count: number) => fixed((100 * count) / (total * factor), 2);
    const name = shown[frames.name[row]!]!;
    const delta = frames.delta[row]!;
    if (Number.isNaN(delta)) return `${name} (${samples}, ${percent(Number(counts))}%)`;
    // Not -0, which would print its sign.
    const change = negate ? 0 - delta : delta;
    return `${name} (${samples}, ${percent(Number(counts))}%; ${change > 0 ? '+' : ''}${percent(change)}%)`;
  };

  return (row: number): string => {
    const depth = frames.depth[row]!;
    const isRoot = depth === 0;
    const start = frames.start[row]!;
    const end = isRoot ? total : frames.end[row]!;
    const x1 = sidePad + start * pixelsPerCount;
    const x2 = sidePad + end * pixelsPerCount;
    const y1 = options.inverted
      ? top + depth * options.height
      : imageHeight - bottom - (depth + 1) * options.height + framePad;
    const y2 = y1 + options.height - framePad;

    const attributes = options.nameAttributes.get(frames.names[frames.name[row]!]!);
    const title = attributes?.get('title') || titleOfFrame(row, isRoot, fixed((end - start) * factor, 0));
    const [open, close] = groupTags(attributes);
    const chars = Math.trunc((x2 - x1) / (fontSize * fontWidth));
    const label = chars < 3 ? '' : escapeXml(fitted(shown[frames.name[row]!]!, chars));
    return [
      `${open}<title>${escapeXml(title)}</title>${rect(x1, y1, x2, y2, escapeXml(colorOf(row)), rounding)}`,
      `${text('', x1 + 3, 3 + (y1 + y2) / 2, label)}${close}`,
    ].join('\n');
  };
}

/** The name, or its beginning and two dots. */
function fitted(name: string, chars: number): string {
  if (name.length <= chars) return name;
  const points = [...name];
  return points.length <= chars ? name : `${points.slice(0, chars - 2).join('')}..`;
}

/** The tags around a frame: a group, or a link where its attributes name one. */
function groupTags(attributes: FrameAttributes | undefined): readonly [string, string] {
  if (attributes === undefined) return ['<g>', '</g>'];
  const href = attributes.get('href') ?? '';
  const isLink = href !== '' && isHarmlessLink(href);
  const all = new Map<string, string>();
  if (isLink) {
    all.set('xlink:href', href).set('target', attributes.get('target') || '_top');
    for (const [name, value] of extraAttributes(attributes.get('a_extra') ?? '')) all.set(name, value);
  }
  for (const name of ['id', 'class']) {
    const value = attributes.get(name);
    if (value !== undefined) all.set(name, value);
  }
  for (const [name, value] of extraAttributes(attributes.get('g_extra') ?? '')) all.set(name, value);
  const inside = [...all].map(([name, value]) => ` ${name}="${escapeXml(value)}"`).join('');
  return isLink ? [`<a${inside}>`, '</a>'] : [`<g${inside}>`, '</g>'];
}
