import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { repository } from '../helpers/sources';
import { blockApp, describeWindow } from './app';

const profile = join(repository, 'test/fixtures/go-cpu.pb.gz');
const dump = join(repository, 'test/fixtures/goroutine-dump/debug2.txt');

describeWindow('what is exported', () => {
  const running = blockApp([profile, dump]);
  const page = () => running.page;
  const ready = () => page().locator('[data-testid=workspace][data-ready=true]').waitFor();
  const show = async (view: string) => {
    await page().keyboard.press('Control+k');
    await page().getByTestId('palette-input').fill(view);
    await page().getByRole('dialog').getByRole('option', { name: view, exact: true }).first().click();
    await page().locator(`.dv-active-tab`, { hasText: view }).first().waitFor();
    await ready();
  };
  const save = async (name: string) => {
    const target = join(running.folder, 'saved');
    rmSync(target, { force: true });
    await running.app.evaluate(({ dialog }, path) => {
      dialog.showSaveDialog = (async () => ({ canceled: false, filePath: path })) as never;
    }, target);
    await page().keyboard.press('Control+e');
    await page().getByRole('button', { name, exact: false }).click();
    const read = () => {
      try {
        return readFileSync(target);
      } catch {
        return Buffer.alloc(0);
      }
    };
    await expect.poll(() => read().length, { message: name }).toBeGreaterThan(20);
    return read();
  };

  it('is in the unit that all views are in', async () => {
    await page().getByRole('tab', { name: 'go-cpu.pb.gz' }).first().click();
    await ready();
    await page().keyboard.press('Control+Shift+F');
    await page().getByTestId('unit').selectOption('us');
    await ready();
    const figures = async () => {
      const pane = page().locator('[data-pane]:visible').last();
      const cells = await pane.locator('[role=cell], [role=gridcell]').allTextContents();
      return cells.filter((cell) => /^\d[\d.,]*(ns|us|ms|s)$/.test(cell));
    };
    for (const view of ['Functions', 'Call tree', 'Traces', 'Source', 'Disassembly']) {
      await show(view);
      // Views of one function begin with asking which.
      const pick = page()
        .locator('[data-pane]:visible')
        .last()
        .getByRole('button', { name: /heaviest/i });
      if (view === 'Source') {
        await pick.click();
        // Its lines have the menu of their function, like every row.
        await page().getByTestId('source-table').getByRole('row').nth(1).click({ button: 'right' });
        await page().getByRole('menuitem', { name: 'Copy name' }).waitFor();
        await page().keyboard.press('Escape');
      }
      await expect
        .poll(async () => (await figures()).length, { message: view, timeout: 8000 })
        .toBeGreaterThan(0);
      const found = await figures();
      expect(
        found.filter((figure) => !figure.endsWith('us')),
        view,
      ).toEqual([]);
    }
    const csv = (await save('Table for spreadsheets')).toString();
    expect(csv.split('\r\n')[0]).toBe('function,file,flat (us),flat (%),cum (us),cum (%)');
    expect((await save('Report: one page')).toString()).toMatch(/<td class="n"[^>]*>\d[\d.]*us<\/td>/);
  });

  it('is what filters left, in every format', async () => {
    await page().getByTestId('filter-input').fill('focus=main\\.hashAll');
    await page().keyboard.press('Enter');
    await ready();
    for (const name of [
      'Folded stacks',
      'Table for spreadsheets',
      'Report: one page',
      'Picture that zooms',
    ]) {
      const text = (await save(name)).toString();
      expect(text, name).toContain('main.hashAll');
      expect(text, name).not.toContain('main.sortAll');
    }
    await save('Profile for pprof');
    const cli = join(repository, 'dist/cli.cjs');
    const top = execFileSync(process.execPath, [cli, 'top', join(running.folder, 'saved')], {
      encoding: 'utf8',
    });
    expect(top).toContain('main.hashAll');
    expect(top).not.toContain('main.sortAll');
  });

  it('opens in a browser, in the language of the window', async () => {
    await page().keyboard.press('Control+,');
    await page().getByRole('radio', { name: '简体中文' }).click();
    await page().keyboard.press('Escape');
    await page().getByTestId('workspace').waitFor();
    const report = (await save('报告')).toString();
    const picture = (await save('可在浏览器中缩放')).toString();
    const seen = await running.app.evaluate(
      async ({ BrowserWindow }, [html, svg]) => {
        const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true } });
        const ask = async (text: string, type: string, script: string) => {
          await window.loadURL(`data:${type};charset=utf-8;base64,${Buffer.from(text).toString('base64')}`);
          return window.webContents.executeJavaScript(script);
        };
        const said = await ask(
          html,
          'text/html',
          `(() => { const f = document.getElementById('filter'); f.value = 'hashAll'; f.dispatchEvent(new Event('input'));
            return [document.documentElement.lang, document.querySelector('h2').textContent, document.getElementById('shown').textContent, document.querySelectorAll('.picture .f').length]; })()`,
        );
        const drawn = await ask(
          svg,
          'image/svg+xml',
          `(() => { document.getElementById('search').dispatchEvent(new MouseEvent('click', { bubbles: true }));
            const i = document.querySelector('#searchbox input'); i.value = 'hashAll'; i.dispatchEvent(new Event('input'));
            return [i.placeholder, document.getElementById('matched').textContent, document.getElementById('details').textContent]; })()`,
        );
        window.destroy();
        return { said, drawn };
      },
      [report, picture] as const,
    );
    expect(seen.said.slice(0, 2)).toEqual(['zh-CN', '摘要']);
    expect(seen.said[2]).toMatch(/^\d+ \/ \d+$/);
    expect(seen.said[3]).toBeGreaterThan(3);
    expect(seen.drawn[0]).toBe('正则表达式');
    expect(seen.drawn[1]).toMatch(/^匹配 \d/);
    expect(seen.drawn[2]).toMatch(/^总计 \d[\d.]*us/);
    await page().keyboard.press('Control+,');
    await page().getByRole('radio', { name: 'English' }).click();
    await page().keyboard.press('Escape');
  });

  it('leaves no complaint behind', () => {
    expect(running.complaints).toEqual([]);
  });
});
