import { FlamebenchError } from '../../../proto/errors';

/** What an import must know of a URL; whether a host can be reached is for the load to find out. */
export interface HttpUrl {
  /** Without its fragment. */
  readonly href: string;
  /** Scheme, host in lower case, and the port unless it is the scheme's own. */
  readonly origin: string;
}

const shape =
  /^(https?):\/\/(?:[^/?#@\s]*@)?(\[[0-9a-f:.]+\]|[^/?#:@\s[\]]+)(?::(\d{1,5}))?([/?][^#\s]*)?(?:#\S*)?$/i;

/** null for what is no absolute http: or https: URL. */
export function parseHttpUrl(text: string): HttpUrl | null {
  const found = shape.exec(text);
  if (found === null) return null;
  const scheme = found[1]!.toLowerCase();
  const usual = scheme === 'https' ? '443' : '80';
  const port = found[3] === undefined || found[3] === usual ? '' : `:${Number(found[3])}`;
  if (Number(found[3] ?? 0) > 65_535) return null;
  const at = text.indexOf('#');
  return {
    href: at === -1 ? text : text.slice(0, at),
    origin: `${scheme}://${found[2]!.toLowerCase()}${port}`,
  };
}

/** The same, or 'bad-url'. */
export function httpUrl(text: string): HttpUrl {
  const url = parseHttpUrl(text);
  if (url === null) throw new FlamebenchError('bad-url', text, { reason: 'it is not an absolute http URL' });
  return url;
}
