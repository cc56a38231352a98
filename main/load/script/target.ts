import type { ScriptTarget } from './types';

/** The parts of the target that `wrk.*` holds: as they were typed, `port` only where it was. */
export interface TargetParts {
  readonly scheme: string;
  /** Without brackets. */
  readonly host: string;
  readonly port: string | undefined;
  /** With the query. */
  readonly path: string;
}

export function targetParts({ url }: ScriptTarget): TargetParts {
  const { protocol, hostname, port, pathname, search } = new URL(url);
  // The parser drops a port that is the scheme's own.
  const typed = /^[a-z]+:\/\/(?:[^/?#@]*@)?(?:\[[^\]]*\]|[^/?#:]*):(\d+)/i.exec(url)?.[1];
  return {
    scheme: protocol.slice(0, -1),
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: typed ?? (port === '' ? undefined : port),
    path: pathname + search,
  };
}
