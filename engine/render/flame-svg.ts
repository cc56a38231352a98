import { layoutFlame } from '../analysis/layout';
import type { CallTree } from '../analysis/types';
import { formatChange, formatDelta, formatPercent, formatValue } from '../units/format';
import { hueOf } from './color';
import { flameScript } from './flame-script';
import { changeSteps, flameStyle } from './flame-style';
import { englishPicture, fill, type PictureWords } from './picture-words';
import { escapeXml } from './xml';

export interface FlameSvgOptions {
  readonly title: string;
  readonly subtitle?: string;
  /** Boxes of less than this share of the whole are not drawn, beside those too narrow to see. */
  readonly smallestShare?: number;
  /** For a place inside a page of HTML, which says by itself what the picture shows and holds its style. */
  readonly embedded?: boolean;
  /** English where not given. */
  readonly words?: PictureWords;
}

/** CSS pixels. The script stretches the picture to the window's width; `width` is what a still image has. */
const page = { width: 1200, pad: 12, row: 18, charWidth: 6.62, head: 76, foot: 34 };
/** Head of a picture in a page: a line of controls, a line of details. */
const embeddedHead = 54;
/** Boxes narrower than this are not drawn. */
const narrowestPx = 0.1;
/** Siblings below that are drawn as one box where together they are at least so wide. */
const narrowestRestPx = 1;
/** A change of this share of the whole, or more, has the strongest colour. */
const strongestShare = 0.1;

/**
 * The tree as one self-contained SVG: root on top, zoom, search and details by a small script inside, and
 * a plain picture where scripts do not run. A tree of two sides gives the differential picture: boxes as
 * wide as the union's, coloured by the change of their total.
 */
