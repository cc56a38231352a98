import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { blockApp, describeWindow } from './app';

const names = ['one.folded', 'two.folded', 'three.folded'] as const;

describeWindow('the panes of a session', () => {
  const running = blockApp((folder) =>
    names.map((name, i) => {
      const path = join(folder, name);
      writeFileSync(path, `main;parse;hash ${500 + i}\nmain;render ${300 - i}\n`);
      return path;
    }),
  );
  const page = () => running.page;
  const ready = (kind: string) =>
    page().locator(`[data-testid=workspace][data-session=${kind}][data-ready=true]`).waitFor();
  const panes = () => page().locator('[data-pane]:visible');
  const split = () => page().keyboard.press('Control+\\');
  const refusal = () => page().getByText('There is no room for one more pane');
  const tabs = () => page().getByRole('tablist').first().getByRole('tab');
  async function compare(name: string, other: string): Promise<void> {
    await tabs().filter({ hasText: name }).filter({ hasNotText: '→' }).click();
    await ready('single');
    await page().getByRole('button', { name: 'Compare with…' }).click();
    await page().getByRole('menuitem', { name: other }).click();
    await ready('comparison');
  }
  const paneMenu = async (item: string) => {
    await page().getByRole('button', { name: 'Pane', exact: true }).first().click();
    await page()
      .getByRole('menuitemcheckbox', { name: item })
      .or(page().getByRole('menuitem', { name: item }))
      .click();
  };

  it('are split until one more could not be read, which a sentence says', async () => {
    await running.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]!.setContentSize(1280, 800),
    );
    await tabs().filter({ hasText: names[2] }).waitFor();
    await compare(names[0], names[1]);
    await expect.poll(() => panes().count()).toBe(1);
    for (let n = 2; n <= 5; n++) {
      await split();
      await expect.poll(() => panes().count()).toBe(n);
    }
    expect(await refusal().count()).toBe(0);
    await split();
    await refusal().waitFor();
    const boxes = await panes().evaluateAll((all) => all.map((pane) => pane.getBoundingClientRect().width));
    expect(boxes).toHaveLength(5);
    for (const width of boxes) expect(width).toBeGreaterThanOrEqual(239);
    // Nor does a drop make one, though the panes there are can change their places.
    const tab = page().locator('.dock').getByRole('tab', { name: 'Summary' }).first();
    const last = (await panes().last().boundingBox())!;
    await tab.dragTo(panes().last(), { targetPosition: { x: last.width - 8, y: last.height / 2 } });
    await page().waitForTimeout(300);
    expect(await panes().count()).toBe(5);
    // Downwards there still is room.
    await page().keyboard.press('Control+Shift+|');
    await expect.poll(() => panes().count()).toBe(6);
    await expect.poll(() => refusal().count()).toBe(0);
  });

  it('stand in the next session as in the first one', async () => {
    await compare(names[1], names[2]);
    await expect.poll(() => panes().count()).toBe(1);
    await expect.poll(() => panes().first().getAttribute('data-view')).toBe('pair');
  });

  it('stand in others as in one of which that was said, until it is taken back', async () => {
    await split();
    await expect.poll(() => panes().count()).toBe(2);
    await paneMenu('Open other comparisons like this');
    await compare(names[0], names[2]);
    await expect.poll(() => panes().count()).toBe(2);
    await paneMenu('Open other comparisons like this');
    await compare(names[2], names[0]);
    await expect.poll(() => panes().count()).toBe(1);
  });

  it('keep the tab in front whole where there is no room for all, and show at which end others go on', async () => {
    const list = page().locator('.dock .dv-tabs-container:visible').first();
    const inside = () =>
      list.evaluate((strip) => {
        const front = strip.querySelector('.dv-tab.dv-active-tab')!.getBoundingClientRect();
        const { left, right } = strip.getBoundingClientRect();
        const ends = ['start', 'end'].filter((end) => strip.hasAttribute(`data-cut-${end}`));
        return [front.left >= left - 1 && front.right <= right + 1, ...ends];
      });
    const narrow = (width: number) =>
      running.app.evaluate(
        ({ BrowserWindow }, px) => BrowserWindow.getAllWindows()[0]!.setContentSize(px, 700),
        width,
      );
    await list.getByRole('tab', { name: 'Functions' }).click();
    await expect.poll(inside).toEqual([true]);
    await narrow(640);
    await expect.poll(inside).toEqual([true, 'start']);
    await list.getByRole('tab', { name: 'Side by side' }).evaluate((tab) => tab.scrollIntoView());
    await list.getByRole('tab', { name: 'Side by side' }).click();
    await expect.poll(inside).toEqual([true, 'end']);
    await narrow(1280);
    await expect.poll(inside).toEqual([true]);
  });

  it('leave no complaint behind', () => {
    expect(running.complaints).toEqual([]);
  });
});
