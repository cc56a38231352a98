import type { CallGraph, GraphChoice } from '../../../engine/callgraph/call-graph';
import type { EngineClient } from '../../engine/client';
import type { Words } from '../../words/words';
import type { Layouts } from '../layouts';
import { type Box, box, fontSize, type Measure } from './box';
import { callFigure, nodeFigures, partOf, scaleOf } from './figures';
import { placeLabels } from './label-places';
import { type Layout, layoutDot, parsePlain } from './layout';
import { callWeight, penWidth } from './shade';
import { amount } from './walk';

/** A graph with its places: all that a picture of it needs. */
export interface Drawing {
  /** The tree that the frames of `graph` are rows of. */
  readonly treeId: number;
  readonly choice: GraphChoice;
  readonly graph: CallGraph;
  readonly boxes: readonly Box[];
  /** What stands at each call. */
  readonly labels: readonly string[];
  readonly layout: Layout;
  /** When it was asked for, and where milliseconds went, for whoever measures. */
  readonly spentMs: { readonly began: number; readonly graph: number; readonly layout: number };
}

export interface DrawingPorts {
  readonly engine: EngineClient;
  readonly layouts: Layouts;
  readonly measure: Measure;
  /** Milliseconds, from any start. */
  readonly now: () => number;
}

export interface DrawingOf {
  readonly treeId: number;
  readonly choice: GraphChoice;
  readonly names: readonly string[];
  readonly unit: string;
  readonly words: Words['graph'];
}

export const callLabelSize = 9;

/**
 * Computes a graph and lays it out.
 * @throws FlamebenchError of the engine, 'graph-failed', 'cancelled'
 */
export async function makeDrawing(
  { engine, layouts, measure, now }: DrawingPorts,
  { treeId, choice, names, unit, words }: DrawingOf,
  signal: AbortSignal,
): Promise<Drawing> {
  const began = now();
  const graph = await engine.call('graph', { treeId, choice }, { signal });
  const counted = now();
  const scale = scaleOf(graph);
  const largest = [...graph.frame.keys()].reduce(
    (most, node) => Math.max(most, Math.abs(amount(graph.flat, node))),
    0,
  );
  const boxes = Array.from(graph.frame, (frame, node) =>
    box(
      names[frame]!,
      nodeFigures(graph, node, unit, words),
      fontSize(amount(graph.flat, node), largest),
      measure,
    ),
  );
  const labels = Array.from(graph.source, (_, call) => callFigure(graph, call, unit));
  const parts = Array.from(labels, (_, call) => partOf(amount(graph.weight, call), scale));
  const texts = labels.map((label) => ({ width: measure(label) * callLabelSize, height: callLabelSize }));
  const styles = texts.map(({ width, height }, call) => {
    // Graphviz puts a label beside the middle of its line, however wide that and its head are.
    const beside = 3 + 0.8 * penWidth(parts[call]!);
    return { weight: callWeight(parts[call]!), label: { width: width + 2 * beside, height: height + 3 } };
  });
  let layout: Layout = { width: 0, height: 0, nodes: [], calls: [] };
  if (boxes.length > 0) {
    const plain = await layouts.layout(layoutDot(boxes, graph, styles), 'plain', signal);
    const laid = parsePlain(plain, boxes.length, graph);
    const places = placeLabels(laid, boxes, texts, parts.map(penWidth));
    layout = { ...laid, calls: laid.calls.map((call, i) => ({ ...call, label: places[i]! })) };
  }
  return {
    treeId,
    choice,
    graph,
    boxes,
    labels,
    layout,
    spentMs: { began, graph: counted - began, layout: now() - counted },
  };
}

/** The node of each frame; -1 where a frame is not shown. */
export function nodesByFrame({ frame }: CallGraph, frames: number): Int32Array {
  const nodes = new Int32Array(frames).fill(-1);
  frame.forEach((row, node) => {
    nodes[row] = node;
  });
  return nodes;
}
