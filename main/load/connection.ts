import { oneLine } from '../../engine/advice/facts';
import type { Call } from './calls';
import { nowUs } from './clock';
import type { HeadMemory } from './head-memory';
import { counter, type FailureKind, type WorkerMemory } from './memory';
import { ResponseParser } from './parser';
import { ResponseCollector } from './response-collector';
import type { ResponseHook } from './source';
import type { Transport, Wire } from './transport';

/** Decides when a free connection sends. The closed loop sends at once; an open model waits for its time. */
export interface Schedule {
  /** `connection` is open and has nothing in flight. May send on it, and must then send nothing else. */
  free(connection: Connection, atUs: number): void;
}

/** What the connections of one worker share. */
export interface Shared {
  readonly transport: Transport;
  readonly schedule: Schedule;
  /** Where counts go; another one after the warm-up. */
  memory: WorkerMemory;
  /** When counting began, on the shared clock. */
  startedUs: number;
  readonly timeoutUs: number;
  /** Whether response times run from the intended start, and service times are kept beside them. */
  readonly isOpenModel: boolean;
  readonly headMemory: HeadMemory;
  /** Hears whole responses; undefined where nobody does. */
  readonly response: ResponseHook | undefined;
  /** Requests sent and not answered. */
  inFlight: number;
  /** What the first failure of each kind was about. */
  readonly problems: Map<FailureKind, string>;
}

const firstPauseMs = 10;
const longestPauseMs = 1000;

/**
 * One keep-alive connection: opens, sends, parses, and after any failure opens again, later and later while
 * nothing succeeds. Every request and every attempt to connect ends under exactly one name: the memory's
 * requests, or one kind of failure. What the load's end cuts off is counted as in flight.
 */
export class Connection {
  readonly #shared: Shared;
  readonly #parser: ResponseParser;
  readonly #collector: ResponseCollector | null;
  #wire: Wire | null = null;
  #state: 'closed' | 'connecting' | 'free' | 'busy' = 'closed';
  #call: Call | null = null;
  /** Responses of the call still to come. */
  #pending = 0;
  /** Of these, how many count nowhere: they were sent before the counting began. */
  #uncounted = 0;
  /** When the current attempt began or the call was sent. */
  #sinceUs = 0;
  /** When it should have been sent. */
  #intendedUs = 0;
  #failures = 0;
  #retry: NodeJS.Timeout | null = null;

  constructor(shared: Shared) {
    this.#shared = shared;
    this.#collector = shared.response === undefined ? null : new ResponseCollector(shared.response);
    this.#parser = new ResponseParser(shared.headMemory, this.#collector);
  }

  get isFree(): boolean {
    return this.#state === 'free';
  }

  /** Requests sent and not answered. */
  get pending(): number {
    return this.#state === 'busy' ? this.#pending : 0;
  }

  /** When those were to be sent. */
  get intendedUs(): number {
    return this.#intendedUs;
  }

