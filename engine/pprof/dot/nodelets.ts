import { autoLabel, scale } from '../../units/measure';
import { mean } from '../graph/mean';
import { type NodeTags, sortTags, type Tag, tagCum, tagFlat } from '../graph/tags';
import { maxNodelets } from '../graph/trim';
import { quoted } from './quoted';

/**
 * The boxes of a node's labels: its heaviest text labels, under each the numbers beside it, and the numbers
 * beside none.
 *
 * @param isLeaf whether the node calls none that is shown: then labels count with its cum, which holds what
 *   was taken out below it, else with its flat.
 * @returns statements of the dot language; '' = none.
 */
export function nodelets(
  tags: NodeTags,
  node: number,
  id: number,
  isLeaf: boolean,
  format: (value: number) => string,
): string {
  const byFlat = !isLeaf;
  const numbers = tags.numbers(node);
  let text = '';
  const texts = sortTags(tags.texts(node), byFlat).slice(0, maxNodelets);
  texts.forEach((tag, i) => {
    const amount = byFlat ? tagFlat(tag) : tagCum(tag);
    if (amount === 0) return;
    text += nodelet(`N${id}`, `N${id}_${i}`, tag.name, format(amount), '');
    text += numberNodelets(numbers.get(tag.name) ?? [], byFlat, `N${id}_${i}`, format);
  });
  return text + numberNodelets(numbers.get('') ?? [], byFlat, `N${id}`, format);
}

function nodelet(from: string, to: string, label: string, weight: string, style: string): string {
  const box = `${to} [label = "${label}" id="${to}" fontsize=8 shape=box3d tooltip="${weight}"]\n`;
  return `${box}${from} -> ${to} [label=" ${weight}" weight=100 tooltip="${weight}" labeltooltip="${weight}"${style}]\n`;
}

function numberNodelets(
  tags: readonly Tag[],
  byFlat: boolean,
  source: string,
  format: (value: number) => string,
): string {
  let text = '';
  collapsed(tags, byFlat).forEach((tag, i) => {
    const [flat, cum] = [tagFlat(tag), tagCum(tag)];
    const isFlat = byFlat || flat === cum;
    const amount = isFlat ? flat : cum;
    if (amount === 0) return;
    text += nodelet(
      source,
      `N${source}_${i}`,
      quoted(tag.name),
      format(amount),
      isFlat ? '' : ' style="dotted"',
    );
  });
  return text;
}

/** At most {@link maxNodelets} numbers: the heaviest, with the others counted to the nearest of them. */
function collapsed(tags: readonly Tag[], byFlat: boolean): readonly Tag[] {
  const sorted = sortTags(tags, byFlat);
  if (sorted.length <= maxNodelets) return sorted;
  const groups = sorted.slice(0, maxNodelets).map((tag) => [tag]);
  for (const tag of sorted.slice(maxNodelets)) {
    let nearest = groups[0]!;
    for (const group of groups) if (distance(tag, group[0]!) < distance(tag, nearest[0]!)) nearest = group;
    nearest.push(tag);
  }
  return sortTags(groups.map(joined), byFlat);
}

function distance(tag: Tag, other: Tag): number {
  return Math.abs(tag.value - scale(other.value, other.unit, tag.unit).value);
}

/** A group as one tag, named by its range '1kB..4kB'. */
function joined(group: readonly Tag[]): Tag {
  const first = group[0]!;
  let lowest = first;
  let highest = first;
  const sum = { flat: 0, flatDivisor: 0, cum: 0, cumDivisor: 0 };
  for (const tag of group) {
    if (Math.trunc(scale(tag.value, tag.unit, lowest.unit).value) < lowest.value) lowest = tag;
    if (Math.trunc(scale(tag.value, tag.unit, highest.unit).value) > highest.value) highest = tag;
    for (const key of ['flat', 'flatDivisor', 'cum', 'cumDivisor'] as const) sum[key] += tag[key];
  }
  const ends = group.length === 1 ? [first] : [lowest, highest];
  return {
    name: ends.map(({ value, unit }) => autoLabel(value, unit)).join('..'),
    value: 0,
    unit: '',
    flat: mean(sum.flat, sum.flatDivisor),
    flatDivisor: 0,
    cum: mean(sum.cum, sum.cumDivisor),
    cumDivisor: 0,
  };
}
