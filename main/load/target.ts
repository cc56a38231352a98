import { lookup as systemLookup } from 'node:dns/promises';
import { createConnection } from 'node:net';
import { FlamebenchError } from '../../proto/errors';
import { checkConfirmed } from './gate';
import { endpointOf } from './request';
import type { Endpoint } from './transport';

export type Lookup = (host: string) => Promise<readonly { readonly address: string }[]>;

const everyAddress: Lookup = (host) => systemLookup(host, { all: true });
const tryMs = 1000;

/**
 * Resolves the host of a URL once, passes **every** address it has through the gate, and pins one: the
 * load never resolves again, so a name that changes its mind meanwhile cannot redirect it.
 *
 * Of several addresses (localhost is often both ::1 and 127.0.0.1) the first that accepts a connection is
 * taken, the first of all if none does. Throws 'host-not-found' and 'target-not-confirmed'.
 */
export async function pinTarget(
  url: URL,
  confirmedHost: string,
  lookup: Lookup = everyAddress,
): Promise<Endpoint> {
  const { host, port } = endpointOf(url);
  const found = await lookup(host).catch(() => []);
  if (found.length === 0) throw new FlamebenchError('host-not-found', host);
  for (const { address } of found) checkConfirmed(host, address, confirmedHost);
  const endpoints = found.map(({ address }) => ({ address, port }));
  if (endpoints.length > 1) {
    for (const endpoint of endpoints) {
      if (await accepts(endpoint)) return endpoint;
    }
  }
  return endpoints[0];
}

function accepts(endpoint: Endpoint): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: endpoint.address, port: endpoint.port, timeout: tryMs });
    const settle = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.on('connect', () => settle(true));
    socket.on('timeout', () => settle(false));
    socket.on('error', () => settle(false));
  });
}
