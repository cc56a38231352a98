import type { Call } from './calls';
import type { ThreadScript } from './script/types';
import type { NextCall, ResponseHook } from './source';

/** What a loop gets from a script instead of prepared calls. */
export interface ScriptCalls {
  readonly next: NextCall;
  /** Milliseconds before each call of a connection. */
  readonly pause: (() => number) | undefined;
  readonly response: ResponseHook | undefined;
}

/** What becomes of a load whose script ends it. */
export interface ScriptEnds {
  fail(thrown: unknown): void;
  /** The script stopped its thread. */
  stop(): void;
}

/**
 * The calls that a script makes, after its init. Of a static one the bytes are asked for once and the script is
 * then never called again. What it throws is told to `ends` and ends the sending.
 */
export function scriptCalls(script: ThreadScript, ends: ScriptEnds): ScriptCalls {
  const { pipeline, head, closes } = script;
  const heads = head ? new Array<boolean>(pipeline).fill(true) : null;
  const guarded = <T>(step: () => T, otherwise: T): T => {
    try {
      const value = step();
      if (!script.isStopped()) return value;
      // Not from within a connection's own call.
      setImmediate(() => ends.stop());
    } catch (thrown) {
      setImmediate(() => ends.fail(thrown));
    }
    return otherwise;
  };
  // One object for all calls: a connection reads the bytes when it sends, and the rest never changes.
  const call: { -readonly [Key in keyof Call]: Call[Key] } = {
    bytes: new Uint8Array(0),
    count: pipeline,
    ends: [],
    heads,
    closes,
  };
  const fixed: Call | null = script.isStatic ? { ...call, bytes: script.request() } : null;
  return {
    next: fixed
      ? () => fixed
      : () =>
          guarded(() => {
            call.bytes = script.request();
            return call;
          }, null),
    pause: script.delays ? () => guarded(() => script.delay(), Number.POSITIVE_INFINITY) : undefined,
    response: script.wantsResponse
      ? (status, headers, body) => guarded(() => script.response(status, headers, body), undefined)
      : undefined,
  };
}
