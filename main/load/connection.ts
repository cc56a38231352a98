import type { Socket } from 'node:net';
import { nowUs } from './clock';
import { counter, type FailureKind, type WorkerMemory } from './memory';
import { ResponseParser } from './parser';
import type { PreparedRequest } from './request';
import type { Transport } from './transport';

/** Decides when a free connection sends. The closed loop sends at once; an open model waits for its time. */
export interface Schedule {
  /** `connection` is open and has nothing in flight. */
  free(connection: Connection, atUs: number): void;
}

/** What the connections of one worker share. */
export interface ConnectionSetting {
  readonly transport: Transport;
  readonly request: PreparedRequest;
  readonly schedule: Schedule;
  readonly memory: WorkerMemory;
  readonly timeoutUs: number;
  /** The load's start on the shared clock. */
  readonly startedUs: number;
}

const firstPauseMs = 10;
const longestPauseMs = 1000;

/**
 * One keep-alive connection: opens, sends, parses, and after any failure opens again, later and later while
 * nothing succeeds. Every request and every attempt to connect ends under exactly one name: the memory's
 * requests, or one kind of failure. Only what the load's end cuts off is counted nowhere.
 */
export class Connection {
  readonly #setting: ConnectionSetting;
  readonly #parser: ResponseParser;
  /** The request as a Buffer: a stream would wrap a plain Uint8Array anew at every write. */
  readonly #requestBytes: Buffer;
  #socket: Socket | null = null;
  #state: 'closed' | 'connecting' | 'free' | 'busy' = 'closed';
  /** When the current attempt or request began. */
  #sinceUs = 0;
  #failures = 0;
  #retry: NodeJS.Timeout | null = null;

  constructor(setting: ConnectionSetting) {
    this.#setting = setting;
    this.#parser = new ResponseParser(setting.request.head);
    const { buffer, byteOffset, byteLength } = setting.request.bytes;
    this.#requestBytes = Buffer.from(buffer, byteOffset, byteLength);
  }

  open(): void {
    this.#retry = null;
    this.#state = 'connecting';
    this.#sinceUs = nowUs();
    const socket = this.#setting.transport({
      opened: () => {
        if (this.#socket === socket) this.#opened();
      },
      received: (bytes, count) => {
        if (this.#socket === socket) this.#received(bytes, count);
      },
      ended: () => {
        if (this.#socket === socket) this.#ended();
      },
      failed: (error) => {
        if (this.#socket === socket) this.#failed(error);
      },
    });
    this.#socket = socket;
  }

  /** Sends the request on a free connection; its latency counts from `startUs`. */
  send(startUs: number): void {
    this.#state = 'busy';
    this.#sinceUs = startUs;
    this.#socket?.write(this.#requestBytes);
  }

  /** Ends what has lasted beyond the timeout: called every now and then for every connection. */
  sweep(atUs: number): void {
    if (atUs - this.#sinceUs <= this.#setting.timeoutUs) return;
    if (this.#state === 'busy') this.#fail('timeout');
    else if (this.#state === 'connecting') this.#fail('connect');
  }

  /** Closes for good. */
  close(): void {
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#retry = null;
    this.#drop();
  }

  #opened(): void {
    this.#setting.memory.counters[counter.open]++;
    this.#parser.reset();
    this.#state = 'free';
    this.#setting.schedule.free(this, nowUs());
  }

  #received(bytes: Uint8Array, count: number): void {
    this.#setting.memory.counters[counter.bytes] += count;
    const parser = this.#parser;
    let at = 0;
    let completed = false;
    while (at < count) {
      if (this.#state === 'busy') {
        at = parser.execute(bytes, at, count);
        if (parser.state === 'complete') {
          if (!this.#complete()) return;
          completed = true;
        }
      } else if (bytes[at] === 13 || bytes[at] === 10) {
        at++; // an empty line after a body is an old and harmless habit
      } else {
        parser.refuse('bytes arrived that no request asked for');
      }
      if (parser.state === 'broken') {
        this.#fail('protocol');
        return;
      }
    }
    // Sent only now: a request must not be answered by what arrived before it.
    if (completed) this.#setting.schedule.free(this, this.#sinceUs);
  }

  #ended(): void {
    if (this.#state !== 'busy') this.#again(false);
    else if (this.#parser.finish() === 'complete') this.#complete();
    else this.#fail('read');
  }

  #failed(error: NodeJS.ErrnoException): void {
    if (this.#state === 'connecting') this.#fail('connect');
    else if (this.#state === 'busy') this.#fail(error.syscall === 'write' ? 'write' : 'read');
    else this.#again(false);
  }

  /** A whole response is here. Returns whether this connection goes on. */
  #complete(): boolean {
    const { memory, timeoutUs, startedUs, request } = this.#setting;
    const at = nowUs();
    const latencyUs = at - this.#sinceUs;
    if (latencyUs > timeoutUs) {
      this.#fail('timeout');
      return false;
    }
    memory.recordResponse(this.#parser.status, latencyUs, at - startedUs);
    this.#failures = 0;
    if (!this.#parser.keepAlive || request.closes) {
      this.#again(true);
      return false;
    }
    this.#parser.reset();
    this.#state = 'free';
    this.#sinceUs = at; // one reading of the clock ends a request and begins the next
    return true;
  }

  #fail(kind: FailureKind): void {
    this.#setting.memory.recordFailure(kind);
    this.#again(false);
  }

  /** Opens anew: at once after an orderly close, else after a pause that doubles with every failure in a row. */
  #again(atOnce: boolean): void {
    this.#drop();
    if (atOnce) {
      this.open();
      return;
    }
    const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(this.#failures, 10));
    this.#failures++;
    this.#retry = setTimeout(() => this.open(), pauseMs);
  }

  #drop(): void {
    if (this.#state === 'free' || this.#state === 'busy') this.#setting.memory.counters[counter.open]--;
    this.#state = 'closed';
    const socket = this.#socket;
    this.#socket = null;
    socket?.destroy();
  }
}
