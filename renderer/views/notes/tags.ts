/** What the contract takes; proto/ipc.ts holds main to the same. */
export const tagLimits = { length: 60, count: 50 } as const;

/** Tags as a person types them, between commas or on lines: trimmed, each once, none empty, none too long. */
export function parseTags(text: string): string[] {
  const tags = text
    .split(/[,，\n]/)
    .map((tag) => tag.replace(/\s+/g, ' ').trim().slice(0, tagLimits.length))
    .filter((tag) => tag !== '');
  return [...new Set(tags)].slice(0, tagLimits.count);
}

/** The text that {@link parseTags} reads back. */
export function formatTags(tags: readonly string[]): string {
  return tags.join(', ');
}