export function flameSvg(tree: CallTree, options: FlameSvgOptions): string {
  const compares = tree.self.length > 1;
  const embedded = options.embedded === true;
  const head = embedded ? embeddedHead : page.head;
  const words = options.words ?? englishPicture;
  const { boxes, rows } = drawBoxes(tree, compares, head, options.smallestShare ?? 0, words);
  const foot = compares ? page.foot : page.pad;
  const height = head + rows * page.row + foot;
  const { width, pad, row, charWidth } = page;
  const resting = restingLine(tree, words);

  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  const heading = embedded
    ? []
    : [
        `<title>${escapeXml(options.title)}</title>`,
        `<style>${flameStyle()}</style>`,
        '<rect id="back" width="100%" height="100%"/>',
        `<text id="title" x="${pad}" y="28">${escapeXml(options.title)}</text>`,
        options.subtitle ? `<text class="quiet" x="${pad}" y="46">${escapeXml(options.subtitle)}</text>` : '',
      ];

  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} data-width="${width}" data-pad="${pad}" data-row="${row}" data-char="${charWidth}"${saidByScript(words)}${embedded ? ' data-embedded="" preserveAspectRatio="xMinYMin"' : ''}>`,
    ...heading,
    `<text id="details" x="${pad}" y="${head - 10}">${escapeXml(resting)}</text>`,
    embedded
      ? controls(18, { x: width - pad - 150, y: 0 }, words)
      : controls(28, { x: width - pad, y: 36 }, words),
    `<g id="frames" aria-label="${escapeXml(options.title)}">`,
    ...boxes,
    '</g>',
    compares ? legend(height - page.foot + 10, words) : '',
    `<script><![CDATA[${flameScript}]]></script>`,
    '</svg>',
    '',
  ].join('\n');
}

/** What the script says, where it finds it. */
function saidByScript(words: PictureWords): string {
  const { searchFunctions, pattern, brokenPattern, matched } = words;
  return Object.entries({ searchFunctions, pattern, brokenPattern, matched })
    .map(([name, text]) => ` data-${name.toLowerCase()}="${escapeXml(text)}"`)
    .join('');
}

/** Boxes in depth-first order, as the script expects them; and how many rows they take. */
function drawBoxes(
  tree: CallTree,
  compares: boolean,
  head: number,
  smallestShare: number,
  words: PictureWords,
): { boxes: string[]; rows: number } {
  const layout = layoutFlame(tree, compares ? 'union' : 0);
  const inner = page.width - 2 * page.pad;
  const scale = layout.width[0]! > 0 ? inner / layout.width[0]! : 0;
  const narrowest = Math.max(narrowestPx, smallestShare * inner);
  const boxes: string[] = [];
  let deepest = 0;
  /** Nodes, and as -1 - node the first of those children that are drawn as one. */
  const waiting = [0];
  while (waiting.length > 0) {
    const next = waiting.pop()!;
    const node = next < 0 ? -1 - next : next;
    const depth = tree.depth[node]!;
    deepest = Math.max(deepest, depth);
    const end = tree.firstChild[node]! + tree.childCount[node]!;
    const place = { x: page.pad + layout.start[node]! * scale, y: head + depth * page.row };
    if (next < 0) {
      const last = lastChild(tree, tree.parent[node]!);
      const width = (layout.start[last]! + layout.width[last]! - layout.start[node]!) * scale;
      boxes.push(drawn(restOf(tree, node, last, compares, words), depth, { ...place, width }));
      continue;
    }
    const width = node === 0 ? inner : layout.width[node]! * scale;
    boxes.push(drawn(boxOf(tree, node, compares, words), depth, { ...place, width }));
    // The heaviest children come first, so that those too narrow are the last ones, side by side.
    let rest = end;
    while (rest > tree.firstChild[node]! && layout.width[rest - 1]! * scale < narrowest) rest--;
    const edge = rest < end ? layout.start[end - 1]! + layout.width[end - 1]! : 0;
    if (rest < end && (edge - layout.start[rest]!) * scale >= Math.max(narrowest, narrowestRestPx)) {
      waiting.push(-1 - rest);
    }
    for (let child = rest - 1; child >= tree.firstChild[node]!; child--) {
      if (layout.width[child]! * scale >= narrowest) waiting.push(child);
    }
  }
  return { boxes, rows: deepest + 1 };
}

function lastChild(tree: CallTree, node: number): number {
  return tree.firstChild[node]! + tree.childCount[node]! - 1;
}

/** What a box shows. Totals are per side. */
interface Box {
  readonly name: string;
  readonly look: string;
  readonly facts: string;
  readonly totals: readonly number[];
}

function boxOf(tree: CallTree, node: number, compares: boolean, words: PictureWords): Box {
  const frame = tree.frame[node]!;
  const totals = tree.total.map((column) => column[node]!);
  const hue = hueOf(tree.frames.package[frame]!);
  return {
    name: tree.frames.name[frame]!,
    look: compares ? changeClass(tree, totals) : hue < 0 ? 'h' : `h${hue}`,
    facts: compares
      ? comparedFacts(tree, totals, words)
      : singleFacts(tree, totals[0]!, tree.self[0]![node]!, words),
    totals,
  };
}

/** Siblings that are too narrow one by one; without them their parent would seem to have spent it itself. */
function restOf(tree: CallTree, first: number, last: number, compares: boolean, words: PictureWords): Box {
  const totals = tree.total.map((column) => {
    let sum = 0;
    for (let node = first; node <= last; node++) sum += column[node]!;
    return sum;
  });
  const count = last - first + 1;
  return {
    name: count === 1 ? words.oneSmaller : fill(words.severalSmaller, { count }),
    look: `rest ${compares ? changeClass(tree, totals) : 'h'}`,
    facts: compares
      ? comparedFacts(tree, totals, words)
      : fill(words.together, { value: withShare(tree, totals[0]!) }),
    totals,
  };
}

function drawn(
  { name, look, facts, totals }: Box,
  depth: number,
  { x, y, width }: { x: number; y: number; width: number },
): string {
  const label = fitted(name, Math.floor((width - 8) / page.charWidth));
  return (
    `<g class="f ${look}" data-d="${depth}" data-t="${totals.join(' ')}">` +
    `<title>${escapeXml(`${name}\n${facts}`)}</title>` +
    `<rect x="${short(x)}" y="${y}" width="${short(width)}" height="${page.row - 1}"/>` +
    `<text x="${short(x + 4)}" y="${y + 12.5}">${escapeXml(label)}</text></g>`
  );
}

/** Four decimals: a box of a tenth of a pixel still zooms to the full width without visible seams. */
function short(px: number): string {
  return String(Math.round(px * 1e4) / 1e4);
}

/** The name, its part behind the last slash, or that cut with an ellipsis; '' where not even that has room. */
function fitted(name: string, chars: number): string {
  if (name.length <= chars) return name;
  if (chars < 5) return '';
  const tail = name.slice(name.lastIndexOf('/') + 1) || name;
  return tail.length <= chars ? tail : `${tail.slice(0, chars - 1)}…`;
}

function singleFacts(tree: CallTree, total: number, self: number, words: PictureWords): string {
  return fill(words.facts, { total: withShare(tree, total), self: withShare(tree, self) });
}

function withShare(tree: CallTree, value: number, side = 0): string {
  return `${formatValue(value, tree.unit)} (${formatPercent(value, tree.total[side]![0]!)})`;
}

function comparedFacts(tree: CallTree, totals: readonly number[], words: PictureWords): string {
  const [from, to] = totals as [number, number];
  const sides = [from, to].map((total, side) => withShare(tree, total, side));
  const change =
    from === to ? words.same : `${formatDelta(to - from, tree.unit)}, ${changeIn(from, to, words)}`;
  return `${sides.join(' → ')}  ${change}`;
}

/** How much a value changed in percent, or in words that it is new or gone. */
export function changeIn(before: number, after: number, { isNew, isGone }: PictureWords): string {
  const text = formatChange(before, after);
  return text === 'new' ? isNew : text === 'gone' ? isGone : text;
}

function restingLine(tree: CallTree, words: PictureWords): string {
  const totals = tree.total.map((column) => column[0]!);
  const text = totals.map((total) => formatValue(total, tree.unit)).join(' → ');
  const change = totals.length < 2 ? '' : ` (${changeIn(totals[0]!, totals[1]!, words)})`;
  return fill(words.total, { value: text + change });
}

/** Steps grow with the square root of the change's share of the larger whole, so that small ones show too. */
function changeClass(tree: CallTree, totals: readonly number[]): string {
  const [before, after] = totals as [number, number];
  const whole = Math.max(Math.abs(tree.total[0]![0]!), Math.abs(tree.total[1]![0]!));
  const share = whole === 0 ? 0 : (after - before) / whole;
  const step = Math.round(changeSteps * Math.sqrt(Math.min(1, Math.abs(share) / strongestShare)));
  const existence = before === 0 && after !== 0 ? ' new' : after === 0 && before !== 0 ? ' gone' : '';
  return `d${share < 0 && step > 0 ? '-' : ''}${step}${existence}`;
}

/**
 * Hidden until the script runs, since they do nothing without it.
 * @param line of the buttons
 * @param box right upper corner of the place to search in
 */
function controls(line: number, box: { x: number; y: number }, words: PictureWords): string {
  const right = page.width - page.pad;
  const button = (id: string, x: number, text: string) =>
    `<text id="${id}" class="button" role="button" tabindex="0" x="${x}" y="${line}" text-anchor="end">${escapeXml(text)}</text>`;
  return (
    '<g id="controls" style="display:none">' +
    button('reset', right - 64, words.resetZoom) +
    button('search', right, words.search) +
    `<foreignObject id="searchbox" x="${box.x - 240}" y="${box.y}" width="240" height="26" style="display:none"/>` +
    `<text id="matched" class="quiet" x="${box.x - 252}" y="${box.y + 17}" text-anchor="end"></text></g>`
  );
}

/** What the colours of a comparison mean. */
function legend(y: number, words: PictureWords): string {
  const parts: string[] = [];
  const swatch = (look: string, x: number, width: number) =>
    parts.push(`<g class="${look}"><rect x="${x}" y="${y}" width="${width}" height="12"/></g>`);
  const text = (x: number, said: string) =>
    parts.push(`<text class="quiet" x="${x}" y="${y + 10}">${escapeXml(said)}</text>`);

  const share = `${strongestShare * 100}%`;
  text(page.pad, fill(words.lessBy, { share }));
  let x = page.pad + 150;
  for (let step = -changeSteps; step <= changeSteps; step++, x += 18) swatch(`d${step}`, x, 18);
  text(x + 8, fill(words.moreBy, { share }));
  x += 176;
  swatch('d6 new', x, 22);
  text(x + 30, words.onlyAfter);
  swatch('d-6 gone', x + 110, 22);
  text(x + 140, words.onlyBefore);
  text(x + 250, words.width);
  return `<g id="legend">${parts.join('')}</g>`;
}
