import { Worker } from 'node:worker_threads';
import { FlamebenchError } from '../../proto/errors';
import { memoryReason, scriptMemory } from './script-thread';
import type { WorkerCommand, WorkerEvent, WorkerTask } from './thread-protocol';

export type EventOf<Type extends WorkerEvent['type']> = Extract<WorkerEvent, { type: Type }>;

/** A worker thread as the coordinator sees it. Its promises never reject: failures come by `onFailed`. */
export interface Thread {
  readonly loaded: Promise<EventOf<'loaded'>>;
  readonly ready: Promise<EventOf<'ready'>>;
  readonly done: Promise<EventOf<'done'>>;
  tell(command: WorkerCommand): void;
  /** Ends it at once, in whatever it is caught. */
  end(): void;
}

/** What is heard of threads beside their promises. */
export interface ThreadListener {
  /** A thread failed or died; at most once for each. */
  onFailed(error: FlamebenchError): void;
  onOutput(text: string): void;
}

/** Starts a thread on its task. `url` names the load in failures. */
export function startThread(
  workerFile: string,
  task: WorkerTask,
  url: string,
  listener: ThreadListener,
): Thread {
  const worker = new Worker(workerFile, {
    workerData: task,
    ...(task.script === null ? {} : { resourceLimits: scriptMemory }),
  });
  let isOver = false;
  const fail = (error: FlamebenchError): void => {
    if (isOver) return;
    isOver = true;
    listener.onFailed(error);
  };
  const crashed = (reason: string): void => fail(new FlamebenchError('load-crashed', url, { reason }));
  worker.on('error', (error) => {
    const reason = memoryReason(error);
    if (task.script === null || reason === error.message) crashed(reason);
    else fail(new FlamebenchError('script-failed', task.script.script.name, { reason }));
  });
  worker.on('exit', (code) => crashed(`a load thread exited with code ${code}`));
  worker.on('message', (event: WorkerEvent) => {
    if (event.type === 'output') listener.onOutput(event.text);
    else if (event.type === 'done') isOver = true;
    else if (event.type === 'failed') {
      const { code, subject, facts } = event.error;
      fail(new FlamebenchError(code, subject, facts));
    }
  });
  const first = <Type extends WorkerEvent['type']>(type: Type): Promise<EventOf<Type>> =>
    new Promise((resolve) => {
      worker.on('message', (event: WorkerEvent) => {
        if (event.type === type) resolve(event as EventOf<Type>);
      });
    });
  return {
    loaded: first('loaded'),
    ready: first('ready'),
    done: first('done'),
    tell: (command) => worker.postMessage(command),
    end: () => {
      isOver = true;
      void worker.terminate();
    },
  };
}
