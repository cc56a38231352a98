import { layOutFlame } from '../analysis/layout';
import { searchTree } from '../analysis/search';
import type { CallTree, FlameLayout } from '../analysis/types';
import { HomeWidths } from '../flame/homes';
import { type FlameSeen, usualSeen } from '../flame/look';
import { atOnce, type Work, within } from '../work/work';
import { collectBoxes, type FlameBoxes } from './flame-boxes';
import { FlameDrawing, type Look } from './flame-drawing';
import { restingLine, sharesOf } from './flame-facts';
import { legend } from './flame-legend';
import { page, panelsOf } from './flame-page';
import { flameScript } from './flame-script';
import { FlameSight, type Panel } from './flame-sight';
import { flameStyle } from './flame-style';
import { englishPicture, fill, type PictureWords } from './picture-words';
import { escapeAttribute, escapeXml } from './xml';

export interface FlameSvgOptions {
  readonly title: string;
  readonly subtitle?: string;
  /** Of drawings beside each other: what each is of. */
  readonly headings?: readonly string[];
  /** How it is looked at; the tree is in the shape that this says. As usual where not given. */
  readonly seen?: FlameSeen;
  /** Boxes of less than this share of the whole are not drawn, beside those too narrow to see. */
  readonly smallestShare?: number;
  /** For a place inside a page of HTML, which says by itself what the picture shows and holds its style. */
  readonly embedded?: boolean;
  /** English where not given. */
  readonly words?: PictureWords;
}

/** {@link drawFlame} without a stop, as one text. */
export function flameSvg(tree: CallTree, options: FlameSvgOptions): string {
  const parts: string[] = [];
  atOnce(drawFlame(tree, options, (text) => parts.push(text)));
  return parts.join('');
}

/**
 * The tree as one self-contained SVG, drawn as somebody sees it: zoom, search and details by a small script inside,
 * and a plain picture of what was in sight where scripts do not run. A tree of two sides gives the differential
 * picture: boxes as wide as the union's.
 *
 * @param write takes the text, part by part
 * @throws FlamebenchError 'bad-argument' where what is searched for is no regular expression
 */
export function* drawFlame(
  tree: CallTree,
  options: FlameSvgOptions,
  write: (text: string) => void,
): Work<void> {
  const compares = tree.self.length > 1;
  const { title, subtitle = '', embedded = false, smallestShare = 0, headings = [] } = options;
  const { seen = usualSeen(tree), words = englishPicture } = options;
  const beside = compares && seen.arrangement === 'beside';
  const sides = beside ? ([0, 1] as const) : ([compares ? 'union' : 0] as const);
  const layouts: FlameLayout[] = [];
  for (const [i, side] of sides.entries()) {
    const [from, to] = [(0.3 * i) / sides.length, (0.3 * (i + 1)) / sides.length];
    layouts.push(yield* within(from, to, layOutFlame(tree, side)));
  }
  const hits = seen.search === '' ? null : yield* within(0.3, 0.4, searchTree(tree, seen.search));
  const reach = (node: number) => layouts.reduce((most, { width }) => Math.max(most, width[node] ?? 0), 0);
  const places = panelsOf(sides.length);
  const panels = layouts.map((layout, i): Panel => ({ tree, layout, reach, place: places[i]! }));
  const sights = panels.map((panel) => new FlameSight(panel, seen, smallestShare));
  const drawn: FlameBoxes[] = [];
  for (const [i, sight] of sights.entries()) {
    const [from, to] = [0.4 + (0.2 * i) / sides.length, 0.4 + (0.2 * (i + 1)) / sides.length];
    drawn.push(yield* within(from, to, collectBoxes(tree, layouts[i]!, sight)));
  }

  const rows = drawn.reduce((most, boxes) => Math.max(most, boxes.rows), 1);
  const above = embedded ? page.embeddedHead : page.head;
  const head = above + (beside ? page.heading : 0);
  const height = head + rows * page.row + page.foot;
  const { width, pad } = page;
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  const inPage = embedded ? ' data-embedded="" preserveAspectRatio="xMinYMin"' : '';
  const zoom = zoomOf(tree, seen, sights, drawn);
  write(
    `<svg xmlns="http://www.w3.org/2000/svg" ${size}${inPage}${measures(seen)}${zoom}${saidByScript(seen, words)}>\n`,
  );
  if (!embedded) {
    write(`<title>${escapeXml(title)}</title>\n<style>${flameStyle(seen.scale)}</style>\n`);
    write('<rect id="back" width="100%" height="100%"/>\n');
    write(`<text id="title" x="${pad}" y="28">${escapeXml(title)}</text>\n`);
    if (subtitle !== '') write(`<text class="quiet" x="${pad}" y="46">${escapeXml(subtitle)}</text>\n`);
  }
  write(`<text id="details" x="${pad}" y="${above - 10}">${escapeXml(restingLine(tree, words))}</text>\n`);
  const matched = hits === null ? '' : fill(words.matched, { share: sharesOf(tree, hits.matched) });
  write(
    embedded
      ? controls(18, { x: width - pad - 150, y: 0 }, matched, seen, words)
      : controls(28, { x: width - pad, y: 36 }, matched, seen, words),
  );

  const byHome = seen.coloring === 'package' || seen.coloring === 'file';
  const homes = new HomeWidths();
  const look: Look = {
    ...{ seen, homes, words },
    matches: hits?.frameMatches ?? null,
    isZoomed: zoom !== '',
    isOneOfSeveral: beside,
  };
  for (const [i, panel] of panels.entries()) {
    const heading = beside ? (headings[i] ?? '') : '';
    if (heading !== '') {
      write(`<text class="heading" x="${panel.place.x}" y="${head - 7}">${escapeXml(heading)}</text>\n`);
    }
    const named = escapeAttribute(heading || title);
    write(`<g class="frames${byHome ? ' homes' : ''}" aria-label="${named}">\n`);
    const drawing = new FlameDrawing(panel, sights[i]!, look, beside ? i : 0);
    const [from, to] = [0.6 + (0.4 * i) / sides.length, 0.6 + (0.4 * (i + 1)) / sides.length];
    yield* within(from, to, drawing.write(drawn[i]!, rows, head, write));
    write('</g>\n');
  }
  write(`${legend(seen, homes, compares && !beside, { x: pad, y: height - page.foot + 10 }, words)}\n`);
  write(`<script><![CDATA[${flameScript}]]></script>\n</svg>\n`);
}

