import type { Gzip } from '../export/types';
import type { Inflate } from '../formats/types';
import type { Work } from '../work/work';
import type { CallName, EngineCalls } from './protocol';

export interface CallPorts {
  readonly inflate: Inflate;
  readonly gzip: Gzip;
}

/** What a call may do besides computing. */
export interface Task {
  /** Tells the page how far the call is, 0…1. */
  progress(done: number): void;
  /** Lets messages in between two long steps; throws 'cancelled' when the call no longer matters. */
  step(): Promise<void>;
  /**
   * Does work with a {@link step} and a word of progress every few milliseconds.
   * @param from where the work's 0…1 lies in the call's: `from`…`to`
   */
  run<T>(work: Work<T>, from?: number, to?: number): Promise<T>;
}

export interface Reply<N extends CallName> {
  readonly value: EngineCalls[N]['answer'];
  /** Buffers inside `value` that are handed over rather than copied. */
  readonly transfer: ArrayBuffer[];
}

/** The functions behind some calls of the protocol. */
export type CallsOf<Names extends CallName> = {
  readonly [N in Names]: (argument: EngineCalls[N]['request'], task: Task) => Reply<N> | Promise<Reply<N>>;
};

export type Calls = CallsOf<CallName>;
