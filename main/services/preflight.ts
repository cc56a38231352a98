import * as http from 'node:http';
import * as https from 'node:https';
import { FlamebenchError } from '../../proto/errors';
import type { LoadPlan } from '../../proto/load';
import type { Preflight } from '../../proto/preflight';
import { bareHost } from '../load/gate';
import { nowUs } from './clock';
import { networkError } from './network-error';

/** One request may take no longer, whatever the load's own timeout is. */
const deadlineMs = 10_000;
/** As much of a body as is waited for; a load reads bodies whole, but a first look need not. */
const maxBytes = 32 * 1024 * 1024;

/**
 * Sends the plan's own request once, on a connection of its own, and says what came back. What a load with a
 * script or further targets sends first is found out in trial.ts. Every status is an answer; redirects are not followed, as a load follows none.
 *
 * @param address where the host's name leads, as it was resolved and judged: the name is not looked up again
 * @throws FlamebenchError bad-url, connection-refused, connection-lost, tls-failed, timed-out, cancelled, …
 */
export async function sendPreflight(
  plan: LoadPlan,
  address: string,
  signal: AbortSignal | undefined,
): Promise<Preflight> {
  const url = new URL(plan.url);
  const secure = url.protocol === 'https:';
  const port = url.port === '' ? (secure ? 443 : 80) : Number(url.port);
  const deadline = AbortSignal.timeout(deadlineMs);
  const ends = signal === undefined ? deadline : anyOf(signal, deadline);
  let receivedBytes = 0;
  try {
    return await new Promise<Preflight>((resolve, reject) => {
      const startedUs = nowUs();
      const options: https.RequestOptions = {
        agent: false,
        method: plan.method,
        host: address,
        port,
        path: `${url.pathname}${url.search}`,
        headers: headersOf(plan, url),
        signal: ends,
        ...(secure ? tlsOf(plan, url) : {}),
      };
      const request = (secure ? https : http).request(options, (response) => {
        const finish = () => {
          const { statusCode = 0, statusMessage = '', headers } = response;
          resolve({
            method: plan.method,
            url: plan.url,
            address: `${address.includes(':') ? `[${address}]` : address}:${port}`,
            status: statusCode,
            statusText: statusMessage,
            mediaType: (headers['content-type'] ?? '').split(';', 1)[0]!.trim().toLowerCase(),
            bytes: receivedBytes,
            ms: (nowUs() - startedUs) / 1000,
            location: headers.location ?? '',
          });
          request.destroy();
        };
        response.on('data', (chunk: Buffer) => {
          receivedBytes += chunk.length;
          if (receivedBytes > maxBytes) finish();
        });
        response.on('end', finish);
        response.on('aborted', () =>
          reject(new FlamebenchError('connection-lost', plan.url, { receivedBytes })),
        );
        response.on('error', reject);
      });
      request.on('error', reject);
      request.end(bodyOf(plan));
    });
  } catch (error) {
    if (signal?.aborted) throw new FlamebenchError('cancelled', plan.url);
    if (deadline.aborted) {
      throw new FlamebenchError('timed-out', plan.url, { seconds: deadlineMs / 1000 });
    }
    throw error instanceof FlamebenchError
      ? error
      : networkError(error, url, receivedBytes, deadlineMs / 1000);
  }
}

/** AbortSignal.any, which Node 18 does not have. */
function anyOf(...signals: readonly AbortSignal[]): AbortSignal {
  const any = new AbortController();
  for (const signal of signals) {
    if (signal.aborted) any.abort();
    signal.addEventListener('abort', () => any.abort(), { once: true });
  }
  return any.signal;
}

function headersOf(plan: LoadPlan, url: URL): http.OutgoingHttpHeaders {
  const headers: Record<string, string[]> = { host: [url.host], 'user-agent': ['flamebench'] };
  const named = new Set<string>();
  for (const [name, value] of plan.headers) {
    const key = name.toLowerCase();
    if (named.has(key)) headers[key]!.push(value);
    else headers[key] = [value];
    named.add(key);
  }
  if (!named.has('authorization') && url.username !== '') {
    const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
    headers.authorization = [`Basic ${Buffer.from(pair).toString('base64')}`];
  }
  const length = bodyOf(plan).length;
  if (length > 0 || !['GET', 'HEAD', 'OPTIONS', 'DELETE'].includes(plan.method)) {
    headers['content-length'] = [String(length)];
  }
  return Object.fromEntries(
    Object.entries(headers).map(([name, values]) => [name, values.length === 1 ? values[0] : values]),
  );
}

function bodyOf(plan: LoadPlan): Buffer {
  return Buffer.from(plan.body, plan.bodyEncoding);
}

function tlsOf({ tls }: LoadPlan, url: URL): https.RequestOptions {
  const name = tls.serverName || bareHost(url.hostname);
  return {
    rejectUnauthorized: !tls.insecure,
    // An address is no server name.
    ...(/^[\d.]+$|:/.test(name) ? {} : { servername: name }),
    ...(tls.caPem === '' ? {} : { ca: tls.caPem }),
    ...(tls.certPem === '' ? {} : { cert: tls.certPem, key: tls.keyPem }),
  };
}
