import type { Profiler, Runtime } from 'node:inspector';
import { describe, expect, it } from 'vitest';
import { cpuStacks, heapStacks, type V8Stack } from '../../../main/demo/v8-stacks';

function call(functionName: string): Runtime.CallFrame {
  return { functionName, scriptId: '1', url: 'file:///shop.js', lineNumber: 9, columnNumber: 4 };
}

function node(id: number, name: string, children: number[] = []): Profiler.ProfileNode {
  return { id, callFrame: call(name), hitCount: 0, children };
}

const names = (stacks: readonly V8Stack[]) =>
  stacks.map(({ frames, count, value }) => [frames.map((f) => f.name).join(' < '), count, value]);

describe('cpuStacks', () => {
  const nodes = [
    node(1, '(root)', [2, 4, 5]),
    node(2, 'serve', [3]),
    node(3, 'search'),
    node(4, '(idle)'),
    node(5, '(garbage collector)'),
  ];

  it('gives each sample the time until the next, and leaves idle time out', () => {
    const profile = {
      nodes,
      startTime: 0,
      endTime: 6000,
      samples: [3, 3, 4, 2, 5],
      timeDeltas: [100, 1000, 1500, 2000, 700],
    };
    expect(names(cpuStacks({ profile, cpuUs: 1e9, intervalUs: 1000 }))).toEqual([
      ['search < serve', 2, 2_500_000],
      ['serve', 1, 700_000],
      ['(garbage collector)', 1, 0],
    ]);
  });

  it('counts no more than the CPU time that the process used', () => {
    const profile = { nodes, startTime: 0, endTime: 1, samples: [2, 3, 2], timeDeltas: [0, 3000, 1000] };
    expect(names(cpuStacks({ profile, cpuUs: 1000, intervalUs: 4000 }))).toEqual([
      ['serve', 2, 750_000],
      ['search < serve', 1, 250_000],
    ]);
  });

  it('gives no sample more than two intervals: the rest of a long one is shared out', () => {
    const samples = [2, 3, 2, 3];
    const profile = { nodes, startTime: 0, endTime: 1, samples, timeDeltas: [0, 1000, 61_000, 1000] };
    expect(names(cpuStacks({ profile, cpuUs: 8000, intervalUs: 1000 }))).toEqual([
      ['serve', 2, 4_000_000],
      ['search < serve', 2, 4_000_000],
    ]);
  });

  it('counts no time twice where the clock steps back', () => {
    const profile = { nodes, startTime: 0, endTime: 1, samples: [2, 2, 2], timeDeltas: [0, 900, -300] };
    expect(names(cpuStacks({ profile, cpuUs: 1e9, intervalUs: 1000 }))).toEqual([['serve', 3, 900_000]]);
  });

  it('tells the line in which a function was sampled, without losing a sample', () => {
    const ticked = [
      node(1, '(root)', [2]),
      {
        ...node(2, 'serve', [3]),
        positionTicks: [
          { line: 14, ticks: 1 },
          { line: 12, ticks: 3 },
        ],
      },
      node(3, 'search'),
    ];
    const samples = [2, 2, 2, 3];
    const profile = { nodes: ticked, startTime: 0, endTime: 1, samples, timeDeltas: [0, 100, 100, 100, 100] };
    const stacks = cpuStacks({ profile, cpuUs: 1e9, intervalUs: 1000 });
    expect(stacks.map(({ frames, count, value }) => [frames[0]!.name, frames[0]!.at, count, value])).toEqual([
      ['serve', 12, 2, 200_000],
      ['serve', 14, 1, 100_000],
      ['search', undefined, 1, 100_000],
    ]);
    // Callers are where their functions begin: V8 does not tell from where they called.
    expect(stacks[2]!.frames[1]).not.toHaveProperty('at');
  });

  it('numbers lines from 1 and names what has no name', () => {
    const anonymous = [node(1, '(root)', [2]), node(2, '')];
    const profile = { nodes: anonymous, startTime: 0, endTime: 1, samples: [2], timeDeltas: [0] };
    const [stack] = cpuStacks({ profile, cpuUs: 1e9, intervalUs: 1000 });
    expect(stack!.frames).toEqual([{ name: '(anonymous)', url: 'file:///shop.js', line: 10, column: 5 }]);
  });
});

describe('heapStacks', () => {
  it('gives every node its own bytes and its sampled allocations', () => {
    const leaf = { id: 3, callFrame: call('copy'), selfSize: 300, children: [] };
    const serve = { id: 2, callFrame: call('serve'), selfSize: 0, children: [leaf] };
    const head = { id: 1, callFrame: call('(root)'), selfSize: 50, children: [serve] };
    const samples = [{ nodeId: 3 }, { nodeId: 3 }];
    expect(names(heapStacks({ head, samples }))).toEqual([['copy < serve', 2, 300]]);
  });
});
