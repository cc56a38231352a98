import type { Profiler, Runtime } from 'node:inspector';

/** One function on a stack; lines are 1-based, 0 where unknown. */
export interface V8Frame {
  readonly name: string;
  readonly url: string;
  readonly line: number;
  readonly column: number;
  /** Of the function at the end of a stack: the line it was in when it was sampled; absent where V8 does not tell. */
  readonly at?: number;
}

/** A stack, leaf first, and what was counted on it. */
export interface V8Stack {
  readonly frames: readonly V8Frame[];
  readonly count: number;
  /** Nanoseconds or bytes. */
  readonly value: number;
}

/** V8's sampling heap profile as the inspector's protocol has it. */
export interface HeapNode {
  readonly id: number;
  readonly callFrame: Runtime.CallFrame;
  /** Bytes allocated by this node's own function, as estimated from the samples. */
  readonly selfSize: number;
  readonly children: readonly HeapNode[];
}

export interface HeapSamples {
  readonly head: HeapNode;
  readonly samples: readonly { readonly nodeId: number }[];
}

function frameOf({ functionName, url, lineNumber, columnNumber }: Runtime.CallFrame): V8Frame {
  return { name: functionName || '(anonymous)', url, line: lineNumber + 1, column: columnNumber + 1 };
}

/** V8's CPU profile, and what the operating system counted meanwhile. */
export interface CpuRecord {
  readonly profile: Profiler.Profile;
  /** CPU time of the whole process, microseconds. */
  readonly cpuUs: number;
  /** Time between two samples, as it was asked for. */
  readonly intervalUs: number;
}

/**
 * Stacks of a CPU profile. A sample stands for the time until the next one, as V8's own tools read it. Time
 * in which the process waited for work, '(idle)', is left out, as it is from every CPU profile;
 * '(garbage collector)' and '(program)', native code outside any function, are kept.
 *
 * V8 samples by the clock on the wall: on a busy machine it counts time in which the process was ready but
 * had no processor. Where the samples add up to more than the CPU time that was used, all are scaled to it. The
 * sample at which the process was put aside would stand for all of that time, whatever it did by chance just then:
 * no sample counts for more than two intervals, and what that takes away is shared out among all.
 */
export function cpuStacks({ profile, cpuUs, intervalUs }: CpuRecord): V8Stack[] {
  const samples = profile.samples ?? [];
  const deltas = profile.timeDeltas ?? [];
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const parents = new Map<number, number>();
  for (const node of profile.nodes) for (const child of node.children ?? []) parents.set(child, node.id);

  const counts = new Map<number, { count: number; us: number; wholeUs: number }>();
  for (let i = 0; i < samples.length; i++) {
    const sum = counts.get(samples[i]!) ?? { count: 0, us: 0, wholeUs: 0 };
    counts.set(samples[i]!, sum);
    sum.count++;
    // Deltas are between neighbours in the order of sampling; threads' clocks may make one negative.
    const us = Math.max(0, deltas[i + 1] ?? 0);
    sum.wholeUs += us;
    sum.us += Math.min(us, 2 * intervalUs);
  }

  const stacks: V8Stack[] = [];
  let wholeUs = 0;
  for (const [id, sum] of counts) {
    const frames: V8Frame[] = [];
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
      const { callFrame } = nodes.get(at)!;
      if (callFrame.functionName !== '(root)') frames.push(frameOf(callFrame));
    }
    const [leaf, ...callers] = frames;
    if (leaf === undefined || leaf.name === '(idle)') continue;
    for (const { at, count } of sampledLines(nodes.get(id)!, sum.count)) {
      const value = (sum.us * 1000 * count) / sum.count;
      stacks.push({ frames: [at === 0 ? leaf : { ...leaf, at }, ...callers], count, value });
    }
    wholeUs += sum.wholeUs;
  }
  const sampledNs = stacks.reduce((sum, { value }) => sum + value, 0);
  const scale = sampledNs > 0 ? (Math.min(wholeUs, cpuUs) * 1000) / sampledNs : 1;
  return stacks.map((stack) => ({ ...stack, value: stack.value * scale }));
}

/**
 * How many of a node's samples were in which of its lines; 0 = V8 does not tell. It counts lines by node, not by sample,
 * and ends a little later than the list of samples: the shares are what they have in common.
 */
function sampledLines(
  { positionTicks = [] }: Profiler.ProfileNode,
  samples: number,
): { readonly at: number; readonly count: number }[] {
  const lines = [...positionTicks].filter(({ ticks }) => ticks > 0).sort((a, b) => a.line - b.line);
  const all = lines.reduce((sum, { ticks }) => sum + ticks, 0);
  if (all === 0) return [{ at: 0, count: samples }];
  let [told, given] = [0, 0];
  const parts = lines.map(({ line, ticks }) => {
    told += ticks;
    const before = given;
    given = Math.round((told * samples) / all);
    return { at: line, count: given - before };
  });
  return parts.filter(({ count }) => count > 0);
}

/** Stacks of a sampling heap profile: sampled allocations and the bytes they stand for. */
export function heapStacks(profile: HeapSamples): V8Stack[] {
  const counts = new Map<number, number>();
  for (const { nodeId } of profile.samples) counts.set(nodeId, (counts.get(nodeId) ?? 0) + 1);

  const stacks: V8Stack[] = [];
  const walk = (node: HeapNode, above: readonly V8Frame[]) => {
    const isRoot = node.callFrame.functionName === '(root)';
    const frames = isRoot ? above : [frameOf(node.callFrame), ...above];
    if (node.selfSize > 0 && frames.length > 0) {
      stacks.push({ frames, count: counts.get(node.id) ?? 0, value: node.selfSize });
    }
    for (const child of node.children) walk(child, frames);
  };
  walk(profile.head, []);
  return stacks;
}
