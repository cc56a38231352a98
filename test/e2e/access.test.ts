import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { repository } from '../helpers/sources';
import { describeWindow, launchApp, painted, type RunningApp, scratchFolder } from './app';
import { axeViolations } from './axe';

const fixture = (name: string) => join(repository, 'test/fixtures', name);

/** What axe finds in what the window shows, in both appearances; `where` tells one finding from another. */
async function findings({ page }: RunningApp, where: string): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const line of await axeViolations(page)) found.push(`${where}, ${colorScheme}: ${line}`);
  }
  return found;
}

/** Opens every view from the list of views, by keys alone, and lets axe look at each. */
async function everyView(running: RunningApp): Promise<string[]> {
  const { page } = running;
  const list = page.getByRole('button', { name: 'Open a view' }).first();
  await list.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem').first().waitFor();
  const titles = await page.getByRole('menuitem').allTextContents();
  await page.keyboard.press('Escape');
  expect(titles.length).toBeGreaterThan(10);
  const found: string[] = [];
  for (const [at, title] of titles.entries()) {
    await list.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Home');
    for (let i = 0; i < at; i++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('.dv-tab.dv-active-tab').filter({ hasText: title }).first().waitFor();
    await page.locator('[data-testid=workspace][data-ready=true]').waitFor();
    found.push(...(await findings(running, title)));
  }
  return found;
}

const patiently = 240_000;

describeWindow('every view and dialog, for assistive technology', () => {
  const scratch = scratchFolder();
  let running: RunningApp;
  beforeAll(async () => {
    running = await launchApp(scratch.folder, [fixture('go-cpu.pb.gz'), fixture('go-cpu.pb.zst')]);
    await running.page.locator('[data-testid=workspace][data-ready=true]').waitFor();
  });
  afterAll(async () => {
    await running?.close();
    scratch.remove();
  });
  const press = async (...keys: string[]) => {
    for (const key of keys) await running.page.keyboard.press(key);
  };

  it(
    'has nothing that axe finds fault with in the views of a profile',
    async () => {
      expect(await everyView(running)).toEqual([]);
    },
    patiently,
  );

  it(
    'has nothing that axe finds fault with once a function is selected',
    async () => {
      const { page } = running;
      await page
        .getByRole('tab', { name: /^Functions/ })
        .first()
        .click();
      await page.getByTestId('top-table').last().getByRole('row').nth(1).click();
      const found: string[] = [];
      for (const title of ['Callers and callees', 'Source', 'Disassembly', 'Sandwich']) {
        await page.getByRole('tab', { name: title }).first().click();
        await expect.poll(() => page.locator('[data-pane]:visible [aria-busy=true]').count()).toBe(0);
        await painted(page);
        found.push(...(await findings(running, title)));
      }
      expect(found).toEqual([]);
    },
    patiently,
  );

  it(
    'has dialogs that keys open and Escape closes, with the focus back where it was',
    async () => {
      const { page } = running;
      const origin = page.getByTestId('filter-toggle');
      const dialogs = { palette: 'Control+k', export: 'Control+e', shortcuts: '?', settings: 'Control+,' };
      const found: string[] = [];
      for (const [name, key] of Object.entries(dialogs)) {
        await origin.focus();
        await press(key);
        const dialog = page.locator('dialog[open]');
        await dialog.waitFor();
        // What is typed right away is not lost.
        if (name === 'palette') {
          await page.keyboard.type('split');
          await expect.poll(() => page.getByTestId('palette-input').inputValue()).toBe('split');
        }
        found.push(...(await findings(running, name)));
        await press('Escape');
        await dialog.waitFor({ state: 'detached' });
        const hasKeys = () => origin.evaluate((element) => element === document.activeElement);
        await expect.poll(hasKeys, { message: name }).toBe(true);
      }
      expect(found).toEqual([]);
    },
    patiently,
  );

  it(
    'has nothing that axe finds fault with in a menu, the filters and the views of a comparison',
    async () => {
      const { page } = running;
      const found: string[] = [];
      await page.getByRole('button', { name: 'Open a view' }).first().press('Enter');
      found.push(...(await findings(running, 'menu')));
      await press('Escape', 'Control+Shift+F');
      found.push(...(await findings(running, 'filters')));
      await press('Escape');
      await page.getByRole('button', { name: 'Compare', exact: true }).press('Enter');
      await page.locator('[data-session=comparison][data-ready=true]').waitFor();
      found.push(...(await everyView(running)));
      expect(found).toEqual([]);
    },
    patiently,
  );

  it('has panes that keys reach, split and close, and opens no view twice behind the same tabs', async () => {
    const { page } = running;
    const tabs = page.locator('.dv-tab');
    const before = await tabs.count();
    await page.getByRole('button', { name: 'Open a view' }).first().press('Enter');
    await page.getByRole('menuitem', { name: 'Difference', exact: true }).press('Enter');
    await page.locator('.dv-active-tab').filter({ hasText: 'Difference' }).first().waitFor();
    expect(await tabs.count()).toBe(before);
    const isInPicture = () =>
      page.evaluate(() => document.activeElement?.getAttribute('data-testid') === 'flame-canvas');
    await press('F6');
    await expect.poll(isInPicture).toBe(true);
    await press('Control+\\');
    await expect.poll(() => tabs.count()).toBe(before + 1);
    await press('F6', 'F6', 'Control+Shift+W');
    await expect.poll(() => tabs.count()).toBe(before);
    await expect.poll(isInPicture).toBe(true);
  });

  it('leaves no complaint behind', () => {
    expect(running.complaints).toEqual([]);
  });
});
