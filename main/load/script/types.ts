import type { LoadScript } from '../../../proto/load';

/**
 * What a script is to the load: the seam between the loop, which sends bytes and hears answers, and a script
 * in whichever language. Nothing here knows Lua.
 *
 * The life of a load with a script, in order; `open.ts` makes both objects:
 *
 * 1. `openMainScript` in the load process (runs the file once, in the main state);
 * 2. `openThreadScript` in each worker thread (runs the file in that thread's state);
 * 3. `main.setup(threads)`, one entry per worker, from what `thread.globals()` told;
 * 4. `thread.init(setup)` in each worker, with what setup decided for it: now `request()` may be called;
 * 5. the load;
 * 6. `main.done(threads, summary, latency, requests)`, again from each worker's `globals()`.
 *
 * Everything may throw FlamebenchError 'script-failed' (subject: the file's name; facts.reason: what was wrong
 * where): a syntax error, an error raised, a wrong type returned, a call that does not end. The load ends then.
 */

/** The plan's own request: what `wrk.*` holds before the script changes it. */
export interface ScriptTarget {
  /** The whole URL as typed; `args[0]` of init. */
  readonly url: string;
  readonly method: string;
  /** With the plan's credentials and User-Agent, without Host and Content-Length. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Bytes as Latin-1 characters; '' for none. */
  readonly body: string;
}

/** One address that passed the gate. */
export interface ScriptAddress {
  readonly address: string;
  readonly port: number;
}

/** A value that crosses between the states of a script: what `thread:get` and `thread:set` carry. */
export type ScriptValue =
  | undefined
  | boolean
  | number
  /** Bytes of a Lua string as Latin-1 characters. */
  | string
  | ReadonlyMap<string | number | boolean, ScriptValue>;

/** What both kinds of states are made from. */
export interface ScriptTask {
  readonly script: LoadScript;
  readonly target: ScriptTarget;
  /** The target's addresses as resolved and passed by the gate, the pinned one first; at least one. */
  readonly addresses: readonly ScriptAddress[];
  /** The plan's; what `wrk.lookup` resolves passes the gate with it, as the target did. */
  readonly confirmedHost: string;
}

/** What setup decided for one thread. */
export interface ThreadSetup {
  /** Where this thread's connections go (`thread.addr`); it passed the gate. */
  readonly address: ScriptAddress;
  /** `thread:set(name, value)` in order. */
  readonly sets: readonly (readonly [name: string, value: ScriptValue])[];
}

/** The script in one worker thread. */
export interface ThreadScript {
  /** Runs what setup decided and `init(args)`; decides all that follows. Once, before anything else. */
  init(setup: ThreadSetup): void;
  /** The same bytes for every call: call {@link request} once and forget the script. */
  readonly isStatic: boolean;
  /** The bytes of one call: one HTTP request, or {@link pipeline} of them in a row. The caller may keep them. */
  request(): Uint8Array;
  /** Requests, and so responses, per call of {@link request}. */
  readonly pipeline: number;
  /** The requests ask for HEAD, whose responses have no bodies; decided at init, as the pipeline is. */
  readonly head: boolean;
  /** The requests ask for the connection to be closed after the response. */
  readonly closes: boolean;
  readonly delays: boolean;
  /** Milliseconds to wait before the next request of a connection; 0 or more. Only where {@link delays}. */
  delay(): number;
  readonly wantsResponse: boolean;
  /** One response: headers in order, names as received; of doubles the script sees the last. */
  response(status: number, headers: readonly (readonly [string, string])[], body: Uint8Array): void;
  /** `thread:stop()` was called: this worker ends. Worth asking after request(), delay() and response(). */
  isStopped(): boolean;
  /** The globals that another state may get; worth gathering where `MainScript.wantsGlobals`. */
  globals(): ReadonlyMap<string, ScriptValue>;
  close(): void;
}

/** What `done` hears of the whole load. */
export interface ScriptSummary {
  readonly durationUs: number;
  readonly requests: number;
  readonly bytes: number;
  readonly errors: {
    readonly connect: number;
    readonly read: number;
    readonly write: number;
    readonly status: number;
    readonly timeout: number;
  };
}

/** Distinct values in ascending order and how often each occurred; `Float64Array`s of one length. */
export interface ScriptHistogram {
  readonly values: Float64Array;
  readonly counts: Float64Array;
}

/** The script in the main state. */
export interface MainScript {
  /** Whether `setup` or `done` may ask for threads' globals; where not, none need be gathered. */
  readonly wantsGlobals: boolean;
  /** Calls `setup(thread)` per thread, in order. `globals[i]` are thread i's after it ran the file. */
  setup(globals: readonly ReadonlyMap<string, ScriptValue>[]): ThreadSetup[];
  /**
   * Calls `done(summary, latency, requests)`. `latency` in microseconds; `requests` are the rates, requests a
   * second, one per thread and 100 ms. Does nothing for a script without `done`.
   */
  done(
    globals: readonly ReadonlyMap<string, ScriptValue>[],
    summary: ScriptSummary,
    latency: ScriptHistogram,
    requests: ScriptHistogram,
  ): void;
  close(): void;
}

/** Where a script's `print` and `io.write` go; bytes as Latin-1 characters. */
export type ScriptOutput = (text: string) => void;
