import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Failure, FlamebenchError, type Outcome, toFailure } from '../../proto/errors';
import { decodeFrame, encodeFrame } from '../../proto/frame';
import { answerRequest, isRequestName } from '../window/answer';
import type { Handlers } from '../window/handlers';
import { contentSecurityPolicy, contentTypeOf, fileBelow } from '../window/page';
import { authorityOf, type ListenAddress, pageAuthority } from './address';
import { readBody } from './body';
import { isAddressedHere, mayAsk } from './guard';
import { heartbeat, heartbeatMs, type Pages } from './pages';

const maxConnections = 128;

const safeHeaders = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  // Files keep their names from version to version.
  'Cache-Control': 'no-store',
};

export interface WindowServerOptions {
  readonly listen: ListenAddress;
  /** Absolute folder of the page's files. */
  readonly pageFolder: string;
  readonly handlers: Handlers;
  readonly pages: Pages;
  /** What a page has to know to be answered. */
  readonly token: string;
}

export interface WindowServer {
  /** Where it listens; the port is the one it got. */
  readonly listening: ListenAddress;
  /** The page's address, token and all. */
  readonly url: string;
  /** Ends all connections. */
  close(): Promise<void>;
}

/**
 * Serves the window's page and answers it; who may ask is told in the README.
 * @throws FlamebenchError 'bad-argument' where it cannot listen
 */
export async function serveWindow(options: WindowServerOptions): Promise<WindowServer> {
  const server = createServer({ maxHeaderSize: 16 * 1024 });
  server.maxConnections = maxConnections;
  const { host, port } = options.listen;
  await new Promise<void>((resolve, reject) => {
    // Once it listens, an error is of one connection that could not be taken.
    server.on('error', (error) => reject(listenError(error, options.listen)));
    server.listen(port, host, resolve);
  });
  const listening = { host, port: (server.address() as AddressInfo).port };
  server.on('request', (request: IncomingMessage, answer: ServerResponse) => {
    // A page that goes away in the middle is its own business.
    request.on('error', () => {});
    answer.on('error', () => {});
    respond(request, answer, options, listening).catch(() => answer.destroy());
  });
  return {
    listening,
    url: `http://${pageAuthority(listening)}/#${options.token}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        options.pages.close();
        server.closeAllConnections();
      }),
  };
}

async function respond(
  request: IncomingMessage,
  answer: ServerResponse,
  options: WindowServerOptions,
  listening: ListenAddress,
): Promise<void> {
  const { method = '', headers } = request;
  const path = (request.url ?? '').split('?', 1)[0]!;
  if (!isAddressedHere(headers, listening)) return refuse(answer, 403, 'This server has another name.');
  if (method === 'GET' || method === 'HEAD') return sendFile(answer, options.pageFolder, path);
  if (method !== 'POST') return refuse(answer, 405, 'There is nothing to do here in this way.');
  if (!mayAsk(headers, listening, options.token)) {
    return fail(answer, 403, { code: 'permission-denied', subject: 'the window', facts: {} });
  }
  const name = /^\/request\/([\w.]+)$/.exec(path)?.[1] ?? '';
  if (path !== '/signals' && !isRequestName(name)) return refuse(answer, 404, 'There is no such request.');
  let argument: unknown;
  try {
    argument = decodeFrame(await readBody(request));
  } catch (thrown) {
    const failure = toFailure(thrown, name);
    return fail(answer, failure.code === 'too-large' ? 413 : 400, failure);
  }
  answer.writeHead(200, { ...safeHeaders, 'Content-Type': 'application/octet-stream' });
  if (isRequestName(name)) {
    answer.flushHeaders();
    const timer = setInterval(() => answer.write(heartbeat), heartbeatMs);
    const outcome = await answerRequest(options.handlers, name, argument).finally(() => clearInterval(timer));
    answer.end(encodeFrame(outcome));
    return;
  }
  const isNew = (argument as { isNew?: unknown } | null)?.isNew === true;
  if (!options.pages.add(answer, isNew)) answer.destroy();
}

async function sendFile(answer: ServerResponse, folder: string, path: string): Promise<void> {
  const file = path.startsWith('/') ? fileBelow(folder, path) : null;
  const type = file === null ? null : contentTypeOf(file);
  const bytes = type === null ? null : await readFile(file!).catch(() => null);
  if (bytes === null) return refuse(answer, 404, 'There is no such file.');
  answer.writeHead(200, { ...safeHeaders, 'Content-Type': type!, 'Content-Length': bytes.length }).end(bytes);
}

/** Says why a request was not even looked at. Of its body nothing more is read: the connection ends. */
function fail(answer: ServerResponse, status: number, error: Failure): void {
  const outcome: Outcome<never> = { ok: false, error };
  const headers = { ...safeHeaders, 'Content-Type': 'application/octet-stream', Connection: 'close' };
  answer.writeHead(status, headers).end(encodeFrame(outcome));
}

function refuse(answer: ServerResponse, status: number, words: string): void {
  const headers = { ...safeHeaders, 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' };
  answer.writeHead(status, headers).end(`${words}\n`);
}

function listenError(error: NodeJS.ErrnoException, listen: ListenAddress): FlamebenchError {
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: 'another program listens there',
    EACCES: 'listening there is not allowed',
    EADDRNOTAVAIL: 'this machine has no such address',
    ENOTFOUND: 'this machine has no such name',
  };
  const reason = reasons[error.code ?? ''] ?? error.message;
  return new FlamebenchError('bad-argument', `the address ${authorityOf(listen)}`, { reason });
}
