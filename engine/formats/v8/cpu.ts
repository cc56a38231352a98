import { ProfileBuilder } from '../../model/builder';
import type { Profile } from '../../model/profile';
import { JsonPlace } from '../../wire/json';
import { byRows, samplesInPart, type Work, within } from '../../work/work';
import { addCallFrame } from './call-frame';

/** Time in which the thread waited for work, which is no CPU time. */
const idle = '(idle)';

interface CpuNode {
  readonly location: number;
  readonly name: string;
  readonly hitCount: number;
  parent: CpuNode | null;
}

/** A stretch of time in which every sample found the same node running. */
interface Stretch {
  readonly node: CpuNode;
  samples: number;
  us: number;
}

/** More frames than this, stretch by stretch, are not worth the order: each node then is one sample. */
const mostOrderedFrames = 2 ** 25;

/** What of the work is done once the file is parsed, and once its nodes are linked. */
const [parsing, linked] = [0.5, 0.75];
const nodesInPart = 1 << 12;

/**
 * Reads V8's CPU profile: a tree of calls and a list of which node was running when. A sample stands for the
 * time until the next one, as V8's own tools read it. Samples of one node that follow each other become one,
 * and their order is kept, unless stacks are of unusual depth. '(idle)' is left out; '(program)', which is
 * native code, and '(garbage collector)' are kept.
 *
 * @throws FlamebenchError 'malformed-profile', 'too-large'
 */
export function* readCpuProfile(bytes: Uint8Array, name: string): Work<Profile> {
  const file = yield* within(0, parsing, JsonPlace.parse(bytes, name));
  const startUs = file.at('startTime').isMissing ? 0 : file.at('startTime').number();
  const endUs = file.at('endTime').isMissing ? startUs : file.at('endTime').number();
  const durationUs = Math.max(0, endUs - startUs);
  const durationNanos = BigInt(Math.round(durationUs)) * 1000n;
  if (BigInt.asIntN(64, durationNanos) !== durationNanos) {
    file.fail(`it lasted ${durationUs} µs, which takes more than 64 bits as nanoseconds`);
  }
  const builder = new ProfileBuilder(
    [
      { type: 'samples', unit: 'count' },
      { type: 'cpu', unit: 'nanoseconds' },
    ],
    {
      periodType: { type: 'cpu', unit: 'nanoseconds' },
      durationNanos,
    },
  );
  const nodes = yield* within(parsing, linked, readNodes(file, builder));
  const counted = file.at('samples').isMissing
    ? hitsOf(nodes, durationUs)
    : stretchesOf(file, nodes, durationUs);
  let frames = 0;
  for (let i = 0; i < counted.length && frames <= mostOrderedFrames; i++) {
    for (let at: CpuNode | null = counted[i]!.node; at !== null; at = at.parent) frames++;
  }
  const inTimeOrder = !file.at('samples').isMissing && frames <= mostOrderedFrames;

  const rows = inTimeOrder ? counted : perNode(counted);
  const add = (from: number, to: number) => {
    for (const { node, samples, us } of rows.slice(from, to)) {
      if (samples === 0 || node.name === idle) continue;
      const nanos = Math.round(us * 1000);
      if (!Number.isSafeInteger(nanos)) file.fail(`${node.name} ran for ${nanos} ns, which lies beyond 2^53`);
      builder.sample(stackOf(node), [samples, nanos]);
    }
  };
  yield* within(linked, 1, byRows(rows.length, add, samplesInPart));
  return { ...builder.build(), inTimeOrder };
}

/** Location rows, leaf first. */
function stackOf(node: CpuNode): number[] {
  const stack: number[] = [];
  for (let at: CpuNode | null = node; at !== null; at = at.parent) {
    if (at.location >= 0) stack.push(at.location);
  }
  return stack;
}

