import { lookup as systemLookup } from 'node:dns/promises';
import { createConnection, isIP } from 'node:net';
import { FlamebenchError } from '../../proto/errors';
import { type AddressClass, checkConfirmed, classifyAddress, type Permission, permissionFor } from './gate';
import { endpointOf, parseLoadUrl } from './request';
import type { Endpoint } from './transport';

export type Lookup = (host: string) => Promise<readonly { readonly address: string }[]>;

const everyAddress: Lookup = (host) => systemLookup(host, { all: true });
const tryMs = 1000;

/** A load's target as it was resolved. */
export interface Resolved {
  /** All of them passed the gate; the first is where connections go. */
  readonly endpoints: readonly Endpoint[];
  /** The one of them that asks most of a person. */
  readonly addressClass: AddressClass;
}

/** What stands between a URL and a load on it: to be shown before one is asked to confirm. */
export interface TargetCheck {
  readonly host: string;
  readonly addresses: readonly { readonly address: string; readonly addressClass: AddressClass }[];
  readonly permission: Permission;
}

const order: readonly Permission[] = ['free', 'ask', 'type'];

/** Resolves the host of a URL and says what a load on it asks of a person. Throws 'bad-url', 'host-not-found'. */
export async function checkTarget(url: string, lookup: Lookup = everyAddress): Promise<TargetCheck> {
  const { host } = endpointOf(parseLoadUrl(url));
  const addresses = (await resolve(host, lookup)).map(({ address }) => ({
    address,
    addressClass: classifyAddress(address),
  }));
  return { host, addresses, permission: permissionFor(furthest(addresses.map((each) => each.addressClass))) };
}

/**
 * Resolves the host of a URL once, passes **every** address it has through the gate, and pins one: the
 * load never resolves again, so a name that changes its mind meanwhile cannot redirect it.
 *
 * Of several addresses (localhost is often both ::1 and 127.0.0.1) the first that accepts a connection is
 * taken, the first of all if none does. Addresses that a person confirmed are taken as they are. Throws 'host-not-found' and 'target-not-confirmed'.
 */
export async function resolveTarget(
  url: URL,
  confirmedHost: string,
  lookup: Lookup = everyAddress,
  confirmedAddresses: readonly string[] = [],
): Promise<Resolved> {
  const { host, port } = endpointOf(url);
  const found =
    confirmedAddresses.length > 0
      ? confirmedAddresses.map((address) => ({ address }))
      : await resolve(host, lookup);
  if (found.some(({ address }) => isIP(address) === 0)) throw new FlamebenchError('host-not-found', host);
  for (const { address } of found) checkConfirmed(host, address, confirmedHost);
  const endpoints = found.map(({ address }) => ({ address, port }));
  const addressClass = furthest(found.map(({ address }) => classifyAddress(address)));
  const pinned = await firstThatAccepts(endpoints);
  return { endpoints: [pinned, ...endpoints.filter((endpoint) => endpoint !== pinned)], addressClass };
}

async function resolve(host: string, lookup: Lookup): Promise<readonly { readonly address: string }[]> {
  const found = await lookup(host).catch(() => []);
  if (found.length === 0) throw new FlamebenchError('host-not-found', host);
  return found;
}

/** All addresses of a host; none where its name leads nowhere. */
export async function addressesOf(host: string, lookup: Lookup = everyAddress): Promise<readonly string[]> {
  if (isIP(host) !== 0) return [host];
  const found = await lookup(host).catch(() => []);
  return found.map(({ address }) => address);
}

function furthest(classes: readonly AddressClass[]): AddressClass {
  const rank = (addressClass: AddressClass): number => order.indexOf(permissionFor(addressClass));
  return classes.reduce((a, b) => (rank(b) > rank(a) ? b : a));
}

async function firstThatAccepts(endpoints: readonly Endpoint[]): Promise<Endpoint> {
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
