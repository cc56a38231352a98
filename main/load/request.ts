import { FlamebenchError } from '../../proto/errors';
import { type LoadPlan, loadLimits } from '../../proto/load';
import { bareHost } from './gate';

/** One request, built once: no text is made while the load runs. */
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

/** The URL of a load. Throws 'bad-url' for what is not an absolute http: or https: URL. */
export function parseLoadUrl(text: string): URL {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new FlamebenchError('bad-url', text, { reason: 'it is not an absolute URL' });
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    const reason = `load speaks http and https, not ${url.protocol}`;
    throw new FlamebenchError('bad-url', text, { reason });
  }
  return url;
}

/** The literal host of a URL without brackets, for a resolver; and its port. */
export function endpointOf(url: URL): { host: string; port: number } {
  const standard = url.protocol === 'https:' ? 443 : 80;
  return { host: bareHost(url.hostname), port: url.port === '' ? standard : Number(url.port) };
}

/** What a request is made of. */
type RequestParts = Pick<LoadPlan, 'url' | 'method' | 'headers' | 'body'> &
  Partial<Pick<LoadPlan, 'bodyEncoding' | 'close'>>;

/**
 * Builds the HTTP/1.1 request of a plan. Throws 'bad-argument' for a method or header that HTTP does not allow,
 * and 'bad-url' as {@link parseLoadUrl}.
 */
export function prepareRequest(plan: RequestParts, userAgent: string): PreparedRequest {
  const url = parseLoadUrl(plan.url);
  if (!token.test(plan.method) || plan.method === 'CONNECT') {
    throw new FlamebenchError('bad-argument', plan.method, { reason: 'it is not a method load can send' });
  }
  const fields = requestFields(plan, userAgent);
  const lines = fields.map(([name, value]) => `${name}: ${value}\r\n`);
  const start = `${plan.method} ${url.pathname}${url.search} HTTP/1.1\r\n`;
  const head = Buffer.from(`${start}${lines.join('')}\r\n`, 'latin1');
  return {
    bytes: new Uint8Array(Buffer.concat([head, bodyOf(plan)])),
    head: plan.method === 'HEAD',
    closes: fields.some(
      ([name, value]) => name.toLowerCase() === 'connection' && /(^|[,\s])close\s*(,|$)/i.test(value),
    ),
  };
}

/**
 * The header fields of a plan, repeated ones together. `Host`, `User-Agent`, `Content-Length` and, for a URL with
 * credentials, `Authorization` are added unless the plan names them; a plan that closes says so in `Connection`.
 */
export function requestFields(plan: RequestParts, userAgent: string): [name: string, value: string][] {
  const url = parseLoadUrl(plan.url);
  const fields = new Map<string, [string, string][]>();
  for (const [name, value] of plan.headers) {
    checkHeader(name, value);
    const key = name.toLowerCase();
    fields.set(key, [...(fields.get(key) ?? []), [name, value.trim()]]);
  }
  const own = (name: string, value: string): void => {
    if (!fields.has(name.toLowerCase())) fields.set(name.toLowerCase(), [[name, value]]);
  };
  if (plan.close === true) fields.set('connection', [['Connection', 'close']]);
  own('Host', url.host);
  own('User-Agent', userAgent);
  if (url.username !== '' || url.password !== '') own('Authorization', basic(url));
  const { length } = bodyOf(plan);
  if (length > 0 || ['POST', 'PUT', 'PATCH'].includes(plan.method)) own('Content-Length', String(length));
  return [...fields.values()].flat();
}

function bodyOf({ body, bodyEncoding = 'utf8' }: RequestParts): Buffer {
  const bytes = Buffer.from(body, bodyEncoding);
  if (bytes.length > loadLimits.bodyBytes) {
    const reason = `it is longer than ${loadLimits.bodyBytes / 1024 / 1024} MB`;
    throw new FlamebenchError('bad-argument', 'the body', { reason });
  }
  return bytes;
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
  const pair = `${decoded(url.username)}:${decoded(url.password)}`;
  return `Basic ${Buffer.from(pair, 'utf8').toString('base64')}`;
}

/** A percent sign that stands for itself is left as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