/** The stretches of each node as one, in the order of first appearance. */
function perNode(stretches: readonly Stretch[]): Stretch[] {
  const sums = new Map<CpuNode, Stretch>();
  for (const { node, samples, us } of stretches) {
    const sum = sums.get(node) ?? { node, samples: 0, us: 0 };
    sum.samples += samples;
    sum.us += us;
    sums.set(node, sum);
  }
  return [...sums.values()];
}

/** The nodes by their ids. Older versions say which are a node's children, newer ones its parent. */
function* readNodes(file: JsonPlace, builder: ProfileBuilder): Work<Map<number, CpuNode>> {
  const nodes = new Map<number, CpuNode>();
  const links: { parent: number; child: number; place: JsonPlace }[] = [];
  const take = (place: JsonPlace) => {
    const id = place.at('id').number();
    if (nodes.has(id)) place.fail(`its id ${id} is taken by another node`);
    const hits = place.at('hitCount');
    const hitCount = hits.isMissing ? 0 : hits.number();
    if (!Number.isSafeInteger(hitCount) || hitCount < 0) hits.fail(`a count of ${hitCount}`);
    nodes.set(id, {
      ...addCallFrame(builder, place.at('callFrame')),
      hitCount,
      parent: null,
    });
    const parent = place.at('parent');
    if (!parent.isMissing) links.push({ parent: parent.number(), child: id, place: parent });
    const children = place.at('children');
    if (children.isMissing) return;
    for (const child of children.numbers()) links.push({ parent: id, child, place: children });
  };
  const list = file.at('nodes');
  const part = (from: number, to: number) => {
    for (let i = from; i < to; i++) take(list.item(i));
  };
  yield* byRows(list.array().length, part, nodesInPart);
  for (const { parent, child, place } of links) {
    const above = nodes.get(parent) ?? place.fail(`node ${parent} does not exist`);
    const below = nodes.get(child) ?? place.fail(`node ${child} does not exist`);
    if (below.parent !== null && below.parent !== above) place.fail(`node ${child} has two parents`);
    below.parent = above;
  }
  checkRooted(nodes, file);
  return nodes;
}

/** Fails where a node is its own ancestor: each node is walked over at most twice. */
function checkRooted(nodes: ReadonlyMap<number, CpuNode>, file: JsonPlace): void {
  const rooted = new Set<CpuNode>();
  for (const node of nodes.values()) {
    const path = new Set<CpuNode>();
    for (let at: CpuNode | null = node; at !== null && !rooted.has(at); at = at.parent) {
      if (path.has(at)) file.at('nodes').fail(`${at.name} is its own caller`);
      path.add(at);
    }
    for (const each of path) rooted.add(each);
  }
}

function stretchesOf(file: JsonPlace, nodes: ReadonlyMap<number, CpuNode>, durationUs: number): Stretch[] {
  const place = file.at('samples');
  const samples = place.numbers();
  const deltas = file.at('timeDeltas').isMissing ? null : file.at('timeDeltas').numbers();
  const meanUs = durationUs / Math.max(1, samples.length);
  const stretches: Stretch[] = [];
  let last: Stretch | undefined;
  for (let i = 0; i < samples.length; i++) {
    const node = nodes.get(samples[i]!) ?? place.fail(`element ${i}: node ${samples[i]} does not exist`);
    if (last?.node !== node) {
      last = { node, samples: 0, us: 0 };
      stretches.push(last);
    }
    last.samples++;
    // Threads' clocks may make a delta negative. The last sample has no successor.
    last.us += deltas === null ? meanUs : Math.max(0, deltas[i + 1] ?? 0);
  }
  return stretches;
}

/** Without a list of samples there are the nodes' counts; each stands for an equal part of the time. */
function hitsOf(nodes: ReadonlyMap<number, CpuNode>, durationUs: number): Stretch[] {
  let total = 0;
  for (const { hitCount } of nodes.values()) total += hitCount;
  return Array.from(nodes.values(), (node) => ({
    node,
    samples: node.hitCount,
    us: total === 0 ? 0 : (durationUs * node.hitCount) / total,
  }));
}
