import type { CallName, EngineAnswer, EngineCalls } from '../../engine/worker/protocol';
import { FlamebenchError } from '../../proto/errors';
import type { EngineClient } from './client';

/** The part of a Worker that the client uses. */
export interface WorkerLike {
  postMessage(message: unknown, transfer: Transferable[]): void;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  onerror: ((event: { readonly message?: string; preventDefault?(): void }) => void) | null;
  onmessageerror: (() => void) | null;
  terminate(): void;
}

export interface WorkerEngine extends EngineClient {
  /** Called when the worker died; every profile and tree it kept is gone. Returns how to stop listening. */
  onCrash(listener: () => void): () => void;
  dispose(): void;
}

interface Pending {
  readonly name: CallName;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: FlamebenchError) => void;
  readonly onProgress: ((done: number) => void) | undefined;
}

/**
 * Asks a worker by id and hands out its answers. A worker that dies fails everything asked of it with
 * 'internal', and the next call starts a fresh one.
 *
 * @param start makes the worker of a turn, counted from 0; turns keep handles of different workers apart.
 */
export function createWorkerEngine(start: (turn: number) => WorkerLike): WorkerEngine {
  const pending = new Map<number, Pending>();
  /** Cancelled calls whose answer may already be on its way: what they made must be freed. */
  const abandoned = new Map<number, CallName>();
  const crashListeners = new Set<() => void>();
  let worker: WorkerLike | null = null;
  let turn = 0;
  let nextId = 1;

  const crash = (reason: string) => {
    worker?.terminate();
    worker = null;
    const failed = [...pending.values()];
    pending.clear();
    abandoned.clear();
    for (const { name, reject } of failed) reject(new FlamebenchError('internal', name, { reason }));
    for (const listener of crashListeners) listener();
  };

  const receive = (answer: EngineAnswer) => {
    const { id } = answer;
    const call = pending.get(id);
    if ('progress' in answer) {
      call?.onProgress?.(answer.progress);
      return;
    }
    const left = abandoned.get(id);
    abandoned.delete(id);
    if (left !== undefined && answer.ok) free(left, answer.value);
    if (call === undefined) return;
    pending.delete(id);
    if (answer.ok) call.resolve(answer.value);
    else call.reject(new FlamebenchError(answer.error.code, answer.error.subject, answer.error.facts));
  };

  const free = (name: CallName, value: unknown) => {
    if (name === 'open' || name === 'derive' || name === 'pool') {
      send({ id: nextId++, name: 'close', argument: { profileId: (value as Answer<'open'>).profileId } }, []);
    } else if (name === 'flame' || name === 'compare') {
      send({ id: nextId++, name: 'drop', argument: { treeId: (value as Answer<'flame'>).treeId } }, []);
    }
  };

  const send = (message: unknown, transfer: Transferable[]) => {
    if (worker === null) {
      const fresh = start(turn++);
      fresh.onmessage = ({ data }) => receive(data as EngineAnswer);
      fresh.onerror = (event) => {
        event.preventDefault?.();
        if (worker === fresh) crash(event.message || 'the analysis stopped');
      };
      fresh.onmessageerror = () => worker === fresh && crash('an answer could not be read');
      worker = fresh;
    }
    worker.postMessage(message, transfer);
  };

  return {
    call(name, argument, { signal, onProgress, transfer = [] } = {}) {
      return new Promise((resolve, reject) => {
        const cancelled = () => reject(new FlamebenchError('cancelled', name));
        if (signal?.aborted) {
          cancelled();
          return;
        }
        const id = nextId++;
        const onAbort = () => {
          if (!pending.delete(id)) return;
          abandoned.set(id, name);
          send({ cancel: id }, []);
          cancelled();
        };
        const settle =
          <T>(then: (value: T) => void) =>
          (value: T) => {
            signal?.removeEventListener('abort', onAbort);
            then(value);
          };
        pending.set(id, {
          name,
          // The protocol pairs each request's name with its answer's type.
          resolve: settle(resolve as (value: unknown) => void),
          reject: settle(reject),
          onProgress,
        });
        signal?.addEventListener('abort', onAbort, { once: true });
        send({ id, name, argument }, transfer);
      });
    },
    onCrash(listener) {
      crashListeners.add(listener);
      return () => crashListeners.delete(listener);
    },
    dispose() {
      worker?.terminate();
      worker = null;
    },
  };
}

type Answer<N extends CallName> = EngineCalls[N]['answer'];
