import { parentPort, workerData } from 'node:worker_threads';
import { closedLoop, LoadLoop } from './loop';
import { WorkerMemory } from './memory';
import type { WorkerCommand, WorkerEvent, WorkerTask } from './thread-protocol';
import { tcpTransport } from './transport';

/** Entry of a worker thread: wires one {@link LoadLoop} to its port. */
const port = parentPort;
if (port === null) throw new Error('load-worker runs as a worker thread only');

const task = workerData as WorkerTask;
const loop = new LoadLoop({
  transport: tcpTransport(task.endpoint),
  request: task.request,
  schedule: closedLoop,
  memory: new WorkerMemory(task.memory),
  connections: task.connections,
  timeoutMs: task.timeoutMs,
});
const tell = (event: WorkerEvent): void => port.postMessage(event);

port.on('message', (command: WorkerCommand) => {
  if (command.type === 'go') loop.start(command.startedUs, command.deadlineUs);
  else loop.stop();
});
loop.ended.then((end) => {
  tell({ type: 'done', ...end });
  port.close();
});
tell({ type: 'ready' });
