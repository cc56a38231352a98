import type { Page } from 'playwright-core';
import { settle } from './audit';
import { absurdNames } from './names';
import { openView } from './workbench';

/** What stands around the views and over them, one after the other, with names that fit nowhere. */
export async function walkTheShell(page: Page, look: (where: string) => Promise<void>): Promise<void> {
  const absurd = absurdNames[1]!;
  await openView(page, 'Functions');
  const row = page.locator('.dv-active-group [data-testid=top-table] [role=row]').nth(2);
  await row.click({ button: 'right' });
  await page.getByRole('menu').waitFor();
  await look('menu of a frame');
  await page.keyboard.press('Escape');

  for (const name of ['What the pane shows', 'Pane', 'Open a view', 'Copy']) {
    const button = page.locator('.dv-active-group').getByRole('button', { name, exact: true }).first();
    if (!(await button.isVisible())) continue;
    await button.click();
    await page.getByRole('menu').waitFor();
    await look(`menu: ${name}`);
    await page.keyboard.press('Escape');
  }

  await page.keyboard.press('Control+k');
  await page.getByTestId('palette-input').fill('e');
  await look('palette');
  await page.keyboard.press('Escape');
  for (const [name, key] of [
    ['export', 'Control+e'],
    ['shortcuts', '?'],
    ['settings', 'Control+,'],
  ] as const) {
    await page.keyboard.press(key);
    await page.locator('dialog[open]').waitFor();
    await look(name);
    await page.keyboard.press('Escape');
    await page.locator('dialog[open]').waitFor({ state: 'detached' });
  }

  await page.getByTestId('search').fill(absurd.slice(0, 200));
  await settle(page);
  await look('search for an absurd name');
  await page.getByTestId('search').fill('(');
  await settle(page);
  await look('search for no pattern');
  await page.getByTestId('search').fill('');

  await page.keyboard.press('Control+Shift+F');
  for (const filter of [
    `ignore=${'nothing_has_this_name_'.repeat(10)}`,
    'hide=zzz',
    'tagignore=zone',
    'focus=.',
  ]) {
    await page.getByTestId('filter-input').fill(filter);
    await page.keyboard.press('Enter');
  }
  await settle(page);
  await look('filters');
  await page.getByTestId('filter-input').fill('focus=(');
  await page.keyboard.press('Enter');
  await look('a filter that is no pattern');
  await page.getByTestId('filter-input').fill('');
  await page.getByRole('button', { name: 'Clear all' }).click();
  await page.keyboard.press('Escape');
  await settle(page);
}
