import {
  type RemoteQuestion,
  readSymbolAnswer,
  symbolPath,
  symbolQueries,
} from '../../engine/symbols/remote';
import type { SymbolFrame } from '../../engine/symbols/types';
import { FlamebenchError } from '../../proto/errors';
import { httpGet, httpPost } from '../services/http';
import { statusError } from '../services/service-text';

export interface RemoteOptions {
  readonly deadlineSeconds: number;
  readonly signal?: AbortSignal | undefined;
}

/** Servers and proxies take URLs of 8 kB; some take less. */
const maxQueryLength = 4000;
const maxAnswerBytes = 64 * 1024 * 1024;

/** The page of a service that names addresses. */
export function symbolUrl(profileUrl: string): URL {
  let url: URL;
  try {
    url = new URL(profileUrl);
  } catch {
    throw new FlamebenchError('bad-url', profileUrl, {
      reason: 'it is not of the form http://host:port/path',
    });
  }
  url.pathname = symbolPath(url.pathname);
  url.search = '';
  url.hash = '';
  return url;
}

/**
 * Frames as the running program names them, by location row. Addresses are asked for in the URL, which Go's
 * services answer in every version; where that names nothing, as with gperftools, they are posted.
 *
 * @throws FlamebenchError network errors, and 'http-status' where the service refuses both
 */
export async function remoteFrames(
  { service, places }: RemoteQuestion,
  { deadlineSeconds, signal }: RemoteOptions,
): Promise<ReadonlyMap<number, readonly SymbolFrame[]>> {
  const url = symbolUrl(service.url);
  const addresses = [...new Set(places.map(({ address }) => address))];
  const request = { deadlineSeconds, maxBytes: maxAnswerBytes, signal };
  let names: ReadonlyMap<bigint, string> = new Map();
  for (const query of symbolQueries(addresses, maxQueryLength)) {
    const asked = new URL(url);
    asked.search = query;
    const answer = await httpGet({ url: asked, ...request });
    if (answer.status !== 200) break;
    const more = readSymbolAnswer(new TextDecoder().decode(answer.body));
    if (more.size === 0) break;
    names = new Map([...names, ...more]);
  }
  if (names.size === 0) {
    const body = new TextEncoder().encode(addresses.map((address) => `0x${address.toString(16)}`).join('+'));
    const answer = await httpPost({ url, ...request }, body);
    if (answer.status !== 200) throw statusError(answer);
    names = readSymbolAnswer(new TextDecoder().decode(answer.body));
  }
  const frames = new Map<number, readonly SymbolFrame[]>();
  for (const { location, address } of places) {
    const name = names.get(address);
    if (name !== undefined) frames.set(location, [{ name, file: '', line: 0, column: 0, startLine: 0 }]);
  }
  return frames;
}
