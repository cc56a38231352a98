import { readFileSync } from 'node:fs';
import { layoutFlame } from '../../engine/analysis/layout';
import { topTable } from '../../engine/analysis/top';
import { buildTree } from '../../engine/analysis/tree';
import type { TopTable } from '../../engine/analysis/types';
import { decodePprof } from '../../engine/formats/pprof/decode';
import { defaultSampleIndex } from '../../engine/model/profile';
import { topText } from '../../engine/text/report';

/**
 * One measured process: `child top|tree FILE`, from the file's bytes to the result, then figures as one
 * line of JSON. A process of its own per measurement, because that is what pprof is too, and because peak
 * memory belongs to a process.
 */
const [job, file] = process.argv.slice(2) as ['top' | 'tree', string];
const marks = [performance.now()];
const mark = () => marks.push(performance.now());

const bytes = readFileSync(file);
mark();
const profile = decodePprof(bytes, file);
mark();
const sampleIndex = defaultSampleIndex(profile);
let table: string[] = [];
let nodes = 0;
if (job === 'top') {
  const top = topTable(profile, sampleIndex);
  mark();
  table = topText(shownByPprof(top), Number.POSITIVE_INFINITY);
} else {
  const tree = buildTree([{ profile, sampleIndex }]);
  mark();
  nodes = layoutFlame(tree, 0).length;
}
mark();

const memory = process.memoryUsage();
const result: ChildResult = {
  phasesMs: marks.slice(1).map((at, i) => at - marks[i]!),
  engineMs: marks[marks.length - 1]! - marks[1]!,
  peakRssBytes: process.resourceUsage().maxRSS * 1024,
  heldBytes: memory.heapUsed + memory.arrayBuffers,
  samples: profile.samples.length,
  frames: profile.samples.stacks.length,
  nodes,
  table,
};
console.log(JSON.stringify(result));

export interface ChildResult {
  /** Reading; decoding; table or tree; text or layout. */
  readonly phasesMs: number[];
  /** All but reading the file. */
  readonly engineMs: number;
  readonly peakRssBytes: number;
  /** JavaScript heap and typed arrays alive at the end, the file's bytes included. */
  readonly heldBytes: number;
  readonly samples: number;
  /** Σ stack lengths, in locations. */
  readonly frames: number;
  /** Nodes of the call tree; 0 for 'top'. */
  readonly nodes: number;
  /** The top table's lines that pprof prints too. */
  readonly table: string[];
}

/** The rows that pprof keeps unless told otherwise: cum of at least 0.5 % of the total. */
function shownByPprof(top: TopTable): TopTable {
  const cut = Math.trunc(top.total * 0.005);
  const kept = Array.from(top.frame.keys()).filter((row) => Math.abs(top.cum[row]!) >= cut);
  return {
    ...top,
    length: kept.length,
    frame: Int32Array.from(kept, (row) => top.frame[row]!),
    flat: Float64Array.from(kept, (row) => top.flat[row]!),
    cum: Float64Array.from(kept, (row) => top.cum[row]!),
  };
}
