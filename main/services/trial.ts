import type { LoadPlan, Rehearsed } from '../../proto/load';
import type { Preflight } from '../../proto/preflight';
import { firstOf } from '../load/calls';
import { rehearse } from '../load/rehearse';
import type { Fork } from '../ports';
import { sendPreflight } from './preflight';

/** Sends what a load would send first, once, to an address that was judged. */
export type TryOnce = (
  plan: LoadPlan,
  address: string,
  signal: AbortSignal | undefined,
) => Promise<Preflight>;

/**
 * Makes the function that tries a load: a plan's own request, the first of those it goes round in, or what its script
 * makes first, which a load process of its own is asked for.
 *
 * It throws FlamebenchError as `sendPreflight` and, for a script, as `rehearse`.
 */
export function createTryOnce(fork: Fork): TryOnce {
  return async (plan, address, signal) => {
    if (plan.script === null) return sendPreflight(firstOf(plan), address, signal);
    const first = await rehearse(fork, plan, signal ?? new AbortController().signal);
    return sendPreflight(planOfScript(plan, first), first.address, signal);
  };
}

/** Said of the connection and the body anew by whoever sends it. */
const ownFields = ['content-length', 'connection', 'transfer-encoding'];

/** The first request that a script made, as a plan of it alone. */
export function planOfScript(plan: LoadPlan, { request, port }: Rehearsed): LoadPlan {
  const bytes = Buffer.from(request);
  const headEnd = bytes.indexOf('\r\n\r\n');
  const [start = '', ...lines] = bytes.toString('latin1', 0, headEnd).split('\r\n');
  const [method = 'GET', path = '/'] = start.split(' ');
  const fields = lines.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
  const length = fields.find(([name]) => name.toLowerCase() === 'content-length')?.[1] ?? '0';
  const url = new URL(plan.url);
  url.port = String(port);
  // An absolute one is for a proxy: where the request goes is settled.
  const asked = new URL(path, url);
  [url.pathname, url.search] = [asked.pathname, asked.search];
  return {
    ...plan,
    url: url.href,
    method,
    headers: fields.filter(([name]) => !ownFields.includes(name.toLowerCase())),
    body: bytes.toString('base64', headEnd + 4, headEnd + 4 + Number(length)),
    bodyEncoding: 'base64',
    script: null,
  };
}
