import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { type Failure, FlamebenchError } from '../../../proto/errors';
import { type LoadPlan, planFor } from '../../../proto/load';

/** The failure inside what `run` throws; undefined when it throws nothing. */
export function thrownBy(run: () => unknown): Failure | undefined {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof FlamebenchError) return thrown.failure;
    throw thrown;
  }
  return undefined;
}

/** The failure a promise ends with. */
export async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  try {
    await promise;
  } catch (thrown) {
    if (thrown instanceof FlamebenchError) return thrown.failure;
    throw thrown;
  }
  throw new Error('it did not fail');
}

/** A plan of one GET connection for a third of a second, with `changes`. */
export function planOf(changes: Partial<LoadPlan> & { url: string }): LoadPlan {
  return {
    ...planFor(changes.url),
    seconds: 0.3,
    timeoutMs: 5000,
    ...changes,
  };
}

export interface TestServer {
  readonly port: number;
  readonly url: string;
  readonly server: Server;
  /** Connections accepted so far. */
  accepted: number;
  /** Requests whose head arrived whole. */
  requests: number;
  /** The text of the latest request's head. */
  lastHead: string;
}

/** What a service does with the n-th request (from 1) of a connection. */
export type Answer = (socket: Socket, nth: number) => void;

/** A TCP service on a loopback port that answers each request head by hand; it ends with the test. */
export async function serve(answer: Answer): Promise<TestServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    it.accepted++;
    let text = '';
    let nth = 0;
    socket.on('error', () => {}); // resets are part of the play
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', (bytes) => {
      text += bytes.toString('latin1');
      for (;;) {
        const end = text.indexOf('\r\n\r\n');
        if (end === -1) break;
        it.lastHead = text.slice(0, end);
        text = text.slice(end + 4);
        it.requests++;
        answer(socket, ++nth);
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const it: TestServer = {
    port,
    url: `http://127.0.0.1:${port}/`,
    server,
    accepted: 0,
    requests: 0,
    lastHead: '',
  };
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return it;
}

/** A complete keep-alive response. */
export const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

/** Resets a connection: `resetAndDestroy` would close it in good order first. */
export function reset(socket: Socket): void {
  (socket as unknown as { _handle: { reset(done: () => void): void } })._handle.reset(() => {});
}
