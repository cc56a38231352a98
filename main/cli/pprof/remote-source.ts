import { FlamebenchError } from '../../../proto/errors';

/** What a URL that names only a service stands for. */
const cpuProfile = '/debug/pprof/profile';

/** What is fetched for a source. */
export interface RemoteSource {
  readonly url: URL;
  readonly trustsAnyCertificate: boolean;
}

/**
 * Reads a URL, or 'host:port/path', which gets http:// in front; null where the source can only be a file.
 * @throws FlamebenchError 'bad-url'
 */
export function remoteSource(source: string): RemoteSource | null {
  const [scheme] = /^https?(?:\+insecure)?:\/\//i.exec(source) ?? [''];
  // A name without port or scheme is a file that is missing, not a host.
  if (scheme === '' && !/^(?:[^/@\s]*@)?(?:[\w.-]*|\[[\da-f:]+\]):\d+(?:[/?#]|$)/i.test(source)) return null;
  const rest = source.slice(scheme.length);
  const isSecure = /^https/i.test(scheme);
  const host = rest.startsWith(':') ? `localhost${rest}` : rest;
  try {
    const url = new URL(`${isSecure ? 'https' : 'http'}://${host}`);
    if (url.pathname === '' || url.pathname === '/') url.pathname = cpuProfile;
    return { url, trustsAnyCertificate: /^https\+insecure/i.test(scheme) };
  } catch {
    throw new FlamebenchError('bad-url', source, { reason: 'it is not of the form host:port/path' });
  }
}
