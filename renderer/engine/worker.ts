import type { EngineCancel, EngineRequest } from '../../engine/worker/protocol';
import { createEngineService } from '../../engine/worker/service';
import { gzipStream } from './gzip';
import { inflateStream } from './inflate';

/** The analysis worker: the engine's service on a thread of its own. */

const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port1.onmessage = () => waiting.shift()?.();

/** A turn of the event loop. A message to oneself comes after those that already wait; timers are clamped. */
function pause(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    channel.port2.postMessage(null);
  });
}

/** Handles of different workers must differ (see createCalls); a worker's name is its turn. */
const handlesPerWorker = 1_000_000;

// This file's own global is a worker's, which the DOM's types describe only as a window.
const scope = self as unknown as {
  readonly name: string;
  onmessage: ((event: MessageEvent<EngineRequest | EngineCancel>) => void) | null;
  postMessage(message: unknown, transfer: readonly ArrayBuffer[]): void;
};

// As long as no buffer was ever handed over, V8 compiles code that reads typed arrays without a look whether theirs is
// still there, and throws all of it away at the first that is. So that comes before anything is compiled.
const handedOver = new ArrayBuffer(1);
structuredClone(handedOver, { transfer: [handedOver] });

const firstId = Number(scope.name || '0') * handlesPerWorker + 1;
const service = createEngineService({
  inflate: inflateStream,
  gzip: gzipStream,
  pause,
  now: () => performance.now(),
  firstId,
});
scope.onmessage = ({ data }) => {
  void service.handle(data, (answer, transfer) => scope.postMessage(answer, transfer));
};
