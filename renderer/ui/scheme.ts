/**
 * Light or dark as a person set it, where the system's wish is not to be followed: a page in a browser cannot set
 * that. The rules for dark then hold always, or never.
 */

const asked = '(prefers-color-scheme: dark)';
const forced = { system: asked, light: 'not all', dark: 'all' } as const;
export type Scheme = keyof typeof forced;

let scheme: Scheme = 'system';
const listeners = new Set<() => void>();
/** Rules for dark, wherever they stand, as long as their sheet lives. */
const darkRules = new WeakSet<CSSMediaRule>();

/** Whether the page is dark now. */
export function isDark(): boolean {
  return scheme === 'system' ? matchMedia(asked).matches : scheme === 'dark';
}

/** Tells of every change. Returns how to stop. */
export function onScheme(listener: () => void): () => void {
  const query = matchMedia(asked);
  query.addEventListener('change', listener);
  listeners.add(listener);
  return () => {
    query.removeEventListener('change', listener);
    listeners.delete(listener);
  };
}

export function setScheme(next: Scheme): void {
  if (next === scheme) return;
  scheme = next;
  dress();
  watch();
  for (const listener of listeners) listener();
}

function dress(): void {
  document.documentElement.style.colorScheme = scheme === 'system' ? '' : scheme;
  for (const sheet of document.styleSheets) dressRules(sheet.cssRules);
}

function dressRules(rules: CSSRuleList): void {
  for (const rule of rules) {
    if (!(rule instanceof CSSMediaRule)) continue;
    if (rule.media.mediaText === asked) darkRules.add(rule);
    if (darkRules.has(rule)) rule.media.mediaText = forced[scheme];
  }
}

let watching = false;

/** Parts of the window that come later bring styles of their own. */
function watch(): void {
  if (watching) return;
  watching = true;
  document.head.addEventListener('load', dress, true);
}
