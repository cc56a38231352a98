/** What ends a text in C, and with it the whole graph; and halves of characters, of which no UTF-8 is made. */
const unreadable = /\0|\p{Surrogate}/gu;

/**
 * A text inside double quotes of the dot language; line breaks become those that align to the left. What cannot be
 * read there is shown as such.
 */
export function quoted(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\l')
    .replace(unreadable, '\ufffd');
}
