import { byRows, type Work, within } from '../../work/work';
import { type ReportContext, type ReportOutput, trimmedReport, wholeAmount } from '../context';
import { adjacency, flatValue, type Graph } from '../graph/graph';
import { textOf } from './lines';

/** Nodes that are written in one part. */
const nodesInPart = 1 << 10;

/** callgrind: all nodes and calls in the format of Callgrind, which KCachegrind reads. */
export function* callgrindReport(given: ReportContext): Work<ReportOutput> {
  const { trimmed, context } = yield* within(
    0,
    0.6,
    trimmedReport(given, {
      isCallTree: given.options.call_tree,
      keepBinaries: true,
      needsEdges: true,
      isWhole: true,
    }),
  );
  const { graph } = trimmed;
  const { infos, info, edges } = graph;
  const { outgoing } = adjacency(graph);
  const names = functionNames(graph);
  const [binaries, files, functions] = [new NameTable(), new NameTable(), new NameTable()];
  const lines = ['positions: instr line', `events: ${context.choice.type}(${context.outputUnit})`];
  /** Info of the node before. */
  let before = -1;
  const write = (node: number) => {
    const row = info[node]!;
    const isSameFunction =
      before >= 0 &&
      infos.binary[row] === infos.binary[before] &&
      infos.file[row] === infos.file[before] &&
      infos.name[row] === infos.name[before];
    if (!isSameFunction) {
      lines.push('');
      lines.push(`ob=${binaries.text(infos.binary[row]!)}`);
      lines.push(`fl=${files.text(infos.file[row]!)}`);
      lines.push(`fn=${functions.text(infos.name[row]!)}`);
    }
    const place = (of: number) =>
      `${addressText(before < 0 ? null : infos.address[before]!, infos.address[of]!)} ${infos.line[of]}`;
    lines.push(`${place(row)} ${wholeAmount(context, flatValue(graph, node))}`);
    for (const edge of outgoing(node)) {
      const callee = edges.target[edge]!;
      lines.push(`cfl=${files.text(infos.file[info[callee]!]!)}`);
      lines.push(`cfn=${functions.text(names(callee))}`);
      lines.push(`calls=0 ${place(info[callee]!)}`);
      lines.push(`* * ${wholeAmount(context, edges.weight[edge]!)}`);
    }
    before = row;
  };
  const writeNodes = (from: number, to: number) => {
    for (let at = from; at < to; at++) write(graph.order[at]!);
  };
  yield* within(0.6, 1, byRows(graph.order.length, writeNodes, nodesInPart));
  return textOf(lines);
}

/** Callgrind's compression: a name is written out once, and referred to by number from then on. */
class NameTable {
  private readonly numbers = new Map<string, number>();

  text(name: string): string {
    if (name === '') return '';
    const known = this.numbers.get(name);
    if (known !== undefined) return `(${known})`;
    this.numbers.set(name, this.numbers.size + 1);
    return `(${this.numbers.size}) ${name}`;
  }
}

/** An address, given relative to the one before where that is shorter. */
function addressText(before: bigint | null, address: bigint): string {
  const whole = `0x${address.toString(16)}`;
  if (before === null) return whole;
  if (before === address) return '*';
  const step = BigInt.asIntN(64, address - before);
  const relative = step < 0n ? `${step}` : `+${step}`;
  return relative.length < whole.length ? relative : whole;
}

/**
 * Callgrind joins functions of one name and file, so those that are to stay apart (in call trees, one function
 * called from two places) get a number behind their names.
 */
function functionNames(graph: Graph): (node: number) => string {
  const { infos, info } = graph;
  const groups = new Map<string, Map<string, number>>();
  const keyOf = (node: number) => {
    const row = info[node]!;
    return `${infos.file[row]!.length} ${infos.file[row]}${infos.name[row]}`;
  };
  for (const node of graph.order) {
    const group = groups.get(keyOf(node)) ?? new Map<string, number>();
    const id = graph.functionOf(node);
    if (!group.has(id)) group.set(id, group.size + 1);
    groups.set(keyOf(node), group);
  }
  return (node) => {
    const name = infos.name[info[node]!]!;
    const group = groups.get(keyOf(node));
    if (group === undefined || group.size < 2) return name;
    return `${name} [${group.get(graph.functionOf(node)) ?? 1}/${group.size}]`;
  };
}
