import { FlamebenchError } from '../../../proto/errors';
import type { LoadTarget } from '../../../proto/load';
import { loadLimits } from '../../../proto/load';
import { httpUrl } from './http-url';
import { badImport, importedRequest } from './request';

/** The requests of a HAR file that go to one origin, in the file's order. */
export interface HarImport {
  readonly requests: readonly LoadTarget[];
  /** Requests to other origins: a load drives one. */
  readonly elsewhere: number;
  /** The origin of the requests: that asked for, or that of the most entries. */
  readonly origin: string;
}

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Takes over the requests of a HAR file (HTTP Archive 1.1, 1.2), as browsers save them.
 *
 * @param name the file's, for the sentence
 * @param base a URL of the origin whose requests are wanted; '' = the origin that most entries have
 * @throws FlamebenchError 'bad-argument' for what is no such file or has no request to use, 'bad-url' for `base`
 */
export function importHar(text: string, name: string, base: string): HarImport {
  const entries = entriesOf(text, name);
  const requests = entries.map((entry, i) => requestOf(entry, `entry ${i + 1} of ${name}`));
  const http = requests.filter((request) => request !== null);
  const counts = new Map<string, number>();
  for (const { url } of http) {
    const { origin } = httpUrl(url);
    counts.set(origin, (counts.get(origin) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  if (most === undefined) throw badImport(name, 'it holds no http or https request');
  const origin = base === '' ? most[0] : httpUrl(base).origin;
  const wanted = http.filter(({ url }) => httpUrl(url).origin === origin);
  if (wanted.length === 0) {
    throw badImport(
      name,
      `none of its ${http.length} requests goes to ${origin}, but ${most[1]} to ${most[0]}`,
    );
  }
  if (wanted.length > loadLimits.targets) {
    throw badImport(name, `it holds ${wanted.length} requests to ${origin}, more than ${loadLimits.targets}`);
  }
  return { requests: wanted, elsewhere: http.length - wanted.length, origin };
}

function entriesOf(text: string, name: string): readonly unknown[] {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    throw badImport(name, `it is not JSON: ${error instanceof Error ? error.message : error}`);
  }
  const log = isObject(json) ? json.log : undefined;
  const entries = isObject(log) ? log.entries : undefined;
  if (!Array.isArray(entries)) throw badImport(name, 'it has no log.entries, so it is no HAR file');
  return entries;
}

/** null for what is no request over HTTP: data:, blob:, WebSockets. */
function requestOf(entry: unknown, subject: string): LoadTarget | null {
  const request = isObject(entry) ? entry.request : undefined;
  if (!isObject(request) || typeof request.url !== 'string' || typeof request.method !== 'string') {
    throw badImport(subject, 'it has no request with a method and a URL');
  }
  if (!/^https?:\/\//i.test(request.url)) return null;
  try {
    return importedRequest(subject, {
      url: request.url,
      method: request.method.toUpperCase(),
      headers: pairs(request.headers, subject),
      ...bodyOf(request.postData, subject),
    });
  } catch (error) {
    if (!(error instanceof FlamebenchError) || error.failure.code !== 'bad-url') throw error;
    throw badImport(subject, `its URL cannot be read: ${request.url.slice(0, 100)}`);
  }
}

function pairs(value: unknown, subject: string): [string, string][] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw badImport(subject, 'its headers are no list');
  return value.map((each: unknown): [string, string] => {
    if (!isObject(each) || typeof each.name !== 'string' || typeof each.value !== 'string') {
      throw badImport(subject, 'a header has no name and value');
    }
    return [each.name, each.value];
  });
}

/** The text as sent; forms of which only the fields are kept are written anew. */
function bodyOf(
  postData: unknown,
  subject: string,
): { readonly body: string; readonly bodyEncoding: 'utf8' | 'base64' } {
  if (!isObject(postData)) return { body: '', bodyEncoding: 'utf8' };
  if (typeof postData.text === 'string') {
    const bodyEncoding = postData.encoding === 'base64' ? 'base64' : 'utf8';
    return { body: postData.text, bodyEncoding };
  }
  const { params, mimeType } = postData;
  if (!Array.isArray(params) || params.length === 0) return { body: '', bodyEncoding: 'utf8' };
  if (typeof mimeType === 'string' && /multipart/i.test(mimeType)) {
    throw badImport(subject, 'the parts of its form were not saved with it');
  }
  const fields = pairs(params, subject).map(([name, value]) => `${encode(name)}=${encode(value)}`);
  return { body: fields.join('&'), bodyEncoding: 'utf8' };
}

function encode(text: string): string {
  return encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, '\ufffd'));
}
