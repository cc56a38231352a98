import type { Failure } from '../../proto/errors';
import type { LoadStage } from '../../proto/load';
import type { Call } from './calls';
import type { LoopEnd, LoopTimes } from './loop';
import type { ScriptHistogram, ScriptSummary, ScriptTask, ScriptValue, ThreadSetup } from './script/types';
import type { Endpoint } from './transport';

/** What a worker thread is born with. */
export interface WorkerTask {
  readonly index: number;
  readonly threads: number;
  readonly connections: number;
  readonly timeoutMs: number;
  /** What is sent, unless a script says. */
  readonly calls: readonly Call[];
  readonly script: ScriptTask | null;
  /** The script is only asked for its first request. */
  readonly rehearses: boolean;
  /** The open model; null = the closed loop. */
  readonly open: {
    readonly rate: number;
    readonly stages: readonly LoadStage[];
    readonly precise: boolean;
  } | null;
  /** Requests that all threads together may send, and the memory they draw from; null = no end but time. */
  readonly budget: { readonly total: number; readonly buffer: SharedArrayBuffer } | null;
  readonly tls: TlsTask | null;
  /** {@link WorkerMemory}s; the second is null without a warm-up. */
  readonly memory: SharedArrayBuffer;
  readonly warmupMemory: SharedArrayBuffer | null;
}

/** TLS as it crosses threads; texts in PEM, '' = none. */
export interface TlsTask {
  readonly insecure: boolean;
  readonly caPem: string;
  readonly certPem: string;
  readonly keyPem: string;
  readonly serverName: string;
}

export type ScriptGlobals = ReadonlyMap<string, ScriptValue>;

/** Main thread → worker, in this order; `stop` at any time. */
export type WorkerCommand =
  | { readonly type: 'prepare'; readonly endpoint: Endpoint; readonly setup: ThreadSetup | null }
  | ({ readonly type: 'go' } & LoopTimes)
  | { readonly type: 'stop' };

/** Worker → main thread. `done` and `failed` are last words. */
export type WorkerEvent =
  /** The script's file has run. */
  | { readonly type: 'loaded'; readonly globals: ScriptGlobals }
  /** `first`: what a script that is rehearsed would send first; null otherwise. */
  | { readonly type: 'ready'; readonly first: Uint8Array | null }
  | { readonly type: 'output'; readonly text: string }
  | { readonly type: 'failed'; readonly error: Failure }
  | ({ readonly type: 'done'; readonly globals: ScriptGlobals } & LoopEnd);

/** What the thread of a script's main state is born with. */
export interface MainScriptTask {
  readonly mainScript: ScriptTask;
}

/** Main thread → the thread of a script's main state, one after the other. */
export type MainScriptCommand =
  | { readonly type: 'setup'; readonly globals: readonly ScriptGlobals[] }
  | {
      readonly type: 'done';
      readonly globals: readonly ScriptGlobals[];
      readonly summary: ScriptSummary;
      readonly latency: ScriptHistogram;
      readonly requests: ScriptHistogram;
    };

/** And back: each command is answered by its own event or by `failed`. */
export type MainScriptEvent =
  | { readonly type: 'open' }
  | { readonly type: 'setup'; readonly setups: readonly ThreadSetup[] }
  | { readonly type: 'done' }
  | { readonly type: 'output'; readonly text: string }
  | { readonly type: 'failed'; readonly error: Failure };
