import { isIP } from 'node:net';
import { FlamebenchError } from '../../proto/errors';
import { type LoadPlan, publicLimits } from '../../proto/load';

/** How far an IP address reaches. */
export type AddressClass = 'loopback' | 'private' | 'link-local' | 'unspecified' | 'multicast' | 'public';

/**
 * What a person must do before an address may be put under load: nothing for this very machine, say yes once per
 * host on a private network, type the host's name for everything else. Link-local addresses are where clouds keep
 * their own services (169.254.169.254): as far as any.
 */
export type Permission = 'free' | 'ask' | 'type';

export function permissionFor(addressClass: AddressClass): Permission {
  if (addressClass === 'loopback') return 'free';
  return addressClass === 'private' ? 'ask' : 'type';
}

/**
 * Classifies a literal IPv4 or IPv6 address (RFC 1918, 3927, 4193, 4291, 6598). IPv4 addresses written as
 * IPv6 (::ffff:a.b.c.d) count as what they are. Throws TypeError for anything but a literal.
 */
export function classifyAddress(address: string): AddressClass {
  const bare = address.replace(/%.*$/, '');
  const version = isIP(bare);
  if (version === 4) return classifyV4(bare.split('.').map(Number));
  if (version === 6) return classifyV6(wordsOf(bare));
  throw new TypeError(`not an IP address: ${address}`);
}

/**
 * Lets a load pass to `address`, or throws 'target-not-confirmed': for everything but loopback the plan must name
 * the host, which whoever makes the plan does when the person has done what {@link permissionFor} asks.
 */
export function checkConfirmed(host: string, address: string, confirmedHost: string): void {
  const addressClass = classifyAddress(address);
  if (permissionFor(addressClass) === 'free') return;
  if (bareHost(confirmedHost) === bareHost(host)) return;
  throw new FlamebenchError('target-not-confirmed', host, { host: bareHost(host), address, addressClass });
}

/** Lower bounds for hosts of strangers: throws 'target-over-limit' for a plan with more, confirmed or not. */
export function checkLimits(plan: LoadPlan, host: string, addressClass: AddressClass): void {
  if (permissionFor(addressClass) !== 'type') return;
  const rate = Math.max(plan.rate, ...plan.stages.map((stage) => stage.rate));
  const asked: readonly (readonly [number, number, string])[] = [
    [plan.threads, publicLimits.threads, 'threads'],
    [plan.connections, publicLimits.connections, 'connections'],
    [plan.seconds, publicLimits.seconds, 'seconds'],
    [rate, publicLimits.rate, 'requests a second'],
    [plan.pipeline, publicLimits.pipeline, 'requests in a pipeline'],
  ];
  for (const [wanted, limit, what] of asked) {
    if (wanted > limit) throw new FlamebenchError('target-over-limit', host, { what, limit });
  }
}

/** A host as a person types it: lower case, an IPv6 literal without its brackets. */
export function bareHost(host: string): string {
  return host
    .trim()
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1');
}

function classifyV4([a, b]: number[]): AddressClass {
  if (a === 127) return 'loopback';
  if (a === 0) return 'unspecified';
  if (a === 10 || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168)) return 'private';
  if (a === 100 && b >= 64 && b < 128) return 'private';
  if (a === 169 && b === 254) return 'link-local';
  if (a >= 224 && a < 240) return 'multicast';
  return 'public';
}

function classifyV6(words: number[]): AddressClass {
  const zeros = words.findIndex((word) => word !== 0);
  if (zeros === -1) return 'unspecified';
  if (zeros === 7 && words[7] === 1) return 'loopback';
  if (zeros === 5 && words[5] === 0xffff) {
    return classifyV4([words[6] >> 8, words[6] & 255, words[7] >> 8, words[7] & 255]);
  }
  if ((words[0] & 0xfe00) === 0xfc00) return 'private';
  if ((words[0] & 0xffc0) === 0xfe80) return 'link-local';
  if (words[0] >> 8 === 0xff) return 'multicast';
  return 'public';
}

/** The eight 16-bit words of a valid IPv6 literal. */
function wordsOf(address: string): number[] {
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address);
  let text = address;
  if (dotted !== null) {
    const [a, b, c, d] = dotted.slice(2).map(Number);
    text = `${dotted[1]}${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
  }
  const [left, right] = text.split('::');
  const head = left === '' ? [] : left.split(':');
  const tail = right === undefined || right === '' ? [] : right.split(':');
  const gap = right === undefined ? 0 : 8 - head.length - tail.length;
  return [...head, ...new Array<string>(gap).fill('0'), ...tail].map((word) => Number.parseInt(word, 16));
}
