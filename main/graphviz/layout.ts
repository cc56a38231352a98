import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { FlamebenchError } from '../../proto/errors';
import type { LayoutAnswer, LayoutOrder } from './protocol';

/** A graph that takes longer is too large to be read. */
export const layoutDeadlineSeconds = 120;

export interface LayoutOptions {
  /** The folder of the bundles. */
  readonly distFolder: string;
  readonly signal?: AbortSignal | undefined;
  readonly deadlineSeconds?: number;
}

/**
 * The SVG of a graph as Graphviz's `dot` lays it out, in a thread that ends with it.
 * @throws FlamebenchError 'graph-failed' with facts.reason, 'cancelled'
 */
export function layoutSvg(
  dot: string,
  { distFolder, signal, deadlineSeconds = layoutDeadlineSeconds }: LayoutOptions,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const cancelled = () => new FlamebenchError('cancelled', 'the call graph');
    if (signal?.aborted) {
      reject(cancelled());
      return;
    }
    const order: LayoutOrder = { dot };
    const worker = new Worker(join(distFolder, 'graphviz-worker.cjs'), { workerData: order });
    const end = (settle: () => void) => {
      clearTimeout(deadline);
      signal?.removeEventListener('abort', onAbort);
      // Ends a layout in the middle, too.
      void worker.terminate();
      settle();
    };
    const fail = (reason: string) =>
      end(() => reject(new FlamebenchError('graph-failed', 'the call graph', { reason })));
    const onAbort = () => end(() => reject(cancelled()));
    const deadline = setTimeout(
      () => fail(`it was not laid out within ${deadlineSeconds} s`),
      deadlineSeconds * 1000,
    );
    signal?.addEventListener('abort', onAbort);
    worker.on('message', (answer: LayoutAnswer) => {
      if (answer.ok) end(() => resolve(answer.svg));
      else fail(answer.reason);
    });
    worker.on('error', (error) => fail(error.message));
    worker.on('exit', () => fail('its thread ended early'));
  });
}
