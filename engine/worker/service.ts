import { FlamebenchError, toFailure } from '../../proto/errors';
import { within } from '../work/work';
import { createCalls } from './calls';
import type { CallName, EngineAnswer, EngineCalls, EngineCancel, EngineRequest } from './protocol';
import type { CallPorts, Calls, Reply, Task } from './task';

export interface EnginePorts extends CallPorts {
  /** Resolves after messages that have arrived meanwhile were handled, so that a cancel can be seen. */
  readonly pause: () => Promise<void>;
  /** Milliseconds of some clock, to know when a pause is due; without it, one is after each part of work. */
  readonly now?: () => number;
  /** Where the ids of profiles and trees start; 1 where not given. */
  readonly firstId?: number;
}

/** Work goes on for so long without a pause, in milliseconds: short enough that what is cancelled ends at once. */
const sliceMs = 8;
/** Progress is told this often: an eye sees no more of it. */
const tellMs = 50;

export type Post = (answer: EngineAnswer, transfer: readonly ArrayBuffer[]) => void;

export interface EngineService {
  /** Carries a message out and posts its answers; never rejects. The last answer to a request has `ok`. */
  handle(message: EngineRequest | EngineCancel, post: Post): Promise<void>;
}

/**
 * The engine behind the worker protocol, without the worker: messages in, answers out. It keeps profiles
 * and trees by id until they are closed or dropped. Requests may overlap wherever one pauses.
 */
export function createEngineService({
  pause,
  now = clockOfParts(),
  firstId = 1,
  ...ports
}: EnginePorts): EngineService {
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
      const progress = (done: number) => post({ id, progress: done }, []);
      const step = async () => {
        await pause();
        if (cancelled.has(id)) throw new FlamebenchError('cancelled', subjectOf(message));
      };
      let told = Number.NEGATIVE_INFINITY;
      const task: Task = {
        progress,
        step,
        async run(work, from = 0, to = 1) {
          const parts = within(from, to, work);
          for (let resumed = now(); ; resumed = now()) {
            let next = parts.next();
            while (next.done !== true && now() - resumed < sliceMs) next = parts.next();
            if (next.done === true) return next.value;
            if (now() - told >= tellMs) {
              told = now();
              progress(next.value);
            }
            await step();
          }
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

/** In place of a clock: between any two looks at it goes by what calls for a pause and for a word. */
function clockOfParts(): () => number {
  let looks = 0;
  return () => ++looks * tellMs;
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
