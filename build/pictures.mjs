import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron } from 'playwright-core';
import { build } from './build.mjs';
import { prepareWindow } from './window.mjs';

// `npm run pictures`: takes the README's screenshots anew, in the real window, of the demo as it runs here.

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'build/pictures');
const workspace = '[data-testid=workspace][data-session=comparison][data-ready=true]';

await build();
const screen = await prepareWindow();
if (screen.reason !== '') throw new Error(`no pictures: ${screen.reason}`);
const scratch = mkdtempSync(join(tmpdir(), 'flamebench-pictures-'));
mkdirSync(folder, { recursive: true });
const app = await _electron.launch({
  executablePath: process.env.FLAMEBENCH_ELECTRON ?? '',
  args: [root, '--lang=en-US', `--user-data-dir=${join(scratch, 'settings')}`],
  env: {
    .../** @type {Record<string, string>} */ (process.env),
    // Where they are set they count for more than --lang.
    ...{ LANGUAGE: '', LC_ALL: '', LC_MESSAGES: '', LANG: 'C.UTF-8' },
    FLAMEBENCH_LIBRARY: join(scratch, 'library'),
  },
});
try {
  const page = await app.firstWindow();
  await page.locator('body[data-ready=true]').waitFor();
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].setContentSize(1280, 800));
  /** @param {string} name @param {'light' | 'dark'} colorScheme */
  const take = async (name, colorScheme) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.waitForTimeout(500);
    await page.screenshot({ path: join(folder, `${name}.png`) });
    console.log(`build/pictures/${name}.png`);
  };

  await page.getByRole('button', { name: 'Try the demo' }).click();
  await page.getByRole('button', { name: 'Record both' }).click();
  await page.getByText('fast, round 2').first().waitFor({ timeout: 60_000 });
  await page.waitForTimeout(2000);
  await take('recording', 'dark');
  await page.locator(workspace).waitFor({ timeout: 60_000 });
  await page.getByTestId('table-toggle').click();
  await page.waitForTimeout(1000);
  await take('side-by-side', 'light');
  await page.getByTestId('table-toggle').click();
  await page.getByRole('tab', { name: 'Difference' }).click();
  await page.locator(workspace).waitFor();
  await page.waitForTimeout(1000);
  const canvas = await page.getByTestId('flame-canvas').last().boundingBox();
  if (canvas) await page.mouse.move(canvas.x + 0.3 * canvas.width, canvas.y + 7.5 * 18);
  await take('difference', 'dark');
  await page.getByRole('tab', { name: 'Call graph' }).click();
  await page.waitForTimeout(2500);
  await take('call-graph', 'light');
} finally {
  await app.close();
  screen.stop();
  rmSync(scratch, { recursive: true, force: true });
}
