import type { ElectronApplication, Page } from 'playwright-core';
import { settle } from './audit';

/** Hands on the workbench: what a person does to bring something into sight. */

/** In both languages. */
const compareButton = /^(Compare|与…对比|对比)/;
const takeHeaviest = /the heaviest$|最大的(函数开始)?$/;

export type Theme = 'light' | 'dark';
export type Size = readonly [width: number, height: number];

export async function setTheme(page: Page, colorScheme: Theme): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
}

export async function setSize(app: ElectronApplication, page: Page, [width, height]: Size): Promise<void> {
  await app.evaluate(
    ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]!.setContentSize(size[0], size[1]),
    [width, height] as const,
  );
  await page.waitForFunction(([w, h]) => innerWidth === w && innerHeight === h, [width, height] as const);
}

/** Brings a tab of the window's strip to the front. */
export async function showTab(page: Page, title: string): Promise<void> {
  await page.getByRole('tablist').first().getByRole('tab', { name: title, exact: true }).first().click();
  await settle(page);
}

/** Sets the profile of one tab against that of another, or brings the tab that does so to the front. */
export async function compare(page: Page, before: string, after: string): Promise<void> {
  const title = `${before} → ${after}`;
  if ((await page.getByRole('tablist').first().getByRole('tab', { name: title, exact: true }).count()) > 0) {
    await showTab(page, title);
    return;
  }
  await showTab(page, before);
  const button = page.getByRole('button', { name: compareButton }).first();
  // Where there is one to compare with, there is nothing to choose.
  const chooses = (await button.getAttribute('aria-haspopup')) !== null;
  await button.click();
  if (chooses) await page.getByRole('menuitem', { name: after, exact: true }).first().click();
  await page.locator('[data-testid=workspace][data-session=comparison]').waitFor();
  await settle(page);
}

/** Brings a profile to the front by its file's name, or a comparison by two. */
export async function showSubject(page: Page, title: string): Promise<void> {
  const [before, after] = title.split(' → ') as [string, string?];
  await (after === undefined ? showTab(page, before) : compare(page, before, after));
}

const openButton = '.dv-active-group [data-testid=open-view]';

/** Titles of the views that the tab in front offers. */
export async function viewTitles(page: Page): Promise<string[]> {
  await page.locator(openButton).first().click();
  const titles = await page.getByRole('menuitem').allTextContents();
  await page.keyboard.press('Escape');
  return titles;
}

/** Opens a view in the active pane, or brings it to the front there, with all it has to show of one function. */
export async function openView(page: Page, title: string): Promise<void> {
  await page.locator(openButton).first().click();
  await page.getByRole('menuitem', { name: title, exact: true }).click();
  await page.locator('.dv-active-group .dv-active-tab').filter({ hasText: title }).first().waitFor();
  await settle(page);
  const begin = page.locator('.dv-active-group').getByRole('button', { name: takeHeaviest });
  if (!(await begin.first().isVisible())) return;
  await begin.first().click();
  await settle(page);
}

/** Points at the pictures of the active pane, a place after the other, and calls `look` at each. */
export async function pointAround(page: Page, look: () => Promise<void>): Promise<void> {
  const canvases = page.locator('.dv-active-group canvas[data-frames-drawn]:visible');
  for (const canvas of await canvases.all()) {
    const box = await canvas.boundingBox();
    if (box === null) continue;
    for (const [x, y] of [
      [0.02, 30],
      [0.6, 45],
      [0.97, 45],
      [0.3, box.height - 30],
    ] as const) {
      await page.mouse.move(box.x + x * box.width - 2, box.y + y);
      await page.mouse.move(box.x + x * box.width, box.y + y);
      await look();
    }
  }
  await page.mouse.move(2, 2);
}
