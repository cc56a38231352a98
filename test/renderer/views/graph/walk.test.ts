import { describe, expect, it } from 'vitest';
import { callsOf, heaviestPath, step } from '../../../../renderer/views/graph/walk';
import { graphOf } from './graphs';

const { graph, names, node } = graphOf(`main work parse 30
                                        main work hash 50
                                        main work 5
                                        main rest 15
                                        bg tick 4`);

describe('ways through a graph', () => {
  it('lead to callers and callees, the heaviest first', () => {
    const callees = callsOf(graph, node('work'), 'callees').map((call) => names[graph.target[call]!]);
    expect(callees).toEqual(['hash', 'parse']);
    const callers = callsOf(graph, node('work'), 'callers').map((call) => names[graph.source[call]!]);
    expect(callers).toEqual(['main']);
  });

  it('follow the heaviest calls from the start, and through a node both ways', () => {
    const path = (through?: number) => heaviestPath(graph, through).nodes.map((each) => names[each]);
    expect(path()).toEqual(['main', 'work', 'hash']);
    expect(path(node('rest'))).toEqual(['main', 'rest']);
    expect(path(node('work'))).toEqual(['main', 'work', 'hash']);
    expect(path(node('tick'))).toEqual(['bg', 'tick']);
    const { nodes, calls } = heaviestPath(graph);
    calls.forEach((call, i) => {
      expect([graph.source[call], graph.target[call]]).toEqual([nodes[i], nodes[i + 1]]);
    });
  });

  it('end where the cost is spent', () => {
    const { graph: flat, names: of } = graphOf(`main work 50
                                               main work small 10`);
    expect(heaviestPath(flat).nodes.map((each) => of[each])).toEqual(['main', 'work']);
  });

  it('end in loops, too, and of nothing lead nowhere', () => {
    const loop = graphOf(`a b a b a 10
                          b a 5`);
    expect(new Set(heaviestPath(loop.graph).nodes).size).toBe(2);
    expect(heaviestPath(graphOf('').graph)).toEqual({ nodes: [], calls: [] });
  });

  it('of a comparison go by change, whichever way it goes', () => {
    const compared = graphOf(
      `main big 100
       main small 10
       main gone 40`,
      `main big 101
       main small 30
       main gone 1`,
    );
    const path = heaviestPath(compared.graph).nodes.map((each) => compared.names[each]);
    expect(path).toEqual(['main', 'gone']);
  });

  it('go beside by place, and stay where there is nothing', () => {
    const places = {
      main: [0, 0],
      work: [-10, 10],
      rest: [20, 10],
      hash: [-20, 20],
      parse: [0, 20],
      bg: [30, 0],
      tick: [30, 10],
    };
    const nodes = names.map((name) => {
      const [x, y] = places[name as keyof typeof places];
      return { x: x!, y: y! };
    });
    const layout = { width: 1, height: 1, nodes, calls: [] };
    const go = (from: string, way: Parameters<typeof step>[3]) => names[step(graph, layout, node(from), way)];
    expect(go('work', 'right')).toBe('rest');
    expect(go('rest', 'right')).toBe('tick');
    expect(go('rest', 'left')).toBe('work');
    expect(go('hash', 'left')).toBe('hash');
    expect(go('work', 'caller')).toBe('main');
    expect(go('main', 'callee')).toBe('work');
    expect(go('main', 'caller')).toBe('main');
  });
});
