import type { ProfileOffer } from '../../proto/run';

/** Names that Go's runtime gives its profiles: a page that links to none of them is not a pprof index. */
const wellKnown = new Set(['profile', 'heap', 'allocs', 'goroutine', 'threadcreate', 'block', 'mutex']);

/** Pages of the folder that are not profiles. */
const notProfiles = new Set(['cmdline', 'symbol']);

/** How far before a link its row may begin: the page is not trusted to be small or well-formed. */
const maxRowLength = 1000;
const maxOffers = 200;

/**
 * The profiles that a /debug/pprof/ index page lists, or null when the page is something else.
 *
 * Understood by what all known layouts share: links to `name?debug=…` inside the folder, each in a table row
 * whose first number, if any, is the count. Go before 1.11 left the CPU profile and the trace out of its
 * page though it served them; they are added for such pages.
 *
 * @param pageUrl the index page's own URL, ending in a slash
 */
export function parseIndexPage(html: string, pageUrl: URL): ProfileOffer[] | null {
  const offers = new Map<string, ProfileOffer>();
  let listsCommand = false;
  for (const link of html.matchAll(/<a\s[^<>]*?href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))/gi)) {
    const name = nameInFolder(link[1] ?? link[2] ?? link[3] ?? '', pageUrl);
    if (name === null) continue;
    if (notProfiles.has(name)) listsCommand = true;
    else if (!offers.has(name) && offers.size < maxOffers)
      offers.set(name, { name, count: countBefore(html, link.index) });
  }
  if (![...offers.keys()].some((name) => wellKnown.has(name))) return null;
  if (!listsCommand && !offers.has('profile') && offers.has('goroutine')) {
    offers.set('profile', { name: 'profile', count: -1 });
    offers.set('trace', { name: 'trace', count: -1 });
  }
  return [...offers.values()];
}

/** The last part of a link's path when it lies directly in the page's folder; null otherwise. */
function nameInFolder(href: string, pageUrl: URL): string | null {
  let url: URL;
  try {
    url = new URL(href.replaceAll('&amp;', '&'), pageUrl);
  } catch {
    return null;
  }
  if (url.origin !== pageUrl.origin || !url.pathname.startsWith(pageUrl.pathname)) return null;
  const name = url.pathname.slice(pageUrl.pathname.length);
  return /^[A-Za-z0-9_.-]{1,100}$/.test(name) ? name : null;
}

/** The first number of the table row that holds position `end`, before it; -1 where there is none. */
function countBefore(html: string, end: number): number {
  const before = html.slice(Math.max(0, end - maxRowLength), end);
  const row = before.lastIndexOf('<tr');
  if (row < 0) return -1;
  const number = /\d+/.exec(before.slice(row).replace(/<[^<>]*>?/g, ' '));
  return number ? Number(number[0]) : -1;
}
