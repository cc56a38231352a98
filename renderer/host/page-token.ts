const key = 'flamebench-token';

/**
 * What the page has to show its server: the fragment of the address it was opened with, which is then taken
 * out of sight and history. Kept for this tab and this origin, so that it survives a reload.
 * @returns '' where the page was opened without one
 */
export function takePageToken(): string {
  const given = window.location.hash.slice(1);
  if (given !== '') {
    sessionStorage.setItem(key, given);
    history.replaceState(null, '', window.location.pathname);
  }
  // An address that differs in its fragment alone does not load the page anew by itself.
  window.addEventListener('hashchange', () => window.location.reload());
  return sessionStorage.getItem(key) ?? '';
}
