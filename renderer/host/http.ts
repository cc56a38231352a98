import { type Failure, FlamebenchError, type Outcome, toFailure } from '../../proto/errors';
import { encodeFrame, FrameReader } from '../../proto/frame';
import type { Argument, RequestName, Result, Signal, SignalName } from '../../proto/ipc';
import type { Host } from '../host';
import type { PageFiles } from './page-files';

/** Signals kept for a page that does not listen yet: what it was opened with must not be lost. */
const maxKept = 32;

/** Between attempts to hear the server again. */
const retryMs = 2000;

export interface HttpHostPorts {
  /** Asks the server the page came from: its path without a slash in front. */
  readonly fetch: (path: string, init: RequestInit) => Promise<Response>;
  /** What the server gave to whom it opened the page for. */
  readonly token: string;
  readonly files: PageFiles;
  readonly wait: (ms: number) => Promise<void>;
}

/** What the server is called in failures. */
const server = 'the flamebench that serves this page';

type Listener = (value: unknown) => void;

/**
 * The server behind a page in a plain browser as a Host (main/http tells how they speak). Files are the
 * page's own to open and save. It listens until the page goes.
 */
export function createHttpHost(ports: HttpHostPorts): Host {
  const listeners = new Map<string, Set<Listener>>();
  const kept: { name: string; value: unknown }[] = [];

  const hear = (name: string, value: unknown) => {
    const set = listeners.get(name);
    if (set !== undefined && set.size > 0) for (const listener of set) listener(value);
    else if (kept.length < maxKept) kept.push({ name, value });
  };

  const post = (path: string, argument: unknown) =>
    ports
      .fetch(path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/octet-stream', 'X-Flamebench-Token': ports.token },
        body: encodeFrame(argument) as Uint8Array<ArrayBuffer>,
      })
      // A browser does not tell pages why nothing answered.
      .catch(() => {
        throw new FlamebenchError('connection-refused', 'the address of this page');
      });

  async function listen(): Promise<void> {
    let isNew = true;
    for (;;) {
      try {
        for await (const message of messagesOf(await post('signals', { isNew }))) {
          isNew = false;
          if (message === null) continue;
          const { name, value } = message as { name: string; value: unknown };
          hear(name, value);
        }
      } catch {
        // The server is gone or the line is broken: what is asked next says so.
      }
      await ports.wait(retryMs);
    }
  }
  void listen();

  async function askServer(name: string, argument: unknown): Promise<unknown> {
    let outcome: unknown = null;
    for await (const message of messagesOf(await post(`request/${name}`, argument))) outcome = message;
    if (outcome === null) throw new FlamebenchError('connection-lost', server);
    return outcome;
  }

  return {
    reopens: false,

    async request<N extends RequestName>(name: N, argument: Argument<N>): Promise<Outcome<Result<N>>> {
      try {
        if (name === 'file.open') return done<N>(await ports.files.open());
        if (name === 'file.save') {
          const { suggestedName, bytes } = argument as Argument<'file.save'>;
          return done<N>(ports.files.save(suggestedName, bytes));
        }
        return (await askServer(name, argument)) as Outcome<Result<N>>;
      } catch (thrown) {
        return { ok: false, error: failureOf(thrown, name) };
      }
    },
    on<N extends SignalName>(name: N, listener: (value: Signal<N>) => void) {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set.add(listener as Listener));
      for (const signal of kept.splice(0)) hear(signal.name, signal.value);
      return () => set.delete(listener as Listener);
    },
  };
}

function done<N extends RequestName>(value: unknown): Outcome<Result<N>> {
  return { ok: true, value: value as Result<N> };
}

/** The frames of an answer as they come. */
async function* messagesOf(answer: Response): AsyncGenerator<unknown> {
  if (answer.status === 403) {
    const reason = 'it belongs to a flamebench that has ended, so open the one that was printed last';
    throw new FlamebenchError('bad-argument', 'the address of this page', { reason });
  }
  if (answer.body === null || answer.headers.get('Content-Type') !== 'application/octet-stream') {
    throw new FlamebenchError('http-status', server, { status: answer.status, text: '' });
  }
  const reader = answer.body.getReader();
  const frames = new FrameReader();
  for (;;) {
    const { done: ended, value } = await reader.read();
    if (ended) return;
    yield* frames.push(value);
  }
}

/** Where a stream breaks off, the browser gives a TypeError of its own words. */
function failureOf(thrown: unknown, name: string): Failure {
  if (!(thrown instanceof TypeError)) return toFailure(thrown, name);
  return { code: 'connection-lost', subject: server, facts: {} };
}
