import { webcrypto } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import { Graphviz } from '@hpcc-js/wasm-graphviz';
import type { LayoutAnswer, LayoutOrder } from './protocol';
import { layoutWithRetry } from './retry';

// The thread that lays graphs out, one after the other.

// Graphviz asks for random bytes as in a browser; threads of Node 18, which Electron 25 is, have no such global.
globalThis.crypto ??= webcrypto as typeof globalThis.crypto;

const source = {
  load: async () => {
    const graphviz = await Graphviz.load();
    return { layout: ({ dot, format }: LayoutOrder) => graphviz.layout(dot, format, 'dot') };
  },
  unload: () => Graphviz.unload(),
};

const answer = (message: LayoutAnswer) => parentPort?.postMessage(message);

parentPort?.on('message', (order: LayoutOrder) => {
  layoutWithRetry(source, order).then(
    (text) => answer({ ok: true, text }),
    (error: unknown) => answer({ ok: false, reason: error instanceof Error ? error.message : String(error) }),
  );
});
