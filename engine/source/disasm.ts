import { FlamebenchError } from '../../proto/errors';
import { compareBytewise } from '../analysis/order';
import { formatAmount, type ReportContext } from '../pprof/context';
import { mean } from '../pprof/graph/mean';
import { basePath } from '../pprof/paths';
import { demangle } from '../symbols/demangle';
import { mappingFacts } from '../symbols/mappings';
import { percentage } from '../units/measure';
import { amountOrDot, type CodeNodes, codeNodes, sumOf } from './nodes';
import { addressOf } from './pattern';
import type { CodeFile, CodeSymbol, Instruction, OpenCode } from './types';

/** Shorter instructions have their source place behind them, longer ones above. */
const placeColumn = 40;
const highestAddress = 0xffffffffffffffffn;

/**
 * disasm: the instructions of functions that match, each with its flat and cum, as pprof prints them.
 *
 * @param context of a profile aggregated to addresses without inlines; its `symbol` is the pattern.
 * @param pattern as it was typed; where it is a number, the function at that address is meant too.
 * @param note told of binaries that cannot be opened.
 * @throws FlamebenchError 'bad-argument' where nothing matches, and what the disassembler fails with
 */
export async function disasmReport(
  context: ReportContext,
  pattern: string,
  open: OpenCode,
  note: (failure: unknown) => void,
): Promise<string[]> {
  const nodes = codeNodes(context);
  const wanted = addressOf(pattern);
  const found = await findCode(context, nodes, wanted, open, note);
  const shown = found.filter(({ rows }) => rows.length > 0);
  if (shown.length === 0) {
    const reason =
      wanted === null || found.length === 0
        ? 'no function of the binaries matches'
        : 'the function at this address has no samples';
    throw new FlamebenchError('bad-argument', `disasm=${pattern}`, { reason });
  }
  shown.sort(
    (a, b) => compareBytewise(a.names[0]!, b.names[0]!) || (a.symbol.start < b.symbol.start ? -1 : 1),
  );
  const lines = [`Total: ${formatAmount(context, context.total)}`];
  for (const { file, symbol, names, rows } of shown) {
    const { flat, cum } = sumOf(nodes.graph, rows);
    const amount = (value: number) => formatAmount(context, value).padStart(10);
    const [name, ...others] = names;
    lines.push(`ROUTINE ======================== ${name}`);
    for (const other of others) lines.push(`    AKA ======================== ${other}`);
    lines.push(`${amount(flat)} ${amount(cum)} (flat, cum) ${percentage(cum, context.total)} of Total`);
    const instructions = await file.disassemble(symbol, context.options.intel_syntax);
    lines.push(...annotated(context, nodes, instructions, rows, file));
  }
  return lines;
}

interface FoundCode {
  readonly file: CodeFile;
  readonly symbol: CodeSymbol;
  readonly names: readonly string[];
  /** Nodes inside the symbol, by address. */
  readonly rows: readonly number[];
}

async function findCode(
  { profile, symbol: pattern }: ReportContext,
  { graph, rows }: CodeNodes,
  wanted: bigint | null,
  open: OpenCode,
  note: (failure: unknown) => void,
): Promise<FoundCode[]> {
  const { infos } = graph;
  const matches = (text: string) => pattern === null || pattern.test(text);
  const matchingFiles = new Set<string>();
  for (const row of rows) if (matches(infos.printable(row))) matchingFiles.add(infos.binary[row]!);
  matchingFiles.delete('');
  const found: FoundCode[] = [];
  for (let row = 0; row < profile.mappings.length; row++) {
    const facts = mappingFacts(profile, row);
    const holdsAddress = wanted !== null && facts.start <= wanted && wanted <= facts.limit;
    if (!matchingFiles.has(facts.file) && !holdsAddress) continue;
    let file: CodeFile;
    try {
      file = await open(facts);
    } catch (error) {
      note(error);
      continue;
    }
    const own = rows.filter((node) => infos.binary[node] === facts.file);
    const addresses = new Map(own.map((node) => [node, file.toBinary(infos.address[node]!)]));
    for (const symbol of file.symbols) {
      const names = matchedNames(symbol, matches, wanted);
      if (names === null) continue;
      const inside = own.filter((node) => {
        const address = addresses.get(node) ?? null;
        return address !== null && address >= symbol.start && address <= symbol.end;
      });
      inside.sort((a, b) => (infos.address[a]! < infos.address[b]! ? -1 : 1));
      found.push({ file, symbol, names, rows: inside });
    }
  }
  return found;
}

/** The names to show a symbol under: all where it holds the address, the one that matches, demangled or not. */
function matchedNames(
  { names, start, end }: CodeSymbol,
  matches: (name: string) => boolean,
  wanted: bigint | null,
): readonly string[] | null {
  if (wanted !== null && wanted !== 0n && wanted >= start && wanted <= end) return names;
  for (const name of names) {
    if (matches(name)) return [name];
    for (const level of ['full', 'templates', 'default'] as const) {
      const shown = demangle(name, level);
      if (shown !== name && matches(shown)) return [shown];
    }
  }
  return null;
}

function annotated(
  context: ReportContext,
  { graph }: CodeNodes,
  instructions: readonly Instruction[],
  rows: readonly number[],
  file: CodeFile,
): string[] {
  const { infos } = graph;
  const lines: string[] = [];
  let next = 0;
  let before = '';
  for (const [i, instruction] of instructions.entries()) {
    let { function: name, line } = instruction;
    let source = instruction.file === '' ? '' : basePath(instruction.file);
    const sums = { flat: 0, flatDivisor: 0, cum: 0, cumDivisor: 0 };
    const end = instructions[i + 1]?.address ?? highestAddress;
    // Samples in the middle of an instruction are its own.
    for (; next < rows.length; next++) {
      const row = rows[next]!;
      const address = file.toBinary(infos.address[row]!);
      if (address === null || address >= end) break;
      sums.flat += graph.flat[row]!;
      sums.flatDivisor += graph.flatDivisor[row]!;
      sums.cum += graph.cum[row]!;
      sums.cumDivisor += graph.cumDivisor[row]!;
      if (source === '' && infos.file[row] !== '') source = basePath(infos.file[row]!);
      line ||= infos.line[row]!;
      name ||= infos.name[row]!;
    }
    const flat = amountOrDot(context, mean(sums.flat, sums.flatDivisor));
    const cum = amountOrDot(context, mean(sums.cum, sums.cumDivisor));
    const code = `${flat} ${cum} ${instruction.address.toString(16).padStart(10)}: `;
    const place = placeText(name, source, line);
    const key = `${name}\n${source}\n${line}`;
    const isNew = key !== before && place !== '';
    before = key;
    if (!isNew) lines.push(code + instruction.text);
    else if (instruction.text.length < placeColumn) {
      lines.push(`${code}${instruction.text.padEnd(placeColumn)};${place}`);
    } else lines.push(`${' '.repeat(74)};${place}`, code + instruction.text);
  }
  return lines;
}

function placeText(name: string, source: string, line: number): string {
  const at = source === '' || line === 0 ? source : `${source}:${line}`;
  return (name === '' ? '' : `${name} `) + at;
}
