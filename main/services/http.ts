import * as http from 'node:http';
import * as https from 'node:https';
import { isIP, type LookupFunction, type TcpNetConnectOpts } from 'node:net';
import { FlamebenchError } from '../../proto/errors';
import { nowUs } from './clock';
import { networkError } from './network-error';
import { shownUrl } from './shown-url';

const maxRedirects = 3;
/** Per address of a host with several. Node's 250 ms gives up on services an ocean away. */
const familyAttemptMs = 3000;
/** Passed on to net.connect, though http's types do not say so. */
type FamilyOption = 'autoSelectFamily' | 'autoSelectFamilyAttemptTimeout';

/** Certificates of one's own, in PEM. */
export interface TlsIdentity {
  /** The authority that has signed the service's certificate; undefined = those that Node knows. */
  readonly ca?: Uint8Array;
  /** Shown to services that ask who calls, with its key. */
  readonly cert?: Uint8Array;
  readonly key?: Uint8Array;
}

export interface HttpRequest {
  readonly url: URL;
  /** Where the host's name leads, as it was resolved and judged; it is then not looked up again. */
  readonly addresses?: readonly string[] | undefined;
  /** From the first look-up of the host's name to the last byte, redirects included. */
  readonly deadlineSeconds: number;
  /** Bodies longer than this end the request with 'too-large'. */
  readonly maxBytes: number;
  readonly signal?: AbortSignal | undefined;
  /** Takes any TLS certificate, where a person has asked for that. */
  readonly trustsAnyCertificate?: boolean | undefined;
  /** What is shown and trusted beyond the system's own; see {@link TlsIdentity}. */
  readonly tls?: TlsIdentity | undefined;
  /** Called with the bytes of the body so far, each time some arrive. */
  readonly onReceived?: ((receivedBytes: number) => void) | undefined;
}

export interface HttpResponse {
  /** Where the answer came from, after redirects. */
  readonly url: URL;
  readonly status: number;
  /** Lower-case media type without parameters; '' where the service names none. */
  readonly mediaType: string;
  /** Absolute target of a redirect that was not followed; '' otherwise. */
  readonly location: string;
  readonly body: Uint8Array;
  /** Shared clock: the request handed to the system, connection and TLS already made. */
  readonly startedUs: number;
  /** Shared clock: the last byte of the body. */
  readonly endedUs: number;
}

/**
 * GETs a URL on a connection of its own, which is closed afterwards: nothing lingers that could keep a
 * process alive. TLS certificates are verified unless the request says otherwise. Redirects are followed three times at most and within one
 * origin only, so that a service cannot point Flamebench at somebody else; any other 3xx is returned.
 *
 * Every status is a response, not an error.
 *
 * @throws FlamebenchError connection-refused, host-not-found, connection-lost, tls-failed, timed-out,
 *   cancelled, too-large, no-pprof (what answers is not HTTP), bad-url
 */
export function httpGet(request: HttpRequest): Promise<HttpResponse> {
  return send(request, null);
}

/** {@link httpGet} with a body that is posted. */
export function httpPost(request: HttpRequest, body: Uint8Array): Promise<HttpResponse> {
  return send(request, body);
}

async function send(request: HttpRequest, body: Uint8Array | null): Promise<HttpResponse> {
  const deadlineMs = Date.now() + request.deadlineSeconds * 1000;
  let url = request.url;
  for (let hop = 0; ; hop++) {
    const response = await sendOnce(request, body, url, Math.max(1, deadlineMs - Date.now()));
    if (response.location === '' || hop === maxRedirects) return response;
    const next = new URL(response.location);
    if (next.origin !== url.origin) return response;
    url = next;
  }
}

