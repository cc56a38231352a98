import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** Where pictures of all that is looked at go, for an eye that sees more than rules: FLAMEBENCH_PICTURES=folder. */
const folder = process.env.FLAMEBENCH_PICTURES ?? '';

/**
 * Takes a picture of the window, where pictures are asked for.
 * @param subject a folder of its own
 * @param where names the picture; a later one of the same name takes its place
 */
export async function photograph(page: Page, subject: string, where: string): Promise<void> {
  if (folder === '') return;
  const into = join(folder, fileName(subject));
  mkdirSync(into, { recursive: true });
  await page.screenshot({ path: join(into, `${fileName(where)}.jpg`), quality: 85, type: 'jpeg' });
}

function fileName(words: string): string {
  return words.replace(/[^\p{L}\p{N}.×]+/gu, '-');
}
