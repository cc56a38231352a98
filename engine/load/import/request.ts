import { FlamebenchError } from '../../../proto/errors';
import { type LoadTarget, loadTargetSchema } from '../../../proto/load';
import { httpUrl } from './http-url';

/** Fields that the load itself sets, or that speak of one connection only. */
const ownFields = new Set([
  ...['host', 'content-length', 'transfer-encoding', 'connection', 'keep-alive', 'proxy-connection'],
  ...['upgrade', 'expect', 'te', 'trailer'],
]);

/** Headers of a request as a load takes them: without those that the load sets itself, and HTTP/2's own. */
function importedHeaders(headers: readonly (readonly [name: string, value: string])[]): [string, string][] {
  return headers
    .filter(([name]) => !name.startsWith(':') && !ownFields.has(name.toLowerCase()))
    .map(([name, value]) => [name, value.trim()]);
}

/**
 * One request, checked.
 * @param subject what it came from, for the sentence: 'entry 3 of x.har'
 * @throws FlamebenchError 'bad-argument', 'bad-url'
 */
export function importedRequest(
  subject: string,
  request: {
    readonly url: string;
    readonly method: string;
    readonly headers: readonly (readonly [string, string])[];
    readonly body?: string;
    readonly bodyEncoding?: 'utf8' | 'base64';
  },
): LoadTarget {
  const { href } = httpUrl(request.url);
  const checked = loadTargetSchema.safeParse({
    ...request,
    url: href,
    headers: importedHeaders(request.headers),
  });
  if (checked.success) return checked.data;
  throw badImport(
    subject,
    `its ${checked.error.issues[0]!.path.join('.')} ${checked.error.issues[0]!.message}`,
  );
}

export function badImport(subject: string, reason: string): FlamebenchError {
  return new FlamebenchError('bad-argument', subject, { reason });
}
