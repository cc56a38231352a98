import { performance } from 'node:perf_hooks';
import { nowUs } from './clock';
import { Connection, type Schedule } from './connection';
import type { WorkerMemory } from './memory';
import type { PreparedRequest } from './request';
import type { Transport } from './transport';

/** Each connection sends as soon as it has the answer before: the load adapts to the service, as wrk's does. */
export const closedLoop: Schedule = {
  free: (connection, atUs) => connection.send(atUs),
};

export interface LoopSetting {
  readonly transport: Transport;
  readonly request: PreparedRequest;
  readonly schedule: Schedule;
  readonly memory: WorkerMemory;
  readonly connections: number;
  readonly timeoutMs: number;
}

/** How a loop ended. */
export interface LoopEnd {
  readonly endedUs: number;
  /** Share of the time, 0…1, in which the event loop was busy. */
  readonly utilization: number;
}

const sweepMs = 100;
/** Opening thousands at one instant would overflow the listener's queue and measure TCP's retries. */
const openedAtOnce = 100;
const openEveryMs = 5;

/** The connections of one worker thread, from start to deadline. */
export class LoadLoop {
  readonly #setting: LoopSetting;
  readonly #connections: Connection[] = [];
  #timers: NodeJS.Timeout[] = [];
  #deadline: NodeJS.Timeout | undefined;
  #finish: (end: LoopEnd) => void = () => {};
  #before = performance.eventLoopUtilization();
  readonly ended: Promise<LoopEnd>;

  constructor(setting: LoopSetting) {
    this.#setting = setting;
    this.ended = new Promise((resolve) => {
      this.#finish = resolve;
    });
  }

  /** Opens the connections and drives them until `deadlineUs`; both times on the shared clock. */
  start(startedUs: number, deadlineUs: number): void {
    this.#before = performance.eventLoopUtilization();
    const { timeoutMs, ...shared } = this.#setting;
    const setting = { ...shared, timeoutUs: timeoutMs * 1000, startedUs };
    const openSome = (): void => {
      const wanted = Math.min(this.#setting.connections, this.#connections.length + openedAtOnce);
      while (this.#connections.length < wanted) {
        const connection = new Connection(setting);
        this.#connections.push(connection);
        connection.open();
      }
      if (wanted === this.#setting.connections) clearInterval(opening);
    };
    const opening = setInterval(openSome, openEveryMs);
    const sweeping = setInterval(() => {
      const atUs = nowUs();
      for (const connection of this.#connections) connection.sweep(atUs);
    }, sweepMs);
    this.#timers = [opening, sweeping];
    openSome();
    this.#awaitDeadline(deadlineUs);
  }

  /** Closes every connection; requests in flight are cut off and counted nowhere. May be called twice. */
  stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
    clearTimeout(this.#deadline);
    for (const connection of this.#connections) connection.close();
    const { utilization } = performance.eventLoopUtilization(this.#before);
    this.#finish({ endedUs: nowUs(), utilization });
  }

  /** Timers may fire a millisecond early; the load does not end before its time. */
  #awaitDeadline(deadlineUs: number): void {
    const leftMs = (deadlineUs - nowUs()) / 1000;
    if (leftMs <= 0) this.stop();
    else this.#deadline = setTimeout(() => this.#awaitDeadline(deadlineUs), leftMs);
  }
}
