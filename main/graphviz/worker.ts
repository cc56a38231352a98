import { parentPort } from 'node:worker_threads';
import { Graphviz } from '@hpcc-js/wasm-graphviz';
import type { LayoutAnswer, LayoutOrder } from './protocol';
import { layoutWithRetry } from './retry';

// The thread that lays graphs out, one after the other.

const source = {
  load: async () => {
    const graphviz = await Graphviz.load();
    return { layout: ({ dot, format }: LayoutOrder) => graphviz.layout(dot, format, 'dot') };
  },
  unload: () => Graphviz.unload(),
};
// The first order finds it ready.
source.load().catch(() => {});

const answer = (message: LayoutAnswer) => parentPort?.postMessage(message);

parentPort?.on('message', (order: LayoutOrder) => {
  layoutWithRetry(source, order).then(
    (text) => answer({ ok: true, text }),
    (error: unknown) => answer({ ok: false, reason: error instanceof Error ? error.message : String(error) }),
  );
});
