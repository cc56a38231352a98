/** A URL as people and log files may read it: with the password masked, as Go's url.Redacted does. */
export function shownUrl(url: URL): string {
  if (url.password === '') return url.href;
  const shown = new URL(url);
  shown.password = 'xxxxx';
  return shown.href;
}
