import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { repository } from '../helpers/sources';
import { blockApp, describeWindow, launchApp, type RunningApp, scratchFolder } from './app';
import { axeViolations } from './axe';

const cpu = join(repository, 'test/fixtures/go-cpu.pb.gz');
/** Opened by no command line and no dialog. */
const dropped = join(repository, 'test/fixtures/go-cpu.pb.zst');
const heap = join(repository, 'test/fixtures/go-heap.pb.gz');

describeWindow('the workbench', () => {
  const scratch = scratchFolder();
  let running: RunningApp;
  const page = () => running.page;
  const workspace = (kind: string) =>
    page().locator(`[data-testid=workspace][data-session=${kind}][data-ready=true]`);
  const panes = () => page().locator('[data-pane]:visible');
  const chips = () => page().getByTestId('chip');
  const drawn = async (canvas: Locator) => Number(await canvas.getAttribute('data-frames-drawn'));
  const paneTab = (name: string | RegExp) => page().locator('.dock').getByRole('tab', { name });
  const filter = async (text: string) => {
    await page().keyboard.press('Control+Shift+F');
    await page().getByTestId('filter-input').fill(text);
    await page().keyboard.press('Enter');
    await workspace('single').waitFor();
  };

  beforeAll(async () => {
    running = await launchApp(scratch.folder, [cpu, heap]);
    await page().getByRole('tab', { name: 'go-heap.pb.gz' }).first().waitFor();
    await page().getByRole('tab', { name: 'go-cpu.pb.gz' }).first().click();
    await workspace('single').waitFor();
    await page().evaluate(() => resizeTo(1280, 800));
  });
  afterAll(async () => {
    await running?.close();
    scratch.remove();
  });

  it('gives the picture four fifths of the window', async () => {
    await running.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]!.setContentSize(1280, 800),
    );
    await expect
      .poll(async () => {
        const box = (await page().locator('[data-pane]:visible').first().boundingBox())!;
        return (box.width * box.height) / (await page().evaluate(() => innerWidth * innerHeight));
      })
      .toBeGreaterThan(0.8);
  });

  it('shows any profile beside any other, and goes with it where it goes', async () => {
    await page().keyboard.press('Control+\\');
    await expect.poll(() => panes().count()).toBe(2);
    await page().locator('.dock .dv-active-group').getByTestId('subject').click();
    await page().getByRole('menuitemcheckbox', { name: 'go-heap.pb.gz' }).click();
    await paneTab(/go-heap/).waitFor();
    await workspace('single').waitFor();
    const [left, right] = [panes().first(), panes().last()];
    await expect.poll(() => drawn(right.getByTestId('flame-canvas'))).toBeGreaterThan(2);
    // Both programs are the same, so what is zoomed to on one side is on the other by its name.
    await left.getByTestId('flame-canvas').focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) await page().keyboard.press(key);
    await expect.poll(() => left.getByTestId('breadcrumb').count()).toBe(1);
    await expect
      .poll(() => right.getByTestId('breadcrumb').textContent())
      .toBe(await left.getByTestId('breadcrumb').textContent());
  });

  it('lets a pane go its own way', async () => {
    await panes().last().getByTestId('flame-canvas').focus();
    await paneTab(/go-heap/).click();
    await page().keyboard.press('Control+Shift+L');
    await panes().first().getByTestId('flame-canvas').focus();
    await page().keyboard.press('Escape');
    await expect.poll(() => panes().first().getByTestId('breadcrumb').count()).toBe(0);
    expect(await panes().last().getByTestId('breadcrumb').count()).toBe(1);
    await paneTab(/go-heap/).click();
    await page().keyboard.press('Control+Shift+W');
    await expect.poll(() => panes().count()).toBe(1);
  });

  it('filters by chips, says what they find, and refuses what is no pattern', async () => {
    const canvas = panes().first().getByTestId('flame-canvas');
    await expect.poll(() => drawn(canvas)).toBeGreaterThan(20);
    const all = await drawn(canvas);
    await filter('focus=main\\.hashAll');
    await expect.poll(() => chips().allTextContents()).toEqual(['focusmain\\.hashAll']);
    await expect.poll(() => drawn(canvas)).toBeLessThan(all);
    await filter('hide=there is no such function');
    await expect.poll(() => chips().nth(1).textContent()).toMatch(/matches nothing/);
    await filter('ignore=(');
    await page().getByText('The pattern of ignore is no regular expression').waitFor();
    expect(await chips().count()).toBe(2);
    await expect
      .poll(() => page().getByTestId('copy-flags').getAttribute('title'))
      .toContain("-focus='main\\.hashAll' -hide='there is no such function'");
    await page().keyboard.press('Escape');
  });

  it('takes every step back, and does it again', async () => {
    await panes().first().getByTestId('flame-canvas').focus();
    await page().keyboard.press('Control+z');
    await expect.poll(() => chips().count()).toBe(1);
    await page().keyboard.press('Control+z');
    await expect.poll(() => chips().count()).toBe(0);
    await page().keyboard.press('Control+Shift+z');
    await expect.poll(() => chips().allTextContents()).toEqual(['focusmain\\.hashAll']);
    await page().getByTestId('redo').click();
    await expect.poll(() => chips().count()).toBe(2);
    await page().getByTestId('undo').click();
    await expect.poll(() => chips().count()).toBe(1);
  });

  it('finds commands, views and functions by typing', async () => {
    await page().keyboard.press('Control+k');
    await page().getByTestId('palette-input').fill('callers');
    await page().keyboard.press('Enter');
    await paneTab('Callers and callees').waitFor();
    await page().keyboard.press('Control+k');
    await page().getByTestId('palette-input').fill('sha256.block');
    await page()
      .getByRole('option', { name: /sha256.block/ })
      .first()
      .click();
    await expect.poll(() => page().getByTestId('search').inputValue()).toMatch(/sha256/);
    await page().getByTestId('search').fill('');
    await page().keyboard.press('Escape');
  });

  it('lists its keys', async () => {
    await page().locator('body').press('?');
    const sheet = page().getByRole('dialog', { name: 'Keyboard shortcuts' });
    await sheet.getByText('Ctrl+K').waitFor();
    await page().keyboard.press('Escape');
    await expect.poll(() => sheet.count()).toBe(0);
  });

  it('writes what is seen in any format', async () => {
    for (const [name, ending, begins] of [
      ['Folded stacks', 'folded', 'runtime.main;main.main'],
      ['Picture, as on the screen', 'png', '\u0089PNG'],
      ['Report: one page to share', 'html', '<!doctype html>'],
      ['Table for spreadsheets', 'csv', ''],
      ['Profile for pprof', 'pb.gz', '\u001f\u008b'],
    ] as const) {
      const target = join(scratch.folder, `out.${ending}`);
      await running.app.evaluate(({ dialog }, path) => {
        dialog.showSaveDialog = (async () => ({ canceled: false, filePath: path })) as never;
      }, target);
      await page().keyboard.press('Control+e');
      await page().getByRole('button', { name }).click();
      const text = () => {
        try {
          return readFileSync(target, 'latin1');
        } catch {
          return '';
        }
      };
      await expect.poll(() => text().length, { message: name }).toBeGreaterThan(60);
      expect(text().toLowerCase().startsWith(begins.toLowerCase()), name).toBe(true);
      // The filter holds for what is written, too.
      if (ending === 'folded') expect(text()).not.toContain('main.sortAll');
    }
  });

  it('takes files that are dropped on it, says of a folder among them what it is, and has them again', async () => {
    const devtools = await page().context().newCDPSession(page());
    const data = { items: [], files: [scratch.folder, dropped], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await devtools.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data });
    }
    await page()
      .getByRole('tab', { name: basename(dropped) })
      .first()
      .waitFor();
    await workspace('single').waitFor();
    const alert = page().getByRole('alert').filter({ hasText: 'it is a folder' });
    await alert.getByRole('button', { name: 'Dismiss' }).click();
    // Nor is it among the files that were opened before.
    await page().keyboard.press('Control+1');
    await page()
      .getByRole('button', { name: basename(dropped) })
      .last()
      .waitFor();
    expect(
      await page()
        .getByRole('button', { name: basename(scratch.folder), exact: true })
        .count(),
    ).toBe(0);
    await page().getByRole('tab', { name: 'go-cpu.pb.gz' }).first().click();
    await expect.poll(() => chips().count()).toBe(1);
  });

  it('is as it was at the next start', async () => {
    await running.close();
    running = await launchApp(scratch.folder);
    await workspace('single').waitFor();
    await expect.poll(() => page().title()).toContain('go-cpu.pb.gz');
    for (const name of ['go-heap.pb.gz', basename(dropped)]) {
      await page().getByRole('tab', { name }).first().waitFor();
    }
    await expect.poll(() => chips().allTextContents()).toEqual(['focusmain\\.hashAll']);
    await paneTab('Callers and callees').waitFor();
  });

  it('speaks Chinese where it is told to, and remembers that', async () => {
    await page().keyboard.press('Control+,');
    await page().getByRole('radio', { name: '简体中文' }).click();
    await page().getByRole('button', { name: '关闭', exact: true }).click();
    await paneTab('火焰图').waitFor();
    expect(await page().evaluate(() => document.documentElement.lang)).toBe('zh-CN');
    await page().keyboard.press('Control+,');
    await page().getByRole('radio', { name: 'English' }).click();
    await page().keyboard.press('Escape');
    await paneTab('Flame graph').waitFor();
  });

  it('leaves no complaint behind', () => {
    expect(running.complaints).toEqual([]);
  });
});