function sendOnce(
  request: HttpRequest,
  body: Uint8Array | null,
  url: URL,
  timeoutMs: number,
): Promise<HttpResponse> {
  const { signal, deadlineSeconds, maxBytes } = request;
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(new FlamebenchError('cancelled', shownUrl(url)));
    const chunks: Buffer[] = [];
    let receivedBytes = 0;
    let startedUs = 0;

    const options: https.RequestOptions & Pick<TcpNetConnectOpts, FamilyOption> = {
      method: body === null ? 'GET' : 'POST',
      agent: false,
      ...pemOptions(request.tls),
      ...(request.addresses === undefined ? {} : { lookup: leadingTo(request.addresses) }),
      rejectUnauthorized: request.trustsAnyCertificate !== true,
      // 'localhost' is often two addresses with a service at only one; Node 18 would try just the first.
      autoSelectFamily: true,
      autoSelectFamilyAttemptTimeout: familyAttemptMs,
      // Profiles are compressed already, and are to be kept exactly as the service made them.
      headers: {
        accept: '*/*',
        'accept-encoding': 'identity',
        'user-agent': 'flamebench',
        ...(body === null ? {} : { 'content-type': 'application/octet-stream' }),
      },
    };
    let outgoing: http.ClientRequest;
    try {
      outgoing = (url.protocol === 'https:' ? https : http).request(url, options);
    } catch (error) {
      // A certificate or key that is none.
      return reject(networkError(error, url, receivedBytes, deadlineSeconds));
    }

    const settle = (error: unknown, response?: HttpResponse) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      // Late errors of a request that has settled have nobody to tell.
      outgoing.on('error', () => {});
      outgoing.destroy();
      if (response) resolve(response);
      else reject(networkError(error, url, receivedBytes, deadlineSeconds));
    };
    const onAbort = () => settle(new FlamebenchError('cancelled', shownUrl(url)));
    signal?.addEventListener('abort', onAbort);
    const timer = setTimeout(
      () => settle(new FlamebenchError('timed-out', shownUrl(url), { seconds: deadlineSeconds })),
      timeoutMs,
    );
    const tooLarge = () => settle(new FlamebenchError('too-large', shownUrl(url), { limitBytes: maxBytes }));

    outgoing.on('finish', () => {
      startedUs = nowUs();
    });
    outgoing.on('error', settle);
    outgoing.on('response', (incoming) => {
      incoming.on('error', settle);
      const announced = Number(incoming.headers['content-length'] ?? 0);
      if (announced > maxBytes) return tooLarge();
      incoming.on('data', (chunk: Buffer) => {
        receivedBytes += chunk.length;
        if (receivedBytes > maxBytes) return tooLarge();
        chunks.push(chunk);
        request.onReceived?.(receivedBytes);
      });
      incoming.on('end', () => {
        settle(null, {
          url,
          status: incoming.statusCode ?? 0,
          mediaType: mediaType(incoming.headers['content-type']),
          location: redirectTarget(incoming, url),
          body: joined(chunks, receivedBytes),
          startedUs,
          endedUs: nowUs(),
        });
      });
    });
    outgoing.end(body ?? undefined);
  });
}

/** Answers for the system's resolver. A host that is an address itself is not looked up by anybody. */
function leadingTo(addresses: readonly string[]): LookupFunction {
  const found = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_host, { all }, answer) => {
    const [first] = found;
    process.nextTick(() => (all ? answer(null, found) : answer(null, first!.address, first!.family)));
  };
}

function pemOptions(tls: TlsIdentity = {}): Pick<https.RequestOptions, 'ca' | 'cert' | 'key'> {
  const present = Object.entries(tls).filter(([, pem]) => pem !== undefined);
  return Object.fromEntries(present.map(([name, pem]) => [name, Buffer.from(pem as Uint8Array)]));
}

function mediaType(header: string | undefined): string {
  return (header ?? '').split(';')[0]!.trim().toLowerCase();
}

function redirectTarget(incoming: http.IncomingMessage, base: URL): string {
  const status = incoming.statusCode ?? 0;
  const location = incoming.headers.location;
  if (status < 300 || status > 399 || status === 304 || location === undefined) return '';
  try {
    return new URL(location, base).href;
  } catch {
    return '';
  }
}

/** One array of its own buffer, so that handing it on cannot leak or pin a pooled one. */
function joined(chunks: readonly Buffer[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}
