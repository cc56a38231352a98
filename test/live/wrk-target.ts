import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a request looked like when it arrived. */
export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A service on loopback that remembers what it was asked. */
export interface WrkTarget {
  readonly url: string;
  readonly seen: SeenRequest[];
  close(): void;
}

/** Starts one; `answer` ends the response. */
export async function startTarget(
  answer: (request: SeenRequest, response: ServerResponse, nth: number) => void = (_, response) =>
    response.end('hello'),
): Promise<WrkTarget> {
  const seen: SeenRequest[] = [];
  const server: Server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (text: string) => {
      body += text;
    });
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      seen.push({ method, url, headers, body });
      answer(seen.at(-1)!, response, seen.length);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    seen,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
