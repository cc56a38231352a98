import { goUnquote } from './go-quote';

/**
 * Reads Go's text of a label set, `{"key":"value", …}`, that begins at `start`.
 *
 * @returns the labels and where the set ends; null where it is broken.
 */
export function parseGoLabels(
  source: string,
  start: number,
): { labels: { key: string; text: string }[]; end: number } | null {
  let pos = start;
  const take = (character: string): boolean => {
    while (source[pos] === ' ') pos++;
    if (source[pos] !== character) return false;
    pos++;
    return true;
  };
  const text = (): string | null => {
    while (source[pos] === ' ') pos++;
    const read = goUnquote(source, pos);
    if (read !== null) pos = read.end;
    return read === null ? null : read.text;
  };
  const labels: { key: string; text: string }[] = [];
  if (!take('{')) return null;
  if (take('}')) return { labels, end: pos };
  do {
    const key = text();
    if (key === null || !take(':')) return null;
    const value = text();
    if (value === null) return null;
    labels.push({ key, text: value });
  } while (take(','));
  return take('}') ? { labels, end: pos } : null;
}
