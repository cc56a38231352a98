import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import { atRest, blockApp, describeWindow } from './app';

/** Two counts become two sample types, the second of which goes the other way. */
const profile = 'main;parse;hash 10 500\nmain;parse;sort 80 200\nmain;render 40 300\n';

/** A row of a flame graph, CSS pixels. */
const rowPx = 18;

/**
 * What linked panes share between views of different kinds: from each of flame graph, functions, call graph and
 * sandwich to the three others.
 */
describeWindow('linked views', () => {
  const running = blockApp((folder) => {
    const path = join(folder, 'two.folded');
    writeFileSync(path, profile);
    return [path];
  });
  const page = () => running.page;
  const ready = () => page().locator('[data-testid=workspace][data-ready=true]').waitFor();
  const pane = (view: string) => page().locator(`[data-pane][data-view=${view}]:visible`);
  const press = async (...keys: string[]) => {
    for (const key of keys) await page().keyboard.press(key);
  };
  const flame = () => pane('flame').getByTestId('flame-canvas');
  const row = (name: string) => pane('top').getByRole('row').filter({ hasText: name });
  const node = (name: string) => pane('graph').locator(`[role=treeitem][aria-label^="${name}"]`);
  /** Below the function: what it calls. */
  const callees = () => pane('sandwich').getByTestId('flame-canvas').last();
  const picture = (canvas: Locator) =>
    canvas.evaluate((element) => (element as HTMLCanvasElement).toDataURL());
  const pictures = async () => ({
    flame: await picture(flame()),
    graph: await picture(pane('graph').getByTestId('graph-canvas')),
    sandwich: await picture(callees()),
  });
  /** Waits until nothing moves any more. */
  async function still(): Promise<Awaited<ReturnType<typeof pictures>>> {
    await page().mouse.move(2, 2);
    return atRest(page(), pictures);
  }
  const hovered = async () => (await pane('top').locator('[data-hovered=true]').allTextContents()).join();
  async function pointAt(canvas: Locator, share: number, at: number): Promise<void> {
    const box = (await canvas.boundingBox())!;
    const y = box.y + (at + 0.5) * rowPx;
    await page().mouse.move(box.x + box.width * share, y - 1);
    await page().mouse.move(box.x + box.width * share + 2, y);
  }
  /** The function that each view says is selected. */
  async function selected(): Promise<readonly string[]> {
    const [inTop, inGraph, inSandwich] = await Promise.all([
      pane('top').locator('[role=row][aria-selected=true]').allTextContents(),
      pane('graph')
        .locator('[role=treeitem][aria-selected=true]')
        .evaluateAll((all) => all.map((each) => each.getAttribute('aria-label') ?? '')),
      pane('sandwich').locator('header strong').allTextContents(),
    ]);
    return [inTop, inGraph, inSandwich].map(
      (words) => /main|parse|hash|sort|render/.exec(words.join(' '))?.[0] ?? '',
    );
  }
  const all = (name: string) => [name, name, name];

  it('stand beside each other', async () => {
    await ready();
    await running.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]!.setContentSize(1400, 900),
    );
    const open = async (view: string) => {
      await page().locator('.dock .dv-active-group').getByRole('button', { name: 'Open a view' }).click();
      await page().getByRole('menuitem', { name: view, exact: true }).click();
    };
    await press('Control+\\');
    await open('Functions');
    await press('Control+Shift+\\');
    await open('Call graph');
    await flame().first().focus();
    await page().locator('.dock').getByRole('tab', { name: 'Flame graph' }).first().click();
    await press('Control+Shift+\\');
    await open('Sandwich');
    for (const view of ['flame', 'top', 'graph', 'sandwich']) await pane(view).first().waitFor();
    await ready();
    await pane('graph').getByTestId('graph-area').waitFor();
    await expect.poll(() => page().locator('[data-pane]:visible').count()).toBe(4);
  });

  it('share the selection of the flame graph, and its zoom as what it leads to', async () => {
    await flame().focus();
    await press('ArrowDown', 'ArrowDown', 'ArrowDown');
    await expect.poll(selected).toEqual(all('parse'));
    await press('ArrowDown', 'Enter');
    await expect.poll(selected).toEqual(all('hash'));
    await expect.poll(() => pane('flame').getByTestId('breadcrumb').textContent()).toContain('hash');
    await press('Escape');
    await expect.poll(() => pane('flame').getByTestId('breadcrumb').count()).toBe(0);
  });

  it('share the selection of the functions', async () => {
    const before = await still();
    await row('render').click();
    await expect.poll(selected).toEqual(all('render'));
    expect((await still()).flame).not.toBe(before.flame);
  });

  it('share the selection of the call graph', async () => {
    const before = await still();
    await node('parse').click();
    await expect.poll(selected).toEqual(all('parse'));
    expect((await still()).flame).not.toBe(before.flame);
  });

  it('share the function that the sandwich turns to', async () => {
    const before = await still();
    await callees().focus();
    // To what it calls, and about that one.
    await press('ArrowDown', 'ArrowDown', 'p');
    await expect.poll(selected).toEqual(all('hash'));
    expect((await still()).flame).not.toBe(before.flame);
    await node('parse').click();
    await expect.poll(selected).toEqual(all('parse'));
  });

  for (const [view, point, seenBy] of [
    ['flame graph', () => pointAt(flame(), 0.6, 3), ['graph', 'sandwich']],
    ['functions', () => row('sort').hover(), ['flame', 'graph', 'sandwich']],
    ['call graph', () => node('sort').hover(), ['flame', 'sandwich']],
    ['sandwich', () => pointAt(callees(), 0.9, 1), ['flame', 'graph']],
  ] as const) {
    it(`share what the pointer is on in the ${view}`, async () => {
      const before = await still();
      await point();
      await expect.poll(hovered).toContain('sort');
      for (const other of seenBy) {
        await expect.poll(async () => (await pictures())[other], { message: other }).not.toBe(before[other]);
      }
      expect(await still()).toEqual(before);
    });
  }

  it('share the search', async () => {
    const before = await still();
    const rows = await pane('top').getByRole('row').count();
    await page().getByTestId('search').fill('hash|sort');
    await expect.poll(() => pane('graph').locator('[data-match=true]').count()).toBe(2);
    await expect.poll(() => pane('top').getByRole('row').count()).toBe(3);
    const now = await still();
    expect(now.flame).not.toBe(before.flame);
    expect(now.sandwich).not.toBe(before.sandwich);
    await page().getByTestId('search').fill('');
    await expect.poll(() => pane('top').getByRole('row').count()).toBe(rows);
    expect(await still()).toEqual(before);
  });

  it('share the filters, whichever pane they are set in', async () => {
    const counts = async () => [
      await flame().getAttribute('data-frames-drawn'),
      String(await pane('top').getByRole('row').count()),
      await pane('graph').getByTestId('graph-area').getAttribute('data-nodes'),
      await callees().getAttribute('data-frames-drawn'),
    ];
    const fewer = (before: readonly (string | null)[]) => before.map((count) => String(Number(count) - 1));
    for (const view of ['Flame graph', 'Functions', 'Call graph', 'Sandwich']) {
      const before = await counts();
      await page().locator('.dock .dv-active-tab').filter({ hasText: view }).click();
      await press('Control+Shift+F');
      await page().getByTestId('filter-input').fill('ignore=sort');
      await press('Enter');
      await expect.poll(counts, { message: view }).toEqual(fewer(before));
      await page().getByTestId('undo').click();
      await expect.poll(counts, { message: view }).toEqual(before);
    }
  });

  it('keep what is selected where a filter takes other functions away', async () => {
    for (const name of ['render', 'hash', 'sort', 'parse']) {
      await row(name).click();
      await expect.poll(selected).toEqual(all(name));
      const other = ['render', 'hash', 'sort'].find((each) => each !== name)!;
      await press('Control+Shift+F');
      await page().getByTestId('filter-input').fill(`ignore=${other}`);
      await press('Enter');
      await expect.poll(() => row(other).count()).toBe(0);
      await expect.poll(selected, { message: name }).toEqual(all(name));
      await page().getByTestId('undo').click();
      await row(other).waitFor();
      await expect.poll(selected, { message: name }).toEqual(all(name));
    }
  });

  it('share the sample type', async () => {
    const said = async () => [
      await pane('flame').locator('[role=treeitem]').filter({ hasText: /^sort/ }).first().textContent(),
      await row('sort').textContent(),
      await node('sort').getAttribute('aria-label'),
      await pane('sandwich').locator('header').textContent(),
    ];
    await expect.poll(said).not.toContain(null);
    const before = await said();
    const type = page().getByTestId('sample-type');
    const now = await type.inputValue();
    const types = await type
      .locator('option')
      .evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value));
    await type.selectOption(types.find((each) => each !== now)!);
    for (let i = 0; i < before.length; i++)
      await expect.poll(async () => (await said())[i]).not.toBe(before[i]);
    await type.selectOption(now);
    await expect.poll(said).toEqual(before);
  });

  it('are shown whole from any of them', async () => {
    await callees().focus();
    await press('ArrowDown', 'ArrowDown', 'Enter');
    const zoomed = await still();
    await press('Control+0');
    await expect.poll(async () => (await pictures()).sandwich).not.toBe(zoomed.sandwich);
  });

  it('leave no complaint behind', () => {
    expect(running.complaints).toEqual([]);
  });
});
