import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { isOwnAuthority, type ListenAddress } from './address';

/** The header the page sends its token in; lower-case, as Node names headers. */
export const tokenHeader = 'x-flamebench-token';

/** Whether a request was addressed to this server by a name of its own. */
export function isAddressedHere(headers: IncomingHttpHeaders, listening: ListenAddress): boolean {
  return headers.host !== undefined && isOwnAuthority(headers.host, listening);
}

/** Whether our page asks, and was opened by somebody who was given the token. See the README. */
export function mayAsk(headers: IncomingHttpHeaders, listening: ListenAddress, token: string): boolean {
  if (!isAddressedHere(headers, listening)) return false;
  if (headers.origin?.toLowerCase() !== `http://${headers.host!.toLowerCase()}`) return false;
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return false;
  const given = headers[tokenHeader];
  return typeof given === 'string' && isSame(given, token);
}

/** In a time that tells nothing of where they differ. */
function isSame(given: string, token: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(token));
}
