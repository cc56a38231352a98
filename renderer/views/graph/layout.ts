import { FlamebenchError } from '../../../proto/errors';

/** A graph on its way to Graphviz and back: sizes go, places come. No name crosses; lengths are points. */

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Calls {
  readonly source: ArrayLike<number>;
  readonly target: ArrayLike<number>;
}

export interface CallStyle {
  /** Graphviz's weight: heavy calls are kept short and straight. */
  readonly weight: number;
  readonly label: Size;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where everything is, from the upper left corner. */
export interface Layout extends Size {
  /** Per node its middle. */
  readonly nodes: readonly Point[];
  /** Per call the control points of its cubic curves, 3 n + 1 of them, and the middle of its label. */
  readonly calls: readonly { readonly curve: readonly Point[]; readonly label: Point }[];
}

const pointsPerInch = 72;

/** Less room between boxes than is usual, and an end to tries that better a large graph's picture by little. */
const frugal = 'graph [ranksep=0.28 nodesep=0.14 nslimit=2 nslimit1=2 mclimit=0.5]';

/** The graph in Graphviz's language: boxes of given sizes that hold nothing. */
export function layoutDot(nodes: readonly Size[], calls: Calls, styles: readonly CallStyle[]): string {
  const inches = (points: number) => (points / pointsPerInch).toFixed(4);
  let text = `digraph g {\n${frugal}\nnode [shape=box fixedsize=true label=""]\nedge [dir=none]\n`;
  nodes.forEach(({ width, height }, node) => {
    text += `${node} [width=${inches(width)} height=${inches(height)}]\n`;
  });
  styles.forEach(({ weight, label }, call) => {
    const cell = `<TD FIXEDSIZE="TRUE" WIDTH="${Math.ceil(label.width)}" HEIGHT="${Math.ceil(label.height)}"></TD>`;
    const table = `<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0"><TR>${cell}</TR></TABLE>`;
    text += `${calls.source[call]} -> ${calls.target[call]} [weight=${weight} label=<${table}>]\n`;
  });
  return `${text}}\n`;
}

/**
 * Reads Graphviz's plain format.
 * @throws FlamebenchError 'graph-failed' where it is not that, or not of this graph
 */
export function parsePlain(plain: string, nodeCount: number, calls: Calls): Layout {
  const lines = plain.split('\n');
  const head = numbers(words(lines[0] ?? ''), 1, 3);
  if (head === null || !lines[0]!.startsWith('graph ')) fail('its layout has no size');
  const height = head[2]!;
  const place = (x: number, y: number): Point => ({
    x: x * pointsPerInch,
    y: (height - y) * pointsPerInch,
  });
  const nodes: (Point | undefined)[] = new Array(nodeCount).fill(undefined);
  const callOf = new Map<string, number>();
  for (let call = 0; call < calls.source.length; call++) {
    callOf.set(`${calls.source[call]} ${calls.target[call]}`, call);
  }
  const found: ({ curve: readonly Point[]; label: Point } | undefined)[] = new Array(
    calls.source.length,
  ).fill(undefined);
  for (const line of lines) {
    const parts = words(line);
    if (parts[0] === 'node') {
      const node = Number(parts[1]);
      const at = numbers(parts, 2, 2);
      if (at === null || !Number.isInteger(node) || node < 0 || node >= nodeCount)
        fail('it has a stray node');
      nodes[node] = place(at[0]!, at[1]!);
    } else if (parts[0] === 'edge') {
      const call = callOf.get(`${parts[1]} ${parts[2]}`);
      if (call === undefined) fail('it has a stray call');
      found[call] = parseCurve(parts, place);
    }
  }
  if (nodes.includes(undefined) || found.includes(undefined)) fail('some of it was not laid out');
  return {
    width: head[1]! * pointsPerInch,
    height: height * pointsPerInch,
    nodes: nodes as Point[],
    calls: found as Layout['calls'],
  };
}

/** `edge tail head n x y … label x y style color`; the label's text is ours and has no blanks outside of quotes. */
function parseCurve(parts: readonly string[], place: (x: number, y: number) => Point) {
  const n = Number(parts[3]);
  const at = Number.isInteger(n) && n >= 4 && n % 3 === 1 ? numbers(parts, 4, 2 * n) : null;
  // The label itself may be of any number of words: its place stands before the last two, style and colour.
  const label = numbers(parts, parts.length - 4, 2);
  if (at === null || label === null || parts.length < 4 + 2 * n + 4) fail('it has a broken curve');
  const curve = Array.from({ length: n }, (_, i) => place(at[2 * i]!, at[2 * i + 1]!));
  return { curve, label: place(label[0]!, label[1]!) };
}

function words(line: string): string[] {
  return line.split(' ');
}

/** `count` numbers from `from` on; null where one is none. */
function numbers(parts: readonly string[], from: number, count: number): number[] | null {
  if (from < 0 || from + count > parts.length) return null;
  const values: number[] = [];
  for (const part of parts.slice(from, from + count)) {
    const value = part === '' ? Number.NaN : Number(part);
    if (!Number.isFinite(value)) return null;
    values.push(value);
  }
  return values;
}

function fail(reason: string): never {
  throw new FlamebenchError('graph-failed', 'the call graph', { reason });
}
