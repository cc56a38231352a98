import type { CallName, EngineCalls } from '../../engine/worker/protocol';

/** How the window asks the analysis worker. Rejects with a FlamebenchError. */
export interface EngineClient {
  call<N extends CallName>(
    name: N,
    argument: EngineCalls[N]['request'],
    options?: { signal?: AbortSignal; onProgress?: (done: number) => void; transfer?: Transferable[] },
  ): Promise<EngineCalls[N]['answer']>;
}
