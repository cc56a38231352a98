import { parentPort, workerData } from 'node:worker_threads';
import { Graphviz } from '@hpcc-js/wasm-graphviz';
import type { LayoutAnswer, LayoutOrder } from './protocol';
import { layoutWithRetry } from './retry';

// The thread that lays one graph out: its order in workerData, its answer as the only message.

const source = {
  load: async () => {
    const graphviz = await Graphviz.load();
    return { layoutSvg: (dot: string) => graphviz.layout(dot, 'svg', 'dot') };
  },
  unload: () => Graphviz.unload(),
};

const answer = (message: LayoutAnswer) => parentPort?.postMessage(message);

layoutWithRetry(source, (workerData as LayoutOrder).dot).then(
  (svg) => answer({ ok: true, svg }),
  (error: unknown) => answer({ ok: false, reason: error instanceof Error ? error.message : String(error) }),
);
