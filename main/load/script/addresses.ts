import { isIP } from 'node:net';
import { Worker } from 'node:worker_threads';
import { FlamebenchError } from '../../../proto/errors';
import { checkConfirmed } from '../gate';
import type { ScriptAddress, ScriptTask } from './types';

const answerMs = 3000;
const connectMs = 1000;

/** Ports of the two services that a load speaks. */
const services: Readonly<Record<string, number>> = { http: 80, https: 443 };

/**
 * `wrk.lookup` and `wrk.connect`: scripts expect their answers at once, so both wait. What is looked up passes
 * the gate as the target did, and only what was looked up can be connected to.
 */
export class ScriptAddresses {
  readonly #task: ScriptTask;
  readonly #targetHost: string;
  readonly #passed = new Set<string>();

  constructor(task: ScriptTask) {
    this.#task = task;
    this.#targetHost = hostOf(task.target.url);
    for (const { address } of task.addresses) this.#passed.add(address);
  }

  /**
   * All addresses of a host. The target's own are those that the load began with.
   * @throws FlamebenchError 'script-failed', 'host-not-found' and, from the gate, 'target-not-confirmed'
   */
  lookup(host: string, service: string): ScriptAddress[] {
    const port = Object.hasOwn(services, service) ? services[service]! : Number(service);
    if (!Number.isInteger(port) || port < 1 || port > 65535) {
      throw new FlamebenchError('script-failed', this.#task.script.name, {
        reason: `wrk.lookup was given the service '${service}', which is no port, nor http or https`,
      });
    }
    const bare = host.replace(/^\[(.*)\]$/, '$1');
    const found =
      bare === this.#targetHost
        ? this.#task.addresses.map(({ address }) => address)
        : isIP(bare) !== 0
          ? [bare]
          : askNow<string[]>({ lookup: bare }, []);
    if (found.length === 0) throw new FlamebenchError('host-not-found', host);
    for (const address of found) {
      checkConfirmed(bare, address, this.#task.confirmedHost);
      this.#passed.add(address);
    }
    return found.map((address) => ({ address, port }));
  }

  /** Whether an address takes a connection now. */
  connect({ address, port }: ScriptAddress): boolean {
    return this.#passed.has(address) && askNow({ connect: address, port, connectMs }, false);
  }
}

function hostOf(url: string): string {
  return new URL(url).hostname.replace(/^\[(.*)\]$/, '$1');
}

/** Plain JavaScript for a thread that asks the network and leaves the answer in shared memory, as JSON. */
const asker = `
const { workerData: { question, shared } } = require('node:worker_threads');
const flag = new Int32Array(shared, 0, 2);
const answer = (value) => {
  const bytes = Buffer.from(JSON.stringify(value));
  new Uint8Array(shared, 8).set(bytes.subarray(0, shared.byteLength - 8));
  flag[1] = bytes.length;
  Atomics.store(flag, 0, 1);
  Atomics.notify(flag, 0);
};
if (question.lookup !== undefined) {
  require('node:dns').lookup(question.lookup, { all: true }, (error, found) =>
    answer(error ? [] : found.map(({ address }) => address)));
} else {
  const socket = require('node:net').connect({ host: question.connect, port: question.port, timeout: question.connectMs });
  const settle = (value) => { socket.destroy(); answer(value); };
  socket.on('connect', () => settle(true));
  socket.on('timeout', () => settle(false));
  socket.on('error', () => settle(false));
}
`;

/** Asks in another thread and waits for it. `otherwise` where no answer comes in time. */
function askNow<T>(question: object, otherwise: T): T {
  const shared = new SharedArrayBuffer(65_536);
  const flag = new Int32Array(shared, 0, 2);
  const thread = new Worker(asker, { eval: true, workerData: { question, shared } });
  thread.on('error', () => {}); // no answer says it
  Atomics.wait(flag, 0, 0, answerMs);
  void thread.terminate();
  if (flag[0] === 0) return otherwise;
  return JSON.parse(Buffer.from(shared.slice(8, 8 + flag[1])).toString('utf8')) as T;
}
