import { mkdirSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createPages, type Opening, type Pages } from '../../../main/http/pages';
import { serveWindow, type WindowServer } from '../../../main/http/server';
import type { Handlers } from '../../../main/window/handlers';
import { FlamebenchError } from '../../../proto/errors';
import { FrameReader } from '../../../proto/frame';
import { requests } from '../../../proto/ipc';
import { tempFolder } from '../services/temp-folder';

export const token = 'a-token-of-the-test';

export interface TestServer extends WindowServer {
  readonly pages: Pages;
  /** Requests that reached a handler. */
  readonly handled: string[];
}

/** Serves a page of one file; what no handler is given for fails. */
export async function testServer(
  handlers: Partial<Handlers> = {},
  openings: readonly Opening[] = [],
): Promise<TestServer> {
  const folder = tempFolder();
  const pageFolder = join(folder, 'renderer');
  mkdirSync(pageFolder);
  writeFileSync(join(pageFolder, 'index.html'), '<!doctype html><title>page</title>');
  writeFileSync(join(pageFolder, 'notes.txt'), 'no file of a page');
  writeFileSync(join(folder, 'cli.js'), 'no file of the page');
  const handled: string[] = [];
  const all = Object.fromEntries(
    Object.keys(requests).map((name) => [
      name,
      async (argument: never) => {
        handled.push(name);
        const handler = handlers[name as keyof Handlers];
        if (handler === undefined) throw new FlamebenchError('file-not-found', name);
        return handler(argument);
      },
    ]),
  );
  const pages = createPages(openings);
  const listen = { host: '127.0.0.1', port: 0 };
  const server = await serveWindow({
    listen,
    pageFolder,
    handlers: all as unknown as Handlers,
    pages,
    token,
  });
  onTestFinished(() => server.close());
  return { ...server, pages, handled };
}

export interface Asked {
  readonly method?: string;
  readonly path: string;
  /** Over those that our page sends; undefined leaves one out. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: Uint8Array | string;
}

/** Sends a request as our page would, but for what is said otherwise. */
export function send({ listening }: WindowServer, asked: Asked): Promise<IncomingMessage> {
  const host = `127.0.0.1:${listening.port}`;
  const usual = { host, origin: `http://${host}`, 'x-flamebench-token': token };
  const given: Record<string, string | undefined> = { ...usual, ...asked.headers };
  const headers = Object.fromEntries(
    Object.entries(given).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]])),
  );
  const options = {
    host: '127.0.0.1',
    port: listening.port,
    path: asked.path,
    headers,
    agent: false as const,
  };
  return new Promise((resolve, reject) => {
    const sent = request({ ...options, method: asked.method ?? 'POST' }, resolve);
    sent.on('error', reject);
    sent.end(asked.body);
  });
}

export async function bodyOf(answer: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** The outcome of a request: the last frame of its answer. */
export async function outcomeOf(answer: IncomingMessage): Promise<unknown> {
  return new FrameReader().push(await bodyOf(answer)).at(-1);
}
