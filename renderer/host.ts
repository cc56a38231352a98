import { FlamebenchError, type Outcome } from '../proto/errors';
import type { Argument, RequestName, Result, Signal, SignalName } from '../proto/ipc';

/**
 * Whom the window asks for everything outside it: files, the network, load, saved runs. Electron's main
 * process is one Host; tests and a plain browser have others.
 */
export interface Host {
  /** Never rejects: what goes wrong is in the outcome. */
  request<N extends RequestName>(name: N, argument: Argument<N>): Promise<Outcome<Result<N>>>;
  /** Ids under which main gives the files of the last drop again, in their order; absent = it keeps none. */
  dropped?(): Promise<readonly string[]>;
  /** False where files come with the page and cannot be had again: then no tabs are kept for the next start. */
  readonly reopens?: boolean;
  /** Returns how to stop listening. */
  on<N extends SignalName>(name: N, listener: (value: Signal<N>) => void): () => void;
}

/** Asks and takes the value; a failure is thrown as a FlamebenchError. */
export async function ask<N extends RequestName>(
  host: Host,
  name: N,
  argument: Argument<N>,
): Promise<Result<N>> {
  const outcome = await host.request(name, argument);
  if (outcome.ok) return outcome.value;
  throw new FlamebenchError(outcome.error.code, outcome.error.subject, outcome.error.facts);
}
