import type { Page } from 'playwright-core';

/** Every text in sight and every name read aloud that has words, and none in Chinese. */
const otherTexts = `(() => {
  const found = new Set();
  const tell = (text) => {
    if (/\\p{L}{3,}/u.test(text) && !/\\p{Script=Han}/u.test(text)) found.add(text.trim());
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) tell(walker.currentNode.textContent);
  for (const name of ['title', 'aria-label', 'placeholder']) {
    for (const element of document.querySelectorAll('[' + name + ']')) tell(element.getAttribute(name));
  }
  return [...found];
})()`;

/** The program's name, keys, and addresses that show how one is written. */
const same = /^(Flamebench|(Ctrl|Shift|Alt)\+.*|localhost:\d+|https:\/\/host\/prefix|host:6060\/.*|English)$/;

/** What a Chinese window says in another language. */
export async function foreignTexts(page: Page): Promise<string[]> {
  return (await page.evaluate<string[]>(otherTexts)).filter((text) => !same.test(text));
}