  open(): void {
    this.#retry = null;
    this.#state = 'connecting';
    this.#sinceUs = nowUs();
    const wire = this.#shared.transport({
      opened: () => {
        if (this.#wire === wire) this.#opened();
      },
      received: (bytes, count) => {
        if (this.#wire === wire) this.#received(bytes, count);
      },
      ended: () => {
        if (this.#wire === wire) this.#ended();
      },
      failed: (kind, reason) => {
        if (this.#wire === wire) this.#failed(kind, reason);
      },
    });
    this.#wire = wire;
  }

  /** Sends a call on a free connection; the closed loop's is intended when it is sent. */
  send(call: Call, intendedUs: number, sentUs: number): void {
    const shared = this.#shared;
    this.#state = 'busy';
    this.#call = call;
    this.#pending = call.count;
    this.#intendedUs = intendedUs;
    this.#sinceUs = sentUs;
    this.#parser.reset(call.heads?.[0]);
    shared.inFlight += call.count;
    shared.memory.counters[counter.sent] += call.count;
    (this.#wire as Wire).write(call.bytes);
  }

  /** Ends what has lasted beyond the timeout: called every now and then for every connection. */
  sweep(atUs: number): void {
    if (atUs - this.#sinceUs <= this.#shared.timeoutUs) return;
    if (this.#state === 'busy') this.#timeOut();
    else if (this.#state === 'connecting') this.#fail('connect', 'not connected within the timeout');
  }

  /** What is in flight now counts nowhere. */
  forget(): void {
    this.#uncounted = this.pending;
  }

  /** Closes for good. */
  close(): void {
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#retry = null;
    this.#drop();
  }

  #opened(): void {
    const { counters } = this.#shared.memory;
    counters[counter.open]++;
    counters[counter.opened]++;
    this.#state = 'free';
    this.#shared.schedule.free(this, nowUs());
  }

  #received(bytes: Uint8Array, count: number): void {
    this.#shared.memory.counters[counter.bytes] += count;
    const parser = this.#parser;
    let at = 0;
    let atUs = 0; // one reading of the clock for all that arrived together, and for what is sent next
    while (at < count) {
      if (this.#state === 'busy') {
        at = parser.execute(bytes, at, count);
        if (parser.state === 'complete') {
          if (atUs === 0) atUs = nowUs();
          if (!this.#complete(atUs)) return;
        }
      } else if (bytes[at] === 13 || bytes[at] === 10) {
        at++; // an empty line after a body is an old and harmless habit
      } else {
        parser.refuse('bytes arrived that no request asked for');
      }
      if (parser.state === 'broken') {
        this.#fail('protocol', parser.problem);
        return;
      }
    }
    // Sent only now: a request must not be answered by what arrived before it.
    if (this.#state === 'free' && atUs !== 0) this.#shared.schedule.free(this, atUs);
  }

  #ended(): void {
    if (this.#state !== 'busy') this.#again(false);
    else if (this.#parser.finish() === 'complete') this.#complete(nowUs());
    else this.#fail('closed', 'the service closed the connection before its response was whole');
  }

  #failed(kind: 'connect' | 'tls' | 'read' | 'write', reason: string): void {
    if (this.#state === 'free') this.#again(false);
    else this.#fail(kind, reason);
  }

  /** A whole response is here. Returns whether this connection goes on. */
  #complete(atUs: number): boolean {
    const shared = this.#shared;
    const parser = this.#parser;
    const serviceUs = atUs - this.#sinceUs;
    if (serviceUs > shared.timeoutUs) {
      this.#fail('timeout', 'the response came too late');
      return false;
    }
    this.#pending--;
    shared.inFlight--;
    if (this.#uncounted > 0) this.#uncounted--;
    else if (shared.isOpenModel) {
      const sinceStartUs = atUs - shared.startedUs;
      shared.memory.recordScheduled(parser.status, atUs - this.#intendedUs, serviceUs, sinceStartUs);
    } else {
      shared.memory.recordResponse(parser.status, serviceUs, atUs - shared.startedUs);
    }
    this.#failures = 0;
    this.#collector?.deliver(parser.status);
    const call = this.#call as Call;
    if (!parser.keepAlive || (call.closes && this.#pending === 0)) {
      // Whatever was to follow on this connection is lost.
      if (this.#pending > 0) this.#fail('closed', 'the service closed the connection between responses');
      else this.#again(true);
      return false;
    }
    if (this.#pending === 0) this.#state = 'free';
    else parser.reset(call.heads?.[call.count - this.#pending]);
    return true;
  }

  #timeOut(): void {
    if (this.#parser.hasBegun) this.#fail('unfinished', 'the response began and was not whole in time');
    else this.#fail('timeout', 'no response came in time');
  }

  /** Everything in flight, or the attempt to connect, has failed. */
  #fail(kind: FailureKind, reason: string): void {
    const { memory, problems } = this.#shared;
    const lost = this.#state === 'busy' ? this.#pending - this.#uncounted : 1;
    if (lost > 0) memory.recordFailure(kind, lost);
    if (!problems.has(kind)) problems.set(kind, oneLine(reason));
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
    const { memory } = this.#shared;
    if (this.#state === 'free' || this.#state === 'busy') memory.counters[counter.open]--;
    if (this.#state === 'busy') this.#shared.inFlight -= this.#pending;
    this.#state = 'closed';
    this.#pending = 0;
    this.#uncounted = 0;
    this.#call = null;
    this.#collector?.release();
    const wire = this.#wire;
    this.#wire = null;
    wire?.destroy();
  }
}
