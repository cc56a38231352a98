import { shortFunctionName } from '../../../engine/pprof/dot/names';

/** The boxes of nodes: what is written in each, and how large that makes it. Lengths are points of the layout. */

/** Width of a text in points at a font size of 1. */
export type Measure = (text: string) => number;

export interface Line {
  readonly text: string;
  readonly size: number;
  readonly isName: boolean;
}

export interface Box {
  readonly lines: readonly Line[];
  readonly width: number;
  readonly height: number;
}

const padding = { x: 6, y: 4 };
/** Of a line's font size. */
export const lineHeight = 1.2;
const mostNameLines = 5;
const mostLetters = 34;

/** Size of a node's words: from 10 to 24, growing fast at first with its own value, as pprof has it from 8 on. */
export function fontSize(flat: number, largestFlat: number): number {
  if (flat === 0 || largestFlat === 0) return 10;
  return 10 + Math.ceil(14 * Math.sqrt(Math.min(1, Math.abs(flat) / largestFlat)));
}

/**
 * The lines of a function's name: without package path or namespaces, and parted where its parts meet outside
 * of brackets. What is too much gives way in the middle of lines, and in front of the last ones.
 */
export function nameLines(name: string): string[] {
  const short = shortFunctionName(name);
  const lines: string[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i < short.length; i++) {
    const letter = short[i]!;
    if ('([{<'.includes(letter)) depth++;
    else if (')]}>'.includes(letter)) depth = Math.max(0, depth - 1);
    if (depth > 0 || i === 0) continue;
    const isDot = letter === '.' && short[i - 1] !== '.' && short[i + 1] !== '.';
    const width = isDot ? 1 : short.startsWith('::', i) ? 2 : 0;
    // What stands at the end, or twice in a row, parts nothing.
    if (width === 0 || i + width >= short.length || i === from) continue;
    lines.push(short.slice(from, i));
    from = i + width;
    i += width - 1;
  }
  lines.push(short.slice(from));
  const kept = lines.length > mostNameLines ? ['…', ...lines.slice(1 - mostNameLines)] : lines;
  return kept.map(shortened);
}

/** At most so many letters; the end of a name says as much as its beginning. */
export function shortened(text: string): string {
  const letters = [...text];
  if (letters.length <= mostLetters) return text;
  const tail = Math.floor(mostLetters * 0.4);
  return `${letters.slice(0, mostLetters - tail - 1).join('')}…${letters.slice(-tail).join('')}`;
}

/** @param figures the lines under the name */
export function box(name: string, figures: readonly string[], size: number, measure: Measure): Box {
  const small = Math.max(9, Math.round(size * 0.8));
  const lines = [
    ...nameLines(name).map((text): Line => ({ text, size, isName: true })),
    ...figures.map((text): Line => ({ text, size: small, isName: false })),
  ];
  const width = lines.reduce((most, line) => Math.max(most, measure(line.text) * line.size), 0);
  const height = lines.reduce((sum, line) => sum + line.size * lineHeight, 0);
  return { lines, width: Math.ceil(width + 2 * padding.x), height: Math.ceil(height + 2 * padding.y) };
}

/** Where each line's baseline is below the top of its box. */
export function baselines({ lines }: Box): number[] {
  let y = padding.y;
  return lines.map(({ size }) => {
    const baseline = y + size * (lineHeight - 0.27);
    y += size * lineHeight;
    return baseline;
  });
}