describeWindow('the workbench, to assistive technology', () => {
  const running = blockApp();
  const page = () => running.page;
  const workspace = (kind: string) =>
    page().locator(`[data-testid=workspace][data-session=${kind}][data-ready=true]`).waitFor();
  const inBothThemes = async () => {
    const found: string[] = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      await page().emulateMedia({ colorScheme });
      found.push(...(await axeViolations(page())).map((each) => `${colorScheme}: ${each}`));
    }
    return found;
  };
  const open = async (...files: string[]) => {
    await running.app.evaluate(({ dialog }, paths) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: paths });
    }, files);
    await page().keyboard.press('Control+o');
  };

  it('has nothing to hide on the start page', async () => {
    expect(await inBothThemes()).toEqual([]);
  });

  it('has nothing to hide with a profile, its filters and a menu', async () => {
    await open(cpu, cpu);
    await workspace('single');
    expect(await inBothThemes()).toEqual([]);
    await page().keyboard.press('Control+Shift+F');
    await page().getByTestId('filter-input').fill('focus=main');
    await page().keyboard.press('Enter');
    await page().getByTestId('chip').waitFor();
    await page().keyboard.press('Control+\\');
    await page().getByRole('button', { name: 'Pane', exact: true }).last().click();
    await page().getByRole('menu').waitFor();
    expect(await inBothThemes()).toEqual([]);
    await page().keyboard.press('Escape');
  });

  it('has nothing to hide with a comparison', async () => {
    await page().getByRole('button', { name: 'Compare', exact: true }).click();
    await workspace('comparison');
    expect(await inBothThemes()).toEqual([]);
  });

  it('has nothing to hide in its dialogs', async () => {
    for (const key of ['Control+k', 'Control+e', 'Control+,']) {
      await page().keyboard.press(key);
      await page().getByRole('dialog').waitFor();
      expect(await inBothThemes(), key).toEqual([]);
      await page().keyboard.press('Escape');
      await page().getByRole('dialog').waitFor({ state: 'detached' });
    }
  });
});
