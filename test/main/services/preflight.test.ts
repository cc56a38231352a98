import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { sendPreflight } from '../../../main/services/preflight';
import { type LoadPlan, planFor } from '../../../proto/load';
import { failureOf } from './failures';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function serve(answer: (request: IncomingMessage, body: string, response: ServerResponse) => void) {
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => {
      body += text;
    });
    request.on('end', () => answer(request, body, response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://service.test:${(server.address() as AddressInfo).port}`;
}

const send = (url: string, over: Partial<LoadPlan> = {}, signal?: AbortSignal) =>
  sendPreflight({ ...planFor(url), ...over }, '127.0.0.1', signal);

describe('one request', () => {
  it('is the plan’s own, sent to the address that was judged', async () => {
    let seen = {};
    const url = await serve((request, body, response) => {
      const { host, authorization, 'x-a': a } = request.headers;
      seen = { method: request.method, path: request.url, host, authorization, a, body };
      response.writeHead(201, { 'Content-Type': 'Application/JSON; charset=utf-8' }).end('{"ok":true}');
    });
    const answer = await send(`${url.replace('//', '//me:se%20cret@')}/make?x=1`, {
      method: 'POST',
      headers: [
        ['X-A', '1'],
        ['x-a', '2'],
      ],
      body: 'wörd',
    });
    expect(seen).toEqual({
      method: 'POST',
      path: '/make?x=1',
      host: new URL(url).host,
      authorization: `Basic ${Buffer.from('me:se cret').toString('base64')}`,
      a: '1, 2',
      body: 'wörd',
    });
    expect(answer).toMatchObject({
      status: 201,
      statusText: 'Created',
      mediaType: 'application/json',
      bytes: 11,
      address: `127.0.0.1:${new URL(url).port}`,
      location: '',
    });
    expect(answer.ms).toBeGreaterThan(0);
  });

  it('tells a redirect rather than following it, and an error page as what it is', async () => {
    const url = await serve((request, _body, response) => {
      if (request.url === '/old') response.writeHead(302, { Location: '/new' }).end();
      else response.writeHead(503).end('busy');
    });
    expect(await send(`${url}/old`)).toMatchObject({ status: 302, location: '/new' });
    expect(await send(`${url}/new`)).toMatchObject({ status: 503, bytes: 4 });
  });

  it('that is broken off, refused or cancelled says so', async () => {
    const url = await serve((request, _body, response) => {
      if (request.url === '/hang') return;
      response.writeHead(200, { 'Content-Length': 100 }).write('half');
      setTimeout(() => response.destroy(), 20);
    });
    expect((await failureOf(send(`${url}/half`))).code).toBe('connection-lost');
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 30);
    expect((await failureOf(send(`${url}/hang`, {}, abort.signal))).code).toBe('cancelled');
    for (const close of closing.splice(0)) close();
    expect((await failureOf(send(url))).code).toBe('connection-refused');
  });
});
