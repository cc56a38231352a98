import { FlamebenchError } from '../../proto/errors';
import type { LoadPlan } from '../../proto/load';
import { bareHost } from './gate';

/** What every connection sends, built once: no text is made while the load runs. */
export interface PreparedRequest {
  readonly bytes: Uint8Array;
  /** The response to HEAD has no body, whatever its head says. */
  readonly head: boolean;
  /** The request asked for the connection to be closed, so each response is its last. */
  readonly closes: boolean;
}

const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** Printable text, tabs, and bytes above 127 as Latin-1 (RFC 9110, 5.5): no line break can be smuggled in. */
const fieldValue = /^[\t\x20-\x7e\x80-\xff]*$/;
/** Set from the body; a second opinion would only desynchronise the connection. */
const ownFields = ['content-length', 'transfer-encoding'];

/**
 * The URL of a load. Throws 'bad-url' for what is not an absolute http: URL; https: is named as what it is,
 * a thing that is not there yet.
 */
export function parseLoadUrl(text: string): URL {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new FlamebenchError('bad-url', text, { reason: 'it is not an absolute URL' });
  }
  if (url.protocol === 'https:') {
    throw new FlamebenchError('bad-url', text, { reason: 'load over TLS is not supported yet; use http' });
  }
  if (url.protocol !== 'http:') {
    throw new FlamebenchError('bad-url', text, { reason: `load speaks http, not ${url.protocol}` });
  }
  return url;
}

/** The literal host of a URL without brackets, for a resolver; and its port. */
export function endpointOf(url: URL): { host: string; port: number } {
  return { host: bareHost(url.hostname), port: url.port === '' ? 80 : Number(url.port) };
}

/**
 * Builds the HTTP/1.1 request of a plan. `Host`, `User-Agent`, `Content-Length` and, for a URL with
 * credentials, `Authorization` are added unless the plan names them. Throws 'bad-argument' for a method or
 * header that HTTP does not allow, and 'bad-url' as {@link parseLoadUrl}.
 */
export function prepareRequest(
  plan: Pick<LoadPlan, 'url' | 'method' | 'headers' | 'body'>,
  userAgent: string,
): PreparedRequest {
  const url = parseLoadUrl(plan.url);
  if (!token.test(plan.method) || plan.method === 'CONNECT') {
    throw new FlamebenchError('bad-argument', plan.method, { reason: 'it is not a method load can send' });
  }
  const lines = new Map<string, string>();
  for (const [name, value] of plan.headers) {
    checkHeader(name, value);
    const key = name.toLowerCase();
    const before = lines.get(key);
    lines.set(key, `${before ?? ''}${name}: ${value.trim()}\r\n`);
  }
  const own = (name: string, value: string): void => {
    if (!lines.has(name.toLowerCase())) lines.set(name.toLowerCase(), `${name}: ${value}\r\n`);
  };
  const body = Buffer.from(plan.body, 'utf8');
  own('Host', url.host);
  own('User-Agent', userAgent);
  if (url.username !== '' || url.password !== '') own('Authorization', basic(url));
  if (body.length > 0 || ['POST', 'PUT', 'PATCH'].includes(plan.method)) {
    own('Content-Length', String(body.length));
  }
  const start = `${plan.method} ${url.pathname}${url.search} HTTP/1.1\r\n`;
  const head = Buffer.from(`${start}${[...lines.values()].join('')}\r\n`, 'latin1');
  return {
    bytes: new Uint8Array(Buffer.concat([head, body])),
    head: plan.method === 'HEAD',
    closes: /(^|[:,\s])close\s*(,|$)/im.test(lines.get('connection') ?? ''),
  };
}

function checkHeader(name: string, value: string): void {
  if (!token.test(name)) {
    throw new FlamebenchError('bad-argument', `header ${name}`, {
      reason: 'the name is not one HTTP allows',
    });
  }
  if (!fieldValue.test(value)) {
    throw new FlamebenchError('bad-argument', `header ${name}`, {
      reason: 'the value holds a line break or another character HTTP does not allow',
    });
  }
  if (ownFields.includes(name.toLowerCase())) {
    throw new FlamebenchError('bad-argument', `header ${name}`, { reason: 'it is set from the body' });
  }
}

function basic(url: URL): string {
  const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  return `Basic ${Buffer.from(pair, 'utf8').toString('base64')}`;
}