/**
 * For the script, where the picture begins otherwise than with everything: the box that is zoomed to, by its place among
 * all, and what is in sight of each drawing, where that is not the box.
 */
function zoomOf(
  tree: CallTree,
  { focus }: FlameSeen,
  sights: readonly FlameSight[],
  drawn: readonly FlameBoxes[],
): string {
  if (focus <= 0 && !sights.some(({ isCloser }) => isCloser)) return '';
  const stretch = sights.every((sight) => sight.isOn(focus))
    ? ''
    : ` data-stretch="${sights.map((sight) => sight.stretch()).join(' ')}"`;
  for (let node = focus; node > 0; node = tree.parent[node] ?? 0) {
    let before = 0;
    for (const boxes of drawn) {
      const at = boxes.node.findIndex((row, i) => row === node && boxes.last[i]! < 0);
      if (at >= 0) return ` data-zoom="${before + at}"${stretch}`;
      before += boxes.node.length;
    }
  }
  return ` data-zoom="0"${stretch}`;
}

/** What the script has to know to draw the boxes again. */
function measures({ upright }: FlameSeen): string {
  const { width, pad, row, charWidth } = page;
  const way = upright ? ' data-upright=""' : '';
  return ` data-width="${width}" data-pad="${pad}" data-row="${row}" data-char="${charWidth}"${way}`;
}

/** What the script says, where it finds it, and what is searched for at first. */
function saidByScript({ search }: FlameSeen, words: PictureWords): string {
  const { searchFunctions, pattern, brokenPattern, unknownPattern, matched } = words;
  const texts = {
    searchFunctions,
    pattern,
    brokenPattern,
    unknownPattern,
    matched,
    ...(search === '' ? {} : { search }),
  };
  return Object.entries(texts)
    .map(([name, text]) => ` data-${name.toLowerCase()}="${escapeAttribute(text)}"`)
    .join('');
}

/** Of a pattern, in a line that has room for other things. */
const longestPattern = 40;

/**
 * Buttons, hidden until the script runs, since they do nothing without it; and what the search has found, for which the
 * script makes room beside the place to type in.
 *
 * @param line of the buttons
 * @param box right upper corner of the place to search in
 * @param matched how much was found; '' = nothing was searched for
 */
function controls(
  line: number,
  box: { readonly x: number; readonly y: number },
  matched: string,
  { search }: FlameSeen,
  words: PictureWords,
): string {
  const right = page.width - page.pad;
  const button = (id: string, x: number, text: string) =>
    `<text id="${id}" class="button" role="button" tabindex="0" x="${x}" y="${line}" text-anchor="end">${escapeXml(text)}</text>`;
  const pattern = search.length <= longestPattern ? search : `${search.slice(0, longestPattern - 1)}…`;
  const told = matched === '' ? '' : fill(words.searchedFor, { pattern, matched });
  return (
    `<g id="controls"><g id="buttons" style="display:none">${button('reset', right - 64, words.resetZoom)}${button('search', right, words.search)}` +
    `<foreignObject id="searchbox" x="${box.x - 240}" y="${box.y}" width="240" height="26" style="display:none"/></g>` +
    `<text id="matched" class="quiet" x="${matched === '' ? box.x - 252 : box.x}" y="${box.y + 17}" text-anchor="end" data-x="${box.x - 252}" data-text="${escapeAttribute(matched)}">${escapeXml(told)}</text></g>\n`
  );
}
