import { FlamebenchError } from '../../../proto/errors';
import { ask, type Host } from '../../host';
import type { Layouts } from '../../views/layouts';

/**
 * How long a layout that nobody waits for may go on. Ending one ends the thread it runs in, and most are done
 * before a new thread would have begun.
 */
const graceMs = 400;

let lastId = 0;

/** Graphviz as views reach it, over the host. */
export function layoutsOf(host: Host): Layouts {
  return {
    warm: () => void host.request('graph.warm', null),

    async layout(dot, format, signal) {
      const cancelled = () => new FlamebenchError('cancelled', 'graph.layout');
      if (signal?.aborted) throw cancelled();
      const id = `layout-${Date.now()}-${++lastId}`;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const answered = new AbortController();
      const aborted = new Promise<never>((_, reject) => {
        const onAbort = () => {
          timer = setTimeout(() => void host.request('graph.cancel', { id }), graceMs);
          reject(cancelled());
        };
        signal?.addEventListener('abort', onAbort, { signal: answered.signal });
      });
      const answer = ask(host, 'graph.layout', { id, dot, format }).finally(() => {
        clearTimeout(timer);
        answered.abort();
      });
      return Promise.race([answer, aborted]);
    },
  };
}
