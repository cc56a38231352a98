import { fillsOf, homesOf } from '../flame/fills';
import type { HomeWidths } from '../flame/homes';
import { type FlameSeen, noiseTest } from '../flame/look';
import { goneFill, narrowFill, newFill } from '../flame/palette';
import type { Work } from '../work/work';
import type { FlameBoxes } from './flame-boxes';
import { type BoxFacts, factsOf, factsOfRest } from './flame-facts';
import { fitted, type Place, page } from './flame-page';
import type { FlameSight, Panel } from './flame-sight';
import type { PictureWords } from './picture-words';
import { escapeXml } from './xml';

/** Boxes that are written in one part. */
const boxesInPart = 1 << 12;

/** What the drawings of a picture have in common. */
export interface Look {
  readonly seen: FlameSeen;
  /** 1 per frame row that was found; null = nothing was searched for. */
  readonly matches: Uint8Array | null;
  /** Whether the picture begins otherwise than with everything, so that its script is told where boxes lie in the whole. */
  readonly isZoomed: boolean;
  /** Whether there are several drawings, in which the script finds nodes again. */
  readonly isOneOfSeveral: boolean;
  readonly homes: HomeWidths;
  readonly words: PictureWords;
}

/** The boxes of a panel as elements of the picture. */
export class FlameDrawing {
  private readonly fillOf: (node: number) => number;
  private readonly homes: readonly string[] | null;
  /** Callers of what the picture is zoomed to. */
  private readonly callers = new Set<number>();

  /** @param side whose values amounts are */
  constructor(
    private readonly panel: Panel,
    private readonly sight: FlameSight,
    private readonly look: Look,
    side: number,
  ) {
    const { tree, layout } = panel;
    const { coloring, leastChange, noise, focus } = look.seen;
    this.fillOf = fillsOf(tree, tree.frames, {
      coloring,
      side,
      width: layout.width,
      quietShare: leastChange,
      isNoise: noise === null ? () => false : noiseTest(noise, tree.frame),
    });
    this.homes = coloring === 'package' || coloring === 'file' ? homesOf(tree.frames, coloring) : null;
    for (let node = tree.parent[focus] ?? -1; node >= 0; node = tree.parent[node]!) this.callers.add(node);
  }

  /**
   * @param rows of the whole picture
   * @param head where the first of them is, CSS pixels from above
   */
  *write(boxes: FlameBoxes, rows: number, head: number, write: (text: string) => void): Work<void> {
    const { length } = boxes.node;
    const top = (depth: number) => head + (this.look.seen.upright ? rows - 1 - depth : depth) * page.row;
    for (let from = 0; from < length; from += boxesInPart) {
      const to = Math.min(length, from + boxesInPart);
      for (let at = from; at < to; at++) write(this.box(boxes.node[at]!, boxes.last[at]!, top));
      yield to / length;
    }
  }

  private box(node: number, last: number, top: (depth: number) => number): string {
    const { sight } = this;
    const { tree, layout } = this.panel;
    const { matches, words, homes, isZoomed, isOneOfSeveral } = this.look;
    const frame = tree.frame[node]!;
    const depth = tree.depth[node]!;
    const start = layout.start[node]!;
    const end = last < 0 ? node : last;
    const width = layout.start[end]! + layout.width[end]! - start;
    const of = last < 0 ? this.fillOf(node) : narrowFill;
    const found = matches !== null && last < 0 && node > 0 && matches[frame] === 1;
    const stands = last >= 0 || (matches === null ? !this.callers.has(node) : found);
    const look = [
      'f',
      `c${of}`,
      ...(last < 0 ? [] : ['rest']),
      ...(of === newFill ? ['new'] : of === goneFill ? ['gone'] : []),
      ...(found ? ['found'] : []),
      ...(stands ? [] : ['off']),
    ].join(' ');
    const whole = sight.ofWhole(start, width);
    const shown = isZoomed ? sight.atFirst(start, width) : whole;
    if (shown !== null && last < 0 && this.homes !== null) homes.add(of, this.homes[frame]!, shown.width);
    const facts = last < 0 ? factsOf(tree, node, words) : factsOfRest(tree, node, last, words);
    const again = isOneOfSeveral ? ` data-n="${last < 0 ? node : ''}"` : '';
    const lies = isZoomed ? ` data-b="${sight.round(whole.x)} ${sight.round(whole.width)}"` : '';
    return drawn(facts, look, again + lies, {
      depth,
      y: top(depth),
      place: shown ?? whole,
      shown: shown !== null,
      sight,
    });
  }
}

interface BoxPlace {
  readonly depth: number;
  readonly y: number;
  readonly place: Place;
  /** False where it is out of sight at first. */
  readonly shown: boolean;
  readonly sight: FlameSight;
}

function drawn(
  { name, facts, totals }: BoxFacts,
  look: string,
  more: string,
  { depth, y, place: { x, width }, shown, sight }: BoxPlace,
): string {
  const label = shown ? fitted(name, Math.floor((width - 8) / page.charWidth)) : '';
  const hidden = shown ? '' : ' style="display:none"';
  return (
    `<g class="${look}" data-d="${depth}" data-t="${totals.join(' ')}"${more}${hidden}>` +
    `<title>${escapeXml(`${name}\n${facts}`)}</title>` +
    `<rect x="${sight.round(x)}" y="${y}" width="${sight.round(width)}" height="${page.row - 1}"/>` +
    `<text x="${sight.round(x + 4)}" y="${y + 12.5}">${escapeXml(label)}</text></g>\n`
  );
}
