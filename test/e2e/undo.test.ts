import { join } from 'node:path';
import { expect, it } from 'vitest';
import { repository } from '../helpers/sources';
import { blockApp, describeWindow } from './app';

const profile = join(repository, 'test/fixtures/go-cpu.pb.gz');
const other = join(repository, 'test/fixtures/go-heap.pb.gz');

describeWindow('undo and redo', () => {
  const running = blockApp([profile, other]);
  const page = () => running.page;
  const ready = () => page().locator('[data-testid=workspace][data-ready=true]').waitFor();
  const panes = () => page().locator('[data-pane]:visible');
  const views = () => panes().evaluateAll((all) => all.map((pane) => (pane as HTMLElement).dataset.view));
  const crumbs = () => page().getByTestId('breadcrumb').allTextContents();
  const chips = () => page().getByTestId('chip').allTextContents();
  const announced = () => page().getByTestId('flame-announcement').textContent();
  const undo = () => page().keyboard.press('Control+z');
  const redo = () => page().keyboard.press('Control+Shift+z');
  /** Deeds that follow each other closely are one step. */
  const rest = () => page().waitForTimeout(800);
  const paneTab = (name: string) => page().locator('.dock').getByRole('tab', { name });
  const shows = (expected: readonly string[]) => expect.poll(views, { timeout: 5000 }).toEqual(expected);

  it('begins where nothing can be undone', async () => {
    await page().getByRole('tab', { name: 'go-heap.pb.gz' }).first().waitFor();
    await page().getByRole('tab', { name: 'go-cpu.pb.gz' }).first().click();
    await ready();
    await running.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]!.setContentSize(1280, 800),
    );
    await rest();
    await expect.poll(() => page().getByTestId('undo').isDisabled()).toBe(true);
    await shows(['flame']);
  });

  it('takes a view that came to the front, one that was opened, a split and an end back, one by one', async () => {
    await paneTab('Call graph').click();
    await shows(['graph']);
    await rest();
    await paneTab('Flame graph').click();
    await shows(['flame']);
    await rest();
    await page().keyboard.press('Control+\\');
    await shows(['flame', 'flame']);
    await rest();
    await page().keyboard.press('Control+k');
    await page().getByTestId('palette-input').fill('Call tree');
    await page().keyboard.press('Enter');
    await shows(['flame', 'tree']);
    await rest();
    await page().keyboard.press('Control+Shift+w');
    await shows(['flame', 'flame']);
    await rest();
    await undo();
    await shows(['flame', 'tree']);
    await undo();
    await shows(['flame', 'flame']);
    await undo();
    await shows(['flame']);
    await undo();
    await shows(['graph']);
    await undo();
    await shows(['flame']);
    await expect.poll(() => page().getByTestId('undo').isDisabled()).toBe(true);
    for (const then of [['graph'], ['flame'], ['flame', 'flame'], ['flame', 'tree'], ['flame', 'flame']]) {
      await redo();
      await shows(then);
    }
    await expect.poll(() => page().getByTestId('redo').isDisabled()).toBe(true);
  });

  it('takes a pane that was moved by its tab back', async () => {
    await page().keyboard.press('Control+Shift+w');
    await shows(['flame']);
    await rest();
    await paneTab('Call graph').click();
    await shows(['graph']);
    await rest();
    const dock = (await page().locator('.dock').first().boundingBox())!;
    await paneTab('Call graph').dragTo(panes().first(), { targetPosition: { x: dock.width - 30, y: 300 } });
    await expect.poll(async () => (await views()).length).toBe(2);
    const moved = await views();
    expect(moved[1]).toBe('graph');
    await rest();
    await undo();
    await shows(['graph']);
    await redo();
    await shows(moved as string[]);
    await undo();
    await undo();
    await shows(['flame']);
  });

  it('takes back which profile a pane shows', async () => {
    await rest();
    await page().locator('.dock .dv-active-group').getByTestId('subject').click();
    await page().getByRole('menuitemcheckbox', { name: 'go-heap.pb.gz' }).click();
    await page()
      .locator('.dock')
      .getByRole('tab', { name: /go-heap/ })
      .waitFor();
    await undo();
    await expect
      .poll(() =>
        page()
          .locator('.dock')
          .getByRole('tab', { name: /go-heap/ })
          .count(),
      )
      .toBe(0);
  });

  it('brings zoom and selection back with the filter that took them away', async () => {
    await rest();
    const canvas = panes().first().getByTestId('flame-canvas');
    await canvas.focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) await page().keyboard.press(key);
    await expect.poll(async () => (await crumbs()).length).toBe(1);
    const [where, what] = [await crumbs(), await announced()];
    expect(what).not.toBe('');
    await rest();
    await page().keyboard.press('Control+Shift+F');
    await page().getByTestId('filter-input').fill('focus=runtime.mcall');
    await page().keyboard.press('Enter');
    await expect.poll(chips).toHaveLength(1);
    await ready();
    await expect.poll(crumbs).toEqual([]);
    await page().getByTestId('undo').click();
    await expect.poll(chips).toEqual([]);
    await ready();
    await expect.poll(crumbs).toEqual(where);
    await expect.poll(announced).toBe(what);
  });

  it('outlives a look at another tab', async () => {
    const where = await crumbs();
    expect(where).toHaveLength(1);
    await page().getByRole('tab', { name: 'go-heap.pb.gz' }).first().click();
    await expect.poll(() => page().title()).toContain('go-heap');
    await ready();
    await page().getByRole('tab', { name: 'go-cpu.pb.gz' }).first().click();
    await expect.poll(() => page().title()).toContain('go-cpu');
    await ready();
    await expect.poll(crumbs).toEqual(where);
    await undo();
    await expect.poll(crumbs).toEqual([]);
    await redo();
    await expect.poll(crumbs).toEqual(where);
  });

  it('leaves where one looked to the next start', async () => {
    const [where, what] = [await crumbs(), await announced()];
    await rest();
    await running.restart();
    await ready();
    await expect.poll(crumbs).toEqual(where);
    await expect.poll(announced).toBe(what);
  });

  it('leaves no complaint behind', () => {
    expect(running.complaints).toEqual([]);
  });
});
