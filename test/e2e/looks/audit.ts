import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { browserTarget } from '../../../build/bundles.mjs';

/** Looks after the first, where that found something. */
const looksAgain = 3;

let bundled: Promise<string> | undefined;

/** The auditor as one script; the page's policy lets no module of ours in. */
function auditor(): Promise<string> {
  bundled ??= (async () => {
    const made = await build({
      configFile: false,
      logLevel: 'warn',
      build: {
        write: false,
        minify: false,
        target: browserTarget,
        lib: {
          entry: fileURLToPath(new URL('page/entry.ts', import.meta.url)),
          formats: ['iife'],
          name: 'looks',
        },
      },
    });
    const [first] = Array.isArray(made) ? made : [made];
    if (first === undefined || !('output' in first)) throw new Error('the auditor was not built');
    return first.output[0].code;
  })();
  return bundled;
}

/** Brings the auditor into a page. */
export async function prepareAudit(page: Page): Promise<void> {
  await page.evaluate(await auditor());
}

/** Waits until what the page shows has come to rest. */
export async function settle(page: Page): Promise<void> {
  await page.locator('[data-testid=workspace][data-ready=true]').waitFor();
  await page.waitForFunction(
    () => {
      const busy = [...document.querySelectorAll('[aria-busy=true], [role=progressbar]')];
      return !busy.some((element) => element.checkVisibility());
    },
    undefined,
    { polling: 30 },
  );
  // One text for two looks in a row, 60 ms apart.
  await page.evaluate(async () => {
    const rest = () => new Promise((resolve) => setTimeout(() => requestAnimationFrame(resolve), 60));
    let before = '';
    for (let i = 0; i < 25; i++) {
      const now = document.body.innerText;
      if (now === before) return;
      before = now;
      await rest();
    }
  });
}

/** What a look at the page finds wrong, a line each; what is gone at a second look was on its way. */
export async function audit(page: Page): Promise<string[]> {
  let found = new Set(await page.evaluate(() => globalThis.flamebenchFindings()));
  for (let look = 0; look < looksAgain && found.size > 0; look++) {
    await page.waitForTimeout(150 * 2 ** look);
    const again = await page.evaluate(() => globalThis.flamebenchFindings());
    found = new Set(again.filter((line) => found.has(line)));
  }
  return [...found];
}
