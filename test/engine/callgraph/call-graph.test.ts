import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildTree } from '../../../engine/analysis/tree';
import type { CallTree } from '../../../engine/analysis/types';
import { type CallGraph, callGraph } from '../../../engine/callgraph/call-graph';
import { graphDot } from '../../../engine/callgraph/graph-dot';
import { atOnce } from '../../../engine/work/work';
import { fixturePath } from '../../helpers/fixture';
import { readPprof } from '../analysis/pprof-top';
import { profileOf, profileOfText, type StackSample } from '../analysis/profile-of';

const all = { nodeCount: 0, nodeFraction: 0, edgeFraction: 0 };
const usual = { nodeCount: 80, nodeFraction: 0.005, edgeFraction: 0.001 };

const treeOf = (...texts: string[]) =>
  buildTree(texts.map((text) => ({ profile: profileOfText(text), sampleIndex: 0 })));

/** Calls as 'caller callee' with the value of each side, '...' between them where residual. */
function calls(tree: CallTree, graph: CallGraph): Record<string, readonly number[]> {
  const name = (node: number) => tree.frames.name[graph.frame[node]!]!;
  return Object.fromEntries(
    [...graph.source].map((source, call) => [
      `${name(source)}${graph.isResidual[call] === 1 ? ' ... ' : ' '}${name(graph.target[call]!)}`,
      graph.weight.map((column) => column[call]!),
    ]),
  );
}

function nodes(tree: CallTree, graph: CallGraph): Record<string, readonly number[]> {
  return Object.fromEntries(
    [...graph.frame].map((frame, node) => [
      tree.frames.name[frame]!,
      [...graph.flat, ...graph.cum].map((column) => column[node]!),
    ]),
  );
}

/** The dot language without what a profile tells beyond its tree: labels, and the binary and time above. */
function comparable(dot: string): string[] {
  return dot
    .split('\n')
    .filter((line) => /^N\d+( -> N\d+)? \[/.test(line))
    .map((line) => line.replace(' minlen=2', '').replace('\\n (inline)', ''));
}

describe('the graph of a tree', () => {
  it('is what go tool pprof -dot drew of the recorded profile', () => {
    const profile = readPprof(fixturePath('go-cpu.pb.gz'));
    const tree = buildTree([{ profile, sampleIndex: 1 }]);
    const ours = atOnce(graphDot(tree, usual, { title: 'program', sampleType: 'cpu' }));
    const golden = readFileSync(fixturePath('../golden/pprof/dot-CPU.txt'), 'utf8');
    expect(comparable(ours)).toEqual(comparable(golden));
  });

  it('counts recursion once in nodes and calls, and no call of a function by itself', () => {
    const tree = treeOf(`main a b a b a 10
                         main a a c 5`);
    const graph = atOnce(callGraph(tree, all));
    expect(calls(tree, graph)).toEqual({ 'main a': [15], 'a b': [10], 'b a': [10], 'a c': [5] });
    expect(nodes(tree, graph)).toEqual({ main: [0, 15], a: [10, 15], b: [0, 10], c: [5, 5] });
  });

  it('calls through what is below the fraction, and says how many that were', () => {
    const tree = treeOf(`main thin hot 90
                         main other 9
                         main tiny 1`);
    const graph = atOnce(callGraph(tree, { ...all, nodeFraction: 0.05 }));
    expect(graph.droppedNodes).toBe(1);
    expect(Object.keys(nodes(tree, graph))).not.toContain('tiny');
    // `thin` weighs as much as what it calls; by count it is the first to say little.
    const fewest = atOnce(callGraph(tree, { ...all, nodeCount: 2 }));
    expect(fewest.frame.length).toBe(2);
    expect(fewest.nodesBefore).toBe(5);
  });

  it('of a comparison weighs by change and tells both sides', () => {
    const tree = treeOf(
      `main work 60
       main rest 40`,
      `main work 90
       main rest 40
       main new 10`,
    );
    const graph = atOnce(callGraph(tree, { ...all, nodeFraction: 0.01, edgeFraction: 0.01 }));
    expect(graph.totals).toEqual([100, 140]);
    expect(nodes(tree, graph)).toEqual({
      main: [0, 0, 100, 140],
      work: [60, 90, 60, 90],
      new: [0, 10, 0, 10],
    });
    expect(calls(tree, graph)).toEqual({ 'main work': [60, 90], 'main new': [0, 10] });
    const dot = atOnce(graphDot(tree, usual, { title: 'A "quoted" \\ title\n', sampleType: 'cpu' }));
    expect(dot).toContain('digraph "A \\"quoted\\" \\\\ title "');
    expect(dot).toContain('Showing changes of 40ns, 28.57% of 140ns total');
  });

  it('of values per request orders and cuts by fractions, too', () => {
    const whole = treeOf(`main a 30
                          main b 60
                          main c 1`);
    const scaled = {
      ...whole,
      self: whole.self.map((column) => column.map((value) => value / 1e4)),
      total: whole.total.map((column) => column.map((value) => value / 1e4)),
    };
    const choice = { ...all, nodeFraction: 0.02 };
    expect(atOnce(callGraph(scaled, choice)).frame).toEqual(atOnce(callGraph(whole, choice)).frame);
    expect(atOnce(callGraph(scaled, choice)).frame.length).toBe(3);
  });

  it('of nothing, and of changes that cancel out, is empty', () => {
    const empty = atOnce(callGraph(buildTree([{ profile: profileOf([]), sampleIndex: 0 }]), usual));
    expect([empty.frame.length, empty.source.length, empty.totals]).toEqual([0, 0, [0]]);
    const same = atOnce(callGraph(treeOf('main a 3', 'main a 3'), usual));
    expect([same.frame.length, same.droppedNodes]).toEqual([0, 0]);
  });
});

describe('any profile', () => {
  const frame = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
  const sample = fc.record({
    stack: fc.array(frame, { minLength: 1, maxLength: 8 }),
    value: fc.integer({ min: 1, max: 50 }),
  });

  /** Calls between kept functions, sample by sample. */
  function callsOf(samples: readonly StackSample[], kept: ReadonlySet<string>): Record<string, number[]> {
    const sums: Record<string, number> = {};
    for (const { stack, value } of samples) {
      const path = stack.filter((name) => kept.has(name));
      const seen = new Set<string>();
      for (let i = 1; i < path.length; i++)
        if (path[i] !== path[i - 1]) seen.add(`${path[i - 1]} ${path[i]}`);
      for (const call of seen) sums[call] = (sums[call] ?? 0) + value;
    }
    return Object.fromEntries(Object.entries(sums).map(([call, value]) => [call, [value]]));
  }

  it('has the calls that its samples make', () => {
    fc.assert(
      fc.property(
        fc.array(sample, { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 1, max: 6 }),
        (samples, n) => {
          const tree = buildTree([{ profile: profileOf(samples), sampleIndex: 0 }]);
          const graph = atOnce(callGraph(tree, { ...all, nodeCount: n }));
          const kept = new Set([...graph.frame].map((row) => tree.frames.name[row]!));
          expect(kept.size).toBe(Math.min(n, new Set(samples.flatMap(({ stack }) => stack)).size));
          const drawn = Object.entries(calls(tree, graph)).map(
            ([call, value]): [string, readonly number[]] => [call.replace(' ... ', ' '), value],
          );
          const wanted = callsOf(samples, kept);
          // Calls over what is hidden may be left out where a chain of others tells them, too.
          for (const [call, value] of drawn) expect(wanted[call]).toEqual(value);
          if (n === 6) expect(drawn.length).toBe(Object.keys(wanted).length);
        },
      ),
    );
  });
});
