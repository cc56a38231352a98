import { isAbsolute, join, relative, sep } from 'node:path';

// Where the page lives and what it may load, without Electron, so that it can be tested as plain functions.

/** The scheme of our own origin. */
export const scheme = 'app';
const host = 'flamebench';

/** Where the window's page lives. */
export const pageUrl = `${scheme}://${host}/index.html`;

/** The page may load its own files, and nothing from anywhere else; it asks the main process for the rest. */
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

/** True for addresses of our page's own origin. */
export function isPageUrl(url: string): boolean {
  return url.startsWith(`${scheme}://${host}/`);
}

/**
 * The file below `folder` that an address names, or null when it names none: another host, or a way out.
 * @param folder absolute
 */
export function fileOfUrl(folder: string, url: string): string | null {
  if (!isPageUrl(url)) return null;
  let path: string;
  try {
    path = decodeURIComponent(new URL(url).pathname);
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
