/**
 * How well a text answers what was typed: the parts of the query in any order, best where they begin words.
 * 0 = not at all; pure.
 */
export function rank(query: string, text: string): number {
  const whole = text.toLowerCase();
  let score = 1;
  for (const part of query.toLowerCase().split(/\s+/)) {
    if (part === '') continue;
    const at = whole.indexOf(part);
    if (at < 0) return 0;
    const begins = at === 0 || /[^\p{L}\p{N}]/u.test(whole[at - 1]!);
    score += (begins ? 2 : 1) + part.length / (whole.length + part.length);
    if (at === 0) score += 1;
  }
  return score;
}

/** The entries that answer a query, best first; all of them, in their order, where nothing is asked. */
export function ranked<T>(
  query: string,
  entries: readonly T[],
  textOf: (entry: T) => string,
  most: number,
): T[] {
  if (query.trim() === '') return entries.slice(0, most);
  const scored = entries.flatMap((entry) => {
    const score = rank(query, textOf(entry));
    return score > 0 ? [{ entry, score }] : [];
  });
  // A stable sort keeps the given order among equals.
  return scored
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ entry }) => entry);
}
