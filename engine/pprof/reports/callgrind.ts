import { byRows, type Work, within } from '../../work/work';
import { type ReportContext, type ReportOutput, trimmedReport, wholeAmount } from '../context';
import { adjacency, flatValue, type Graph } from '../graph/graph';
import { textInParts } from './lines';

/** Nodes that are written in one part: the heaviest, which come first, have thousands of calls each. */
const nodesInPart = 1 << 5;
/** Nodes whose names are told apart in one part. */
const namesInPart = 1 << 11;

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
  const names = yield* within(0.6, 0.7, functionNames(graph));
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
  yield* within(0.7, 0.95, byRows(graph.order.length, writeNodes, nodesInPart));
  return yield* within(0.95, 1, textInParts(lines));
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
function* functionNames(graph: Graph): Work<(node: number) => string> {
  const { infos, info } = graph;
  const groups = new Map<string, Map<string, number>>();
  const keyOf = (node: number) => {
    const row = info[node]!;
    return `${infos.file[row]!.length} ${infos.file[row]}${infos.name[row]}`;
  };
  const tell = (from: number, to: number) => {
    for (let at = from; at < to; at++) {
      const node = graph.order[at]!;
      const key = keyOf(node);
      const group = groups.get(key) ?? new Map<string, number>();
      const id = graph.functionOf(node);
      if (!group.has(id)) group.set(id, group.size + 1);
      groups.set(key, group);
    }
  };
  yield* byRows(graph.order.length, tell, namesInPart);
  return (node) => {
    const name = infos.name[info[node]!]!;
    const group = groups.get(keyOf(node));
    if (group === undefined || group.size < 2) return name;
    return `${name} [${group.get(graph.functionOf(node)) ?? 1}/${group.size}]`;
  };
}
