import { extname, isAbsolute, join, relative, sep } from 'node:path';

// What the window's page consists of and may load, whichever way it is served.

/** The page may load its own files, and nothing from anywhere else; it asks its host for the rest. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ');

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

/** The type a file is served with; null for files that are none of the page's. */
export function contentTypeOf(file: string): string | null {
  return contentTypes[extname(file)] ?? null;
}

/**
 * The file below `folder` that an address' path names, or null when it names none: it leads out, or does not
 * decode. '/' is index.html.
 * @param folder absolute
 * @param encodedPath percent-encoded, starting with a slash
 */
export function fileBelow(folder: string, encodedPath: string): string | null {
  let path: string;
  try {
    path = decodeURIComponent(encodedPath);
  } catch {
    return null;
  }
  if (path.includes('\0')) return null;
  const file = join(folder, path === '/' ? 'index.html' : path);
  const inside = relative(folder, file);
  return inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)
    ? null
    : file;
}
