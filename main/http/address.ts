import { isIP } from 'node:net';
import { FlamebenchError } from '../../proto/errors';

export interface ListenAddress {
  /** Name or address without brackets. */
  readonly host: string;
  /** 0 = any that is free. */
  readonly port: number;
}

/** Reads 'host:port' as pprof does: no host is localhost, no port is a free one. */
export function parseListenAddress(text: string): ListenAddress {
  const match = /^(?:\[([\da-f:.]+)\]|([^:[\]/@\s]*)):(\d*)$/i.exec(text);
  const port = Number(match?.[3] || 0);
  if (match === null || port > 65_535) {
    throw new FlamebenchError('bad-argument', `-http=${text}`, {
      reason: 'it is not of the form host:port, such as localhost:8080 or :0',
    });
  }
  return { host: match[1] ?? (match[2] || 'localhost'), port };
}

const loopbackNames = new Set(['localhost', '127.0.0.1', '::1']);

export function isLoopback(host: string): boolean {
  return loopbackNames.has(host.toLowerCase()) || (isIP(host) === 4 && host.startsWith('127.'));
}

/** host:port as addresses of pages have it: IPv6 in brackets, without the port that is usual. */
export function authorityOf({ host, port }: ListenAddress): string {
  return `${isIP(host) === 6 ? `[${host}]` : host}${port === 80 ? '' : `:${port}`}`;
}

/**
 * Whether a Host header names the server that listens there: by the name it was given, or where it listens on
 * this machine alone, by any of the machine's own. One that listens on all addresses may be asked by any
 * address, but by no name: whoever owns a name can make it point here.
 * @param listening its port is the one it has
 */
export function isOwnAuthority(authority: string, listening: ListenAddress): boolean {
  const { host, port } = listening;
  const names = [host, ...(isLoopback(host) || isWildcard(host) ? loopbackNames : [])];
  const asked = authority.toLowerCase();
  if (names.some((name) => authorityOf({ host: name.toLowerCase(), port }) === asked)) return true;
  if (!isWildcard(host)) return false;
  const address = asked.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
  return isIP(address) !== 0 && authorityOf({ host: address, port }) === asked;
}

/** What a browser on this machine asks for; all addresses at once are no address to ask. */
export function pageAuthority({ host, port }: ListenAddress): string {
  return authorityOf({ host: isWildcard(host) ? 'localhost' : host, port });
}

function isWildcard(host: string): boolean {
  return host === '0.0.0.0' || host === '::';
}
