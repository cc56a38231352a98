import { FlamebenchError, toFailure } from '../../proto/errors';
import { createCalls } from './calls';
import type { CallName, EngineAnswer, EngineCalls, EngineCancel, EngineRequest } from './protocol';
import type { CallPorts, Calls, Reply, Task } from './task';

export interface EnginePorts extends CallPorts {
  /** Resolves after messages that have arrived meanwhile were handled, so that a cancel can be seen. */
  readonly pause: () => Promise<void>;
  /** Where the ids of profiles and trees start; 1 where not given. */
  readonly firstId?: number;
}

export type Post = (answer: EngineAnswer, transfer: readonly ArrayBuffer[]) => void;

export interface EngineService {
  /** Carries a message out and posts its answers; never rejects. The last answer to a request has `ok`. */
  handle(message: EngineRequest | EngineCancel, post: Post): Promise<void>;
}

/**
 * The engine behind the worker protocol, without the worker: messages in, answers out. It keeps profiles
 * and trees by id until they are closed or dropped. Requests may overlap wherever one pauses.
 */
export function createEngineService({ pause, firstId = 1, ...ports }: EnginePorts): EngineService {
  const calls = createCalls(ports, firstId);
  const running = new Set<number>();
  const cancelled = new Set<number>();

  return {
    async handle(message, post) {
      if ('cancel' in message) {
        if (running.has(message.cancel)) cancelled.add(message.cancel);
        return;
      }
      const { id, name } = message;
      running.add(id);
      const task: Task = {
        progress: (done) => post({ id, progress: done }, []),
        async step() {
          await pause();
          if (cancelled.has(id)) throw new FlamebenchError('cancelled', subjectOf(message));
        },
      };
      try {
        const reply = await dispatch(calls, message, task);
        post({ id, ok: true, value: reply.value }, reply.transfer);
      } catch (thrown) {
        post({ id, ok: false, error: toFailure(thrown, subjectOf(message) || name) }, []);
      } finally {
        running.delete(id);
        cancelled.delete(id);
      }
    },
  };
}

function dispatch(
  calls: Calls,
  request: EngineRequest,
  task: Task,
): Reply<CallName> | Promise<Reply<CallName>> {
  // The union of requests guarantees that argument and call belong together; TypeScript cannot follow a
  // name from one member of a union to the key of another type.
  const call = calls[request.name] as (
    argument: EngineCalls[CallName]['request'],
    task: Task,
  ) => Reply<CallName>;
  return call(request.argument, task);
}

/** What a failure of a request happened to. */
function subjectOf(request: EngineRequest): string {
  return request.name === 'open' ? request.argument.name : request.name;
}
