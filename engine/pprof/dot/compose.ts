import { percentage } from '../../units/measure';
import { adjacency, compareEdges, cumValue, flatValue, type Graph, weightValue } from '../graph/graph';
import { shareColor } from './color';
import { nodeLabel } from './names';
import { nodelets } from './nodelets';
import { quoted } from './quoted';

export interface DotLook {
  /** Name of the graph; '' = none. */
  readonly title: string;
  /** Lines of the legend; none = no legend. */
  readonly legend: readonly string[];
  /** What percentages, colours and widths are of. */
  readonly total: number;
  readonly format: (value: number) => string;
}

/** A graph in the language of Graphviz, drawn by pprof's rules for font sizes, colours, widths and weights. */
export function composeDot(graph: Graph, given: DotLook): string {
  // Units of amounts are a file's own words, too.
  const look: DotLook = {
    ...given,
    title: quoted(given.title),
    format: (value) => quoted(given.format(value)),
  };
  let text = `digraph "${look.title === '' ? 'unnamed' : look.title}" {\n`;
  text += 'node [style=filled fillcolor="#f8f8f8"]\n';
  text += legendText(look);
  const { edges, order } = graph;
  const { outgoing } = adjacency(graph);
  const ids = new Map(order.map((node, i) => [node, i + 1]));
  let largestFlat = 0;
  for (const node of order) largestFlat = Math.max(largestFlat, Math.abs(flatValue(graph, node)));
  const hasNodelets = new Set<number>();
  const drawn: number[] = [];
  for (const node of order) {
    const id = ids.get(node)!;
    text += nodeText(graph, look, node, id, largestFlat);
    const calls = outgoing(node);
    drawn.push(...calls);
    if (graph.tags === null) continue;
    const labels = nodelets(graph.tags, node, id, calls.length === 0, look.format);
    if (labels !== '') hasNodelets.add(node);
    text += labels;
  }
  for (const edge of drawn.sort((a, b) => compareEdges(graph, a, b))) {
    const source = edges.source[edge]!;
    const attributes = edgeAttributes(graph, look, edge);
    const spread = hasNodelets.has(source) ? ' minlen=2' : '';
    text += `N${ids.get(source)} -> N${ids.get(edges.target[edge]!) ?? 0} [${attributes}${spread}]\n`;
  }
  return `${text}}\n`;
}

function legendText({ title, legend }: DotLook): string {
  if (legend.length === 0) return '';
  const tooltip = title === '' ? '' : ` tooltip="${title}"`;
  const label = legend.map(quoted).join('\\l');
  return `subgraph cluster_L { "${quoted(legend[0]!)}" [shape=box fontsize=16 label="${label}\\l"${tooltip}] }\n`;
}

function nodeText(graph: Graph, look: DotLook, node: number, id: number, largestFlat: number): string {
  const { infos, info } = graph;
  const flat = flatValue(graph, node);
  const cum = cumValue(graph, node);
  const share = (value: number) => percentage(value, look.total).trim();
  let label = nodeLabel(infos, info[node]!);
  label += flat === 0 ? '0' : `${look.format(flat)} (${share(flat)})`;
  if (cum !== flat) label += `${flat === 0 ? ' ' : '\\n'}of ${look.format(cum)} (${share(cum)})`;
  // From 8 to 24 points, growing fast at first.
  const grown = flat === 0 ? 0 : Math.ceil(16 * Math.sqrt(Math.abs(flat) / largestFlat));
  const ofTotal = cum / Math.abs(look.total);
  const attributes = [
    `label="${label}"`,
    `id="node${id}"`,
    `fontsize=${8 + grown}`,
    'shape=box',
    `tooltip="${quoted(infos.printable(info[node]!))} (${look.format(cum)})"`,
    `color="${shareColor(ofTotal, false)}"`,
    `fillcolor="${shareColor(ofTotal, true)}"`,
  ];
  return `N${id} [${attributes.join(' ')}]\n`;
}

function edgeAttributes(graph: Graph, look: DotLook, edge: number): string {
  const { edges, infos, info } = graph;
  const isResidual = edges.isResidual[edge] === 1;
  const value = weightValue(edges, edge);
  const amount = look.format(value);
  const attributes = [`label=" ${amount}${edges.isInline[edge] === 1 ? '\\n (inline)' : ''}"`];
  if (look.total !== 0) {
    const steps = (most: number) => 1 + Math.min(Math.abs(Math.trunc((value * most) / look.total)), most);
    if (steps(100) > 1) attributes.push(`weight=${steps(100)}`);
    if (steps(5) > 1) attributes.push(`penwidth=${steps(5)}`);
    attributes.push(`color="${shareColor(value / Math.abs(look.total), false)}"`);
  }
  const name = (end: number) => quoted(infos.printable(info[end]!));
  const arrow = isResidual ? '...' : '->';
  const tooltip = `"${name(edges.source[edge]!)} ${arrow} ${name(edges.target[edge]!)} (${amount})"`;
  attributes.push(`tooltip=${tooltip} labeltooltip=${tooltip}`);
  if (isResidual) attributes.push('style="dotted"');
  return attributes.join(' ');
}
