import { parentPort, workerData } from 'node:worker_threads';
import { toFailure } from '../../proto/errors';
import { Arrivals } from './arrivals';
import { Budget } from './budget';
import { LoadLoop, type LoopTimes } from './loop';
import { serveMainScript } from './main-script-worker';
import { WorkerMemory } from './memory';
import { openThreadScript } from './script/open';
import { failOnRejections } from './script/rejections';
import type { ThreadScript, ThreadSetup } from './script/types';
import { scriptCalls } from './script-source';
import { cycle } from './source';
import type {
  MainScriptTask,
  ScriptGlobals,
  WorkerCommand,
  WorkerEvent,
  WorkerTask,
} from './thread-protocol';
import { tlsContext } from './tls';
import { type Endpoint, readBuffer, tcpTransport, tlsTransport } from './transport';

/**
 * Entry of a worker thread: wires one {@link LoadLoop}, and the script if there is one, to its port. The thread of
 * a script's main state begins here as well.
 */
const port = parentPort;
if (port === null) throw new Error('load-worker runs as a worker thread only');

const task = workerData as WorkerTask;
const none: ScriptGlobals = new Map();
const tell = (event: WorkerEvent): void => port.postMessage(event);

let script: ThreadScript | null = null;
let loop: LoadLoop | null = null;
let isOver = false;

/** Says so and ends: there is nobody to catch what is thrown inside a socket's callback. */
function fail(thrown: unknown): void {
  if (isOver) return;
  isOver = true;
  tell({ type: 'failed', error: toFailure(thrown, task.script?.script.name ?? 'a load thread') });
  loop?.stop('script');
  port?.close();
}

/** Runs a step; its failure is the load's. */
function attempt(step: () => void): void {
  try {
    step();
  } catch (thrown) {
    fail(thrown);
  }
}

function prepare(endpoint: Endpoint, setup: ThreadSetup | null): void {
  if (script !== null && setup !== null) script.init(setup);
  if (task.rehearses) {
    rehearse();
    return;
  }
  const buffer = readBuffer();
  const memory = new WorkerMemory(task.memory);
  const open = task.open;
  const calls =
    script === null
      ? { next: cycle(task.calls, task.index) }
      : scriptCalls(script, { fail, stop: () => loop?.stop('script') });
  const made = new LoadLoop({
    ...calls,
    transport:
      task.tls === null
        ? tcpTransport(endpoint, buffer)
        : tlsTransport(endpoint, { ...task.tls, context: tlsContext(task.tls) }, buffer),
    buffer,
    share:
      open === null
        ? null
        : { arrivals: new Arrivals(open.rate, open.stages), offset: task.index, stride: task.threads },
    precise: open?.precise ?? false,
    budget: task.budget === null ? null : new Budget(task.budget.total, task.budget.buffer),
    memory,
    warmupMemory: task.warmupMemory === null ? null : new WorkerMemory(task.warmupMemory),
    connections: task.connections,
    timeoutMs: task.timeoutMs,
  });
  loop = made;
  made.ended.then((end) => {
    if (isOver) return;
    isOver = true;
    tell({ type: 'done', ...end, globals: script?.globals() ?? none });
    port?.close();
  });
  tell({ type: 'ready', first: null });
}

/** Calls what a load would call before its first request. */
function rehearse(): void {
  if (script?.delays) script.delay();
  tell({ type: 'ready', first: script?.request() ?? null });
}

function go(times: LoopTimes): void {
  loop?.start(times);
}

function serveLoad(): void {
  port?.on('message', (command: WorkerCommand) => {
    attempt(() => {
      if (command.type === 'prepare') prepare(command.endpoint, command.setup);
      else if (command.type === 'go') go(command);
      else loop?.stop('stopped');
    });
  });
  if (task.script === null) tell({ type: 'loaded', globals: none });
  else {
    failOnRejections(task.script.script.name, fail);
    openThreadScript(task.script, (text) => tell({ type: 'output', text })).then((opened) => {
      script = opened;
      tell({ type: 'loaded', globals: opened.globals() });
    }, fail);
  }
}

if ('mainScript' in (workerData as object)) {
  void serveMainScript((workerData as MainScriptTask).mainScript, port);
} else serveLoad();
