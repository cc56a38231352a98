import { FlamebenchError } from '../../proto/errors';

export interface ServiceUrl {
  /** What load goes under: the typed URL without its pprof part. */
  readonly service: URL;
  /** Folders that may hold the profiles, most likely first; each ends in a slash. */
  readonly pprofFolders: readonly URL[];
}

/** A folder named pprof, and what people paste after it: heap, profile?seconds=30, … */
const pprofFolder = /^(.*?)\/((?:debug\/)?pprof)(?:\/.*)?$/;

/**
 * Understands what a person types or pastes: 'localhost:6060', ':6060', 'https://host/prefix',
 * 'host:6060/debug/pprof/heap?debug=1'. Without a scheme it is http.
 *
 * @throws FlamebenchError bad-url
 */
export function parseServiceUrl(typed: string): ServiceUrl {
  const url = parseHttpUrl(typed);
  const path = url.pathname;
  url.search = '';
  url.hash = '';
  const named = pprofFolder.exec(path);
  if (named) {
    return {
      service: withPath(url, `${named[1]}/`),
      pprofFolders: [withPath(url, `${named[1]}/${named[2]}/`)],
    };
  }
  const prefix = path.replace(/\/+$/, '');
  const folders = [withPath(url, `${prefix}/debug/pprof/`)];
  // What was pasted may be a page of the service rather than its prefix.
  if (prefix !== '') folders.push(withPath(url, '/debug/pprof/'));
  return { service: url, pprofFolders: folders };
}

function parseHttpUrl(typed: string): URL {
  const text = typed.trim();
  const bad = (reason: string) => new FlamebenchError('bad-url', text, { reason });
  if (text === '') throw bad('it is empty');
  if (/[\s\p{Cc}]/u.test(text)) throw bad('it has spaces in it');
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https') {
    throw bad(`its scheme is ${scheme}, and only http and https are spoken here`);
  }
  let url: URL;
  try {
    url = new URL(scheme !== undefined ? text : `http://${text.startsWith(':') ? 'localhost' : ''}${text}`);
  } catch {
    throw bad('it is not of the form host:port/path');
  }
  if (url.username !== '' || url.password !== '') {
    throw bad('it holds a user name or password, which would be saved with every run');
  }
  return url;
}

function withPath(url: URL, path: string): URL {
  const changed = new URL(url);
  changed.pathname = path;
  return changed;
}
