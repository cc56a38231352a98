import { fileBelow } from '../window/page';

// Where the page lives in the app, without Electron, so that it can be tested as plain functions.

/** The scheme of our own origin. */
export const scheme = 'app';
const host = 'flamebench';

/** Where the window's page lives. */
export const pageUrl = `${scheme}://${host}/index.html`;

/** Where pages live on which a load is confirmed: an origin of their own, which the window's page cannot touch. */
export const confirmOrigin = `${scheme}://confirm`;

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
  try {
    return fileBelow(folder, new URL(url).pathname);
  } catch {
    return null;
  }
}
