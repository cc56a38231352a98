import type { LoopEnd } from './loop';
import type { PreparedRequest } from './request';
import type { Endpoint } from './transport';

/** What a worker thread is born with. */
export interface WorkerTask {
  readonly endpoint: Endpoint;
  readonly request: PreparedRequest;
  readonly connections: number;
  readonly timeoutMs: number;
  /** Its {@link WorkerMemory}. */
  readonly memory: SharedArrayBuffer;
}

/** Main thread → worker. */
export type WorkerCommand =
  | { readonly type: 'go'; readonly startedUs: number; readonly deadlineUs: number }
  | { readonly type: 'stop' };

/** Worker → main thread; `done` is its last word. */
export type WorkerEvent = { readonly type: 'ready' } | ({ readonly type: 'done' } & LoopEnd);
