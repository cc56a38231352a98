import { amountRatio } from '../flame/fills';
import type { HomeWidths } from '../flame/homes';
import type { FlameSeen } from '../flame/look';
import {
  amountSteps,
  changeSteps,
  firstAmountFill,
  goneFill,
  neutralFill,
  newFill,
  unchangedFill,
} from '../flame/palette';
import { formatPercent } from '../units/format';
import { fill, type PictureWords } from './picture-words';
import { escapeXml } from './xml';

const longestHome = 28;

/** What the colours of a picture mean, in one line. */
export function legend(
  { coloring, leastChange, noise }: FlameSeen,
  homes: HomeWidths,
  compares: boolean,
  place: { readonly x: number; readonly y: number },
  words: PictureWords,
): string {
  const line = new LegendLine(place.x, place.y);
  switch (coloring) {
    case 'package':
    case 'file':
      for (const { home, fill: of } of homes.widest()) line.named(of, shortHome(home), home);
      line.named(neutralFill, words.unknownHome);
      break;
    case 'total':
    case 'self':
      line.text(coloring === 'self' ? words.selfOfAll : words.totalOfAll);
      line.text(formatPercent(1 / amountRatio ** (amountSteps - 1), 1));
      line.scale(Array.from({ length: amountSteps }, (_, step) => firstAmountFill + step));
      line.text('100%');
      break;
    case 'sign':
      line.text(words.onlyLosses);
      line.scale(changeFills);
      line.text(words.onlyGains);
      break;
    case 'change':
    case 'own-change': {
      const own = coloring === 'own-change';
      line.text(own ? words.less : '−100%');
      line.scale(changeFills);
      line.text(own ? words.more : '+100%');
      line.named(newFill, words.onlyAfter, '', 'new');
      line.named(goneFill, words.onlyBefore, '', 'gone');
      line.named(unchangedFill, greyWords(leastChange, noise !== null, words));
    }
  }
  if (compares) line.text(words.width);
  return `<g id="legend">${line.parts.join('')}</g>`;
}

const changeFills = Array.from({ length: 2 * changeSteps + 1 }, (_, i) => unchangedFill + i - changeSteps);

function greyWords(leastChange: number, judged: boolean, words: PictureWords): string {
  if (leastChange <= 0) return judged ? words.noise : words.unchanged;
  return fill(judged ? words.noiseOrLess : words.changedLess, { share: formatPercent(leastChange, 1) });
}

/** The part that tells most: what follows the last slash, cut where that is long. */
function shortHome(home: string): string {
  const tail = home.slice(home.lastIndexOf('/') + 1) || home;
  const characters = Array.from(tail);
  return characters.length <= longestHome ? tail : `${characters.slice(0, longestHome - 1).join('')}…`;
}

const gap = 14;

/** Swatches and texts from left to right. How wide a text comes out depends on the reader's type: it is guessed. */
class LegendLine {
  readonly parts: string[] = [];

  constructor(
    private x: number,
    private readonly y: number,
  ) {}

  text(said: string): void {
    this.parts.push(`<text class="quiet" x="${this.x}" y="${this.y + 10}">${escapeXml(said)}</text>`);
    this.x += Math.ceil(widthOf(said)) + gap;
  }

  scale(fills: readonly number[]): void {
    for (const of of fills) {
      this.parts.push(swatch(of, this.x, this.y, 14));
      this.x += 14;
    }
    this.x += 8;
  }

  /** @param whole said on hover, where `said` is but a part of it */
  named(of: number, said: string, whole = '', mark = ''): void {
    if (this.parts.length > 0) this.x += gap - 8;
    const title = whole === '' || whole === said ? '' : `<title>${escapeXml(whole)}</title>`;
    if (title !== '') this.parts.push(`<g>${title}`);
    this.parts.push(swatch(of, this.x, this.y, 14, mark));
    this.x += 20;
    this.text(said);
    if (title !== '') this.parts.push('</g>');
  }
}

function swatch(of: number, x: number, y: number, width: number, mark = ''): string {
  const look = mark === '' ? `c${of}` : `c${of} ${mark}`;
  return `<g class="${look}"><rect x="${x}" y="${y}" width="${width}" height="12"/></g>`;
}

function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += character >= '\u1100' ? 12.5 : 7;
  return width;
}
