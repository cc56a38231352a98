import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import { atRest, blockApp, describeWindow } from './app';

const slow = 'main;parse;hash 500\nmain;parse;sort 200\nmain;render 300\n';
const fast = 'main;render 300\nmain;parse;hash 100\nmain;parse;sort 220\n';

/** What the six things are that linked panes share, seen from outside: hover, selection, zoom, search, filters, sample type. */
describeWindow('linked panes', () => {
  const running = blockApp((folder) =>
    [
      ['slow.folded', slow],
      ['fast.folded', fast],
    ].map(([name, text]) => {
      const path = join(folder, name!);
      // Two counts become two sample types.
      writeFileSync(
        path,
        text!.replace(/ (\d+)$/gm, (_, n) => ` ${n} ${2 * Number(n)}`),
      );
      return path;
    }),
  );
  const page = () => running.page;
  const ready = () => page().locator('[data-testid=workspace][data-ready=true]').waitFor();
  const panes = () => page().locator('[data-pane]:visible');
  const flame = (pane: Locator) => pane.getByTestId('flame-canvas');
  const crumb = (pane: Locator) => pane.getByTestId('breadcrumb').allTextContents();
  const paneTab = (name: string | RegExp) => page().locator('.dock').getByRole('tab', { name });
  const painting = (canvas: Locator) =>
    canvas.evaluate((element) => (element as HTMLCanvasElement).toDataURL());
  const picture = (pane: Locator) => painting(flame(pane));
  const zoomTo = async (pane: Locator, ...keys: string[]) => {
    await flame(pane).focus();
    for (const key of keys) await page().keyboard.press(key);
  };

  it('share all six between two flame graphs of different profiles', async () => {
    await page().getByRole('tab', { name: 'fast.folded' }).first().waitFor();
    await page().getByRole('tab', { name: 'slow.folded' }).first().click();
    await ready();
    await page().keyboard.press('Control+\\');
    await expect.poll(() => panes().count()).toBe(2);
    await page().locator('.dock .dv-active-group').getByTestId('subject').click();
    await page().getByRole('menuitemcheckbox', { name: 'fast.folded' }).click();
    await paneTab(/fast/).waitFor();
    await ready();
    const [left, right] = [panes().first(), panes().last()];
    // Selection and zoom, by keys of the left one.
    await zoomTo(left, 'ArrowDown', 'ArrowDown', 'Enter');
    await expect.poll(() => crumb(right)).toEqual(['root›main']);
    await expect.poll(() => crumb(left)).toEqual(['root›main']);
    // And the other way round.
    await zoomTo(right, 'Escape');
    await expect.poll(() => crumb(left)).toEqual([]);
    // Search: what does not match is painted paler.
    await page().mouse.move(2, 2);
    const plain = await atRest(page(), () => Promise.all([picture(left), picture(right)]));
    await page().getByTestId('search').fill('hash');
    await expect.poll(() => picture(left)).not.toBe(plain[0]);
    await expect.poll(() => picture(right)).not.toBe(plain[1]);
    await page().getByTestId('search').fill('');
    await expect.poll(() => picture(right)).toBe(plain[1]);
    // Filters.
    const drawn = async (pane: Locator) => Number(await flame(pane).getAttribute('data-frames-drawn'));
    const [a, b] = [await drawn(left), await drawn(right)];
    await page().keyboard.press('Control+Shift+F');
    await page().getByTestId('filter-input').fill('ignore=sort');
    await page().keyboard.press('Enter');
    await expect.poll(() => drawn(left)).toBe(a - 1);
    await expect.poll(() => drawn(right)).toBe(b - 1);
    // Sample type: the footer tells the active pane's total, each pane in turn.
    const types = await page().getByTestId('sample-type').locator('option').allTextContents();
    expect(types).toHaveLength(2);
    const totals = async () => {
      const found: (string | null)[] = [];
      for (const tab of [/^Flame graph$/, /fast/]) {
        await paneTab(tab).first().click();
        await ready();
        found.push(await page().getByTestId('summary').locator('span').first().textContent());
      }
      return found;
    };
    const before = await totals();
    const now = await page().getByTestId('sample-type').inputValue();
    await page()
      .getByTestId('sample-type')
      .selectOption(types.find((type) => type !== now)!);
    await ready();
    await expect.poll(async () => (await totals())[0]).not.toBe(before[0]);
    await expect.poll(async () => (await totals())[1]).not.toBe(before[1]);
    await page()
      .getByRole('button', { name: /^Remove/ })
      .first()
      .click();
    await ready();
  });

  it('share hover', async () => {
    const [left, right] = [panes().first(), panes().last()];
    await page().mouse.move(2, 2);
    const still = await atRest(page(), () => picture(right));
    const box = (await flame(left).boundingBox())!;
    await page().mouse.move(box.x + box.width / 4, box.y + 9 + 36);
    await page().mouse.move(box.x + box.width / 4 + 2, box.y + 10 + 36);
    await expect.poll(() => picture(right)).not.toBe(still);
    await page().mouse.move(2, 2);
    await expect.poll(() => picture(right)).toBe(still);
  });

  it('keep what each shows when they are let go', async () => {
    const [left, right] = [panes().first(), panes().last()];
    await zoomTo(left, 'ArrowDown', 'ArrowDown', 'Enter');
    await expect.poll(() => crumb(right)).toEqual(['root›main']);
    await paneTab(/fast/).first().click();
    await page().keyboard.press('Control+Shift+L');
    await zoomTo(left, 'Escape');
    await expect.poll(() => crumb(left)).toEqual([]);
    expect(await crumb(right)).toEqual(['root›main']);
    await paneTab(/fast/).first().click();
    await page().keyboard.press('Control+Shift+L');
    await expect.poll(() => crumb(right)).toEqual([]);
    await page().keyboard.press('Control+Shift+w');
    await expect.poll(() => panes().count()).toBe(1);
  });

  it('share all of it between the sides of a comparison', async () => {
    await page().getByRole('button', { name: 'Compare', exact: true }).click();
    await page().locator('[data-testid=workspace][data-session=comparison][data-ready=true]').waitFor();
    await paneTab('Side by side').first().click();
    await ready();
    const sides = page().getByTestId('flame-canvas');
    await expect.poll(() => sides.count()).toBe(2);
    const drawn = async (side: Locator) => Number(await side.getAttribute('data-frames-drawn'));
    await page().mouse.move(2, 2);
    const [before, after] = [sides.first(), sides.last()];
    const still = await atRest(page(), () => painting(after));
    const box = (await before.boundingBox())!;
    await page().mouse.move(box.x + box.width / 2, box.y + 27);
    await page().mouse.move(box.x + box.width / 2 + 2, box.y + 28);
    await expect.poll(() => painting(after)).not.toBe(still);
    await page().mouse.move(2, 2);
    await expect.poll(() => painting(after)).toBe(still);
    await page().getByTestId('search').fill('hash');
    await expect.poll(() => painting(after)).not.toBe(still);
    await page().getByTestId('search').fill('');
    await expect.poll(() => painting(after)).toBe(still);
    const all = [await drawn(before), await drawn(after)];
    await before.focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) await page().keyboard.press(key);
    await expect.poll(() => painting(after)).not.toBe(still);
    await page().keyboard.press('Escape');
    await page().keyboard.press('Control+Shift+F');
    await page().getByTestId('filter-input').fill('ignore=sort');
    await page().keyboard.press('Enter');
    await expect.poll(async () => [await drawn(before), await drawn(after)]).toEqual(all.map((n) => n - 1));
  });

  it('leaves no complaint behind', () => {
    expect(running.complaints).toEqual([]);
  });
});
