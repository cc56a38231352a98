import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { repository } from '../helpers/sources';
import { blockApp, clipboardOf, describeWindow, inFront, launchApp, scratchFolder } from './app';
import { axeViolations } from './axe';

const fixture = (name: string) => join(repository, 'test/fixtures', name);
/** The program that the profile was taken of: its sources. */
const programFolder = dirname(fixture('go-program/main.go'));
describeWindow('the tables of a profile', () => {
  const running = blockApp([fixture('go-cpu.pb.gz')]);
  beforeAll(async () => {
    await running.page.locator('[data-testid=workspace][data-ready=true]').waitFor();
  });
  const page = () => running.page;
  const grid = (name: string) => page().getByTestId(`${name}-table`).last();
  const row = (name: string, text: string | RegExp) => grid(name).getByRole('row', { name: text });
  async function openView(name: string): Promise<void> {
    await page().getByRole('button', { name: 'Open a view' }).first().click();
    await page().getByRole('menuitem', { name, exact: true }).click();
  }
  const hasKeys = (name: string) => grid(name).evaluate((element) => element === document.activeElement);
  async function press(...keys: string[]): Promise<void> {
    for (const key of keys) await page().keyboard.press(key);
  }

  it('are sorted, summed up and copied: functions', async () => {
    await openView('Functions');
    const first = grid('top').getByRole('row').nth(1);
    await expect.poll(() => first.textContent()).toMatch(/^70ms19.44%19.44%70ms19.44%cmpbody/);
    await grid('top').getByRole('button', { name: 'Cum', exact: true }).click();
    await expect.poll(() => first.textContent()).toMatch(/94.44%.*main\.main/);
    // The heads are one stop of the keyboard, with arrows between them.
    await grid('top').getByRole('button', { name: 'Cum', exact: true }).focus();
    await press('ArrowLeft', 'ArrowLeft', 'Enter', 'Escape');
    await expect.poll(() => hasKeys('top')).toBe(true);
    await page().getByRole('button', { name: 'Copy', exact: true }).click();
    await page().getByRole('menuitem', { name: 'Copy the table as CSV' }).click();
    await expect.poll(() => clipboardOf(running)).toContain('flat%');
    const copied = await clipboardOf(running);
    expect(copied.split(/\r?\n/)[0]).toBe('flat (nanoseconds),flat%,sum%,cum (nanoseconds),cum%,function');
    expect(copied.split(/\r?\n/)[1]).toMatch(/^70000000,19\.4+\d*,19\.4+\d*,70000000,19\.4+\d*,cmpbody$/);
  });

  it('lead from a function to its callers and callees by keys, and back', async () => {
    await row('top', /partitionOrdered/).click();
    await openView('Callers and callees');
    await row('callers', /pdqsortOrdered/).waitFor();
    await grid('callers').focus();
    // The function itself is where one stands; its caller is the row above.
    await press('ArrowUp', 'Enter');
    await row('callers', /Sort\[/).waitFor();
    // The keys are still in the rows, and go on from there.
    expect(await hasKeys('callers')).toBe(true);
    await press('Alt+ArrowLeft');
    await expect.poll(() => row('callers', /insertionSortOrdered/).count()).toBe(0);
    await page().getByRole('button', { name: 'Forward' }).last().click();
    await row('callers', /insertionSortOrdered/).waitFor();
  });

  it('unfold as a tree, from either end', async () => {
    await openView('Call tree');
    await grid('tree').focus();
    await press('*');
    await expect.poll(() => grid('tree').getByRole('row').count()).toBeGreaterThan(8);
    const expanded = grid('tree').locator('[role=row][aria-expanded=true]');
    await expect.poll(() => expanded.count()).toBeGreaterThan(5);
    await page().getByRole('button', { name: 'Fold everything' }).last().click();
    await expect.poll(() => expanded.count()).toBe(0);
    await grid('tree').focus();
    await press('Home', 'ArrowRight');
    await expect.poll(() => expanded.count()).toBe(1);
    await press('ArrowLeft');
    await expect.poll(() => expanded.count()).toBe(0);
    await page().getByRole('radio', { name: 'Bottom-up' }).last().click();
    await row('tree', /cmpbody/)
      .first()
      .waitFor();
    await row('tree', /cmpbody/)
      .first()
      .click();
    await grid('tree').focus();
    await press('ArrowRight');
    await row('tree', /Less\[/)
      .first()
      .waitFor();
  });

  it('show one label only, as a filter that can be undone', async () => {
    await openView('Tags');
    await expect.poll(() => row('tags', /hash/).textContent()).toMatch(/^80ms22.22%/);
    await grid('tags').focus();
    await press('Home', 'ArrowDown', 'ArrowDown', 'Enter');
    await expect.poll(() => row('tags', /hash/).textContent()).toMatch(/^80ms100%/);
    await page().getByTestId('undo').click();
    await expect.poll(() => row('tags', /hash/).textContent()).toMatch(/^80ms22.22%/);
    await row('tags', /hash/).click({ modifiers: ['Shift'] });
    await expect.poll(() => row('tags', /hash/).count()).toBe(0);
    await page().getByTestId('undo').click();
    await row('tags', /hash/).waitFor();
  });

  it('have a menu for labels and their values, by mouse and by key', async () => {
    await row('tags', /hash/).click({ button: 'right' });
    await page().getByRole('menuitem', { name: 'Copy label and value' }).click();
    await expect.poll(() => clipboardOf(running)).toBe('work: hash');
    await row('tags', /hash/).click({ button: 'right' });
    await page().getByRole('menuitem', { name: 'Hide what has this value' }).click();
    await expect.poll(() => row('tags', /hash/).count()).toBe(0);
    await page().getByTestId('undo').click();
    await row('tags', /hash/).waitFor();
    // The row that heads them, by keys.
    await grid('tags').focus();
    await press('Home', 'Shift+F10');
    await page().getByRole('menuitem', { name: 'Values as root frames' }).click();
    const chip = page().getByTestId('chip').filter({ hasText: 'tagroot' });
    await expect.poll(() => chip.allTextContents()).toEqual(['tagrootwork']);
    await page().getByTestId('undo').click();
    await expect.poll(() => chip.count()).toBe(0);
    // A menu leaves the keys where they were.
    await grid('tags').focus();
    await press('Home', 'Shift+F10');
    await page().getByRole('menuitem', { name: 'Fold the values' }).waitFor();
    await press('Escape');
    await expect.poll(() => hasKeys('tags')).toBe(true);
  });

  it('keep the keys, what is folded and an open menu when other rows come', async () => {
    await row('tags', /hash/).click({ modifiers: ['Shift'] });
    await expect.poll(() => row('tags', /hash/).count()).toBe(0);
    await grid('tags').focus();
    await press('Home');
    const less = (await grid('tags').getByRole('row').nth(1).textContent())!;
    // In one task: the rows are still those of before, and others take their place under the menu.
    await page().evaluate(() => {
      document.querySelector<HTMLElement>('[data-testid=undo]')!.click();
      const key = { key: 'F10', shiftKey: true, bubbles: true };
      document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', key));
    });
    await row('tags', /hash/).waitFor();
    await page().getByRole('menuitem', { name: 'Fold the values' }).click();
    const folded = grid('tags').locator('[role=row][aria-expanded=false]');
    await expect.poll(() => folded.count()).toBe(1);
    expect(await hasKeys('tags')).toBe(true);
    await press('Control+Shift+Z');
    await expect.poll(() => folded.textContent()).toBe(less.replace('▾', '▸'));
    expect(await hasKeys('tags')).toBe(true);
    await press('Control+Z', 'ArrowRight');
    await row('tags', /hash/).waitFor();
  });

  it('list stacks with their labels', async () => {
    await openView('Traces');
    await grid('traces').focus();
    await press('ArrowDown');
    await page().getByRole('list', { name: 'Labels' }).getByText('work: hash').waitFor();
    const stack = page().getByTestId('trace-stack').getByRole('row');
    await expect.poll(() => stack.count()).toBe(14);
    await page().getByRole('button', { name: 'Copy the stack' }).click();
    await expect.poll(() => clipboardOf(running)).toMatch(/^crypto/);
    const copied = await clipboardOf(running);
    expect(copied.trim().split(/\r?\n/)).toHaveLength(13);
    expect(copied).toMatch(/^crypto\/internal\/fips140\/sha256\.blockSHANI\r?\n/);
    await page().getByTestId('search').fill('fmt\\.Sprint');
    await page()
      .getByText(/^\d+ of 27 stacks$/)
      .waitFor();
    await page().getByTestId('search').fill('');
    await page().getByText('27 stacks', { exact: true }).waitFor();
  });

  it('say in words what stands out, and lead there', async () => {
    await openView('Summary');
    const summary = page().getByTestId('summary-view');
    await summary.getByText('Only 36 observations').waitFor();
    await expect
      .poll(() => summary.textContent())
      .toMatch(/CPU time \(cpu\).*Total360ms.*Lasted2s.*10ms \(cpu\)/);
    await summary.getByRole('button', { name: /main\.\s?sortAll/ }).click();
    await grid('callers')
      .getByRole('row', { name: /main\.func1\.2/ })
      .waitFor();
  });

  it('find a source by a rule that the person gives', async () => {
    await openView('Source');
    await page().getByText('is not on this machine where the profile has it').waitFor();
    await row('source', /200ms\s*55\.56%/)
      .first()
      .waitFor();
    await page().getByRole('button', { name: 'Say where it is…' }).click();
    const dialog = page().getByRole('dialog', { name: 'Where sources are' });
    // What the rule lacks has the keys already.
    await expect
      .poll(() => page().evaluate(() => document.activeElement?.closest('li')?.textContent))
      .toContain('are below the folder');
    await running.app.evaluate(({ dialog: native }, folder) => {
      native.showOpenDialog = async () => ({ canceled: false, filePaths: [folder] });
    }, programFolder);
    await dialog.getByRole('button', { name: 'Choose…' }).click();
    const folder = dialog.getByLabel('are below the folder');
    await expect.poll(() => folder.inputValue()).toBe(programFolder);
    // Without its folder the rule is not kept, and says so; with it, Enter keeps it.
    await folder.fill('');
    await folder.press('Enter');
    await dialog.getByText('A rule needs a folder.').waitFor();
    await folder.fill(programFolder);
    await folder.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    const line = row('source', /sort\.Strings\(words\)/);
    await line.waitFor();
    await expect.poll(() => line.textContent()).toMatch(/200ms55.56%/);
    // Colours come in parts.
    await line.locator('code span').first().waitFor();
    await grid('source').focus();
    await press('n', 'p');
    await expect
      .poll(() => grid('source').locator('[role=row][aria-selected=true]').textContent())
      .toContain('sort.Strings');
  });

  it('ask before another folder is read, and keep to the answer', async () => {
    await running.app.evaluate(({ dialog: native }) => {
      native.showMessageBox = (async () => ({ response: 0, checkboxChecked: false })) as never;
    });
    await page().getByRole('button', { name: 'Path rules…' }).last().click();
    const dialog = page().getByRole('dialog', { name: 'Where sources are' });
    await dialog.getByRole('button', { name: 'Add a rule' }).click();
    await dialog.getByLabel('are below the folder').last().fill(running.folder);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByRole('alert').waitFor();
    await press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  it('say what is missing for the machine code, and what is known without it', async () => {
    await openView('Disassembly');
    await page()
      .getByText(/\/tmp\/fixture\/program.*Sampled addresses:/)
      .waitFor();
    await row('disasm', /fixture\/main\.go:\d+/)
      .first()
      .waitFor();
  });

  it('of one function keep it, and the keys, when the tree is another', async () => {
    for (const [view, name] of [
      ['Callers and callees', 'callers'],
      ['Source', 'source'],
      ['Disassembly', 'disasm'],
    ] as const) {
      await page().getByRole('tab', { name: view, exact: true }).last().click();
      await grid(name).getByRole('row').nth(2).waitFor();
      await press('Control+Shift+F');
      await page().getByTestId('filter-input').fill('ignore=sha256');
      await press('Enter');
      const settled = async () => {
        await page().locator('[data-testid=workspace][data-ready=true]').waitFor();
        await expect.poll(() => page().locator('[data-pane]:visible [aria-busy=true]').count()).toBe(0);
      };
      await expect.poll(() => page().getByTestId('chip').count()).toBe(1);
      await settled();
      await grid(name).focus();
      await press('End', 'Control+z');
      await expect.poll(() => page().getByTestId('chip').count()).toBe(0);
      await settled();
      expect(await hasKeys(name), view).toBe(true);
    }
  });

  it('lead from a menu to the function that it was opened of, when the tree is another by then', async () => {
    await page().getByRole('tab', { name: 'Functions', exact: true }).last().click();
    const rows = async () => Number(await grid('top').getAttribute('aria-rowcount'));
    const all = await rows();
    await press('Control+Shift+F');
    await page().getByTestId('filter-input').fill('focus=Ordered');
    await press('Enter');
    await expect.poll(rows).toBeLessThan(all);
    await row('top', /cmpbody/).click({ button: 'right' });
    await page().evaluate(() => document.querySelector<HTMLElement>('button[aria-label^=Remove]')!.click());
    await expect.poll(rows).toBe(all);
    await page().getByRole('menuitem', { name: 'Callers and callees' }).click();
    const self = grid('callers').locator('[role=row][aria-selected=true]');
    await expect.poll(() => self.textContent()).toContain('cmpbody');
  });

  it('do not offer goroutines where none are counted', async () => {
    await page().getByRole('button', { name: 'Open a view' }).first().click();
    await page().getByRole('menuitem', { name: 'Tags', exact: true }).waitFor();
    expect(await page().getByRole('menuitem', { name: 'Goroutines', exact: true }).count()).toBe(0);
    await press('Escape');
  });

  it('have no violation of accessibility', async () => {
    for (const name of [
      'Functions',
      'Callers and callees',
      'Call tree',
      'Tags',
      'Traces',
      'Source',
      'Disassembly',
      'Summary',
    ]) {
      await page().getByRole('tab', { name, exact: true }).last().click();
      for (const colorScheme of ['light', 'dark'] as const) {
        await page().emulateMedia({ colorScheme });
        const found = await axeViolations(running.page, '[data-testid$=-table], [data-testid=summary-view]');
        expect({ name, colorScheme, found }).toEqual({ name, colorScheme, found: [] });
      }
    }
    await page().emulateMedia({ colorScheme: null });
  });

  it('leave no complaint behind', () => {
    expect(running.complaints).toEqual([]);
  });
});

describeWindow('a dump of goroutines', () => {
  const scratch = scratchFolder();
  afterAll(() => scratch.remove());

  it('is grouped, searched, and read stack by stack', async () => {
    const running = await launchApp(scratch.folder, [fixture('goroutine-dump/debug2.txt')]);
    const { page } = running;
    await page.locator('[data-testid=workspace][data-ready=true]').waitFor();
    await page.getByRole('button', { name: 'Open a view' }).first().click();
    await page.getByRole('menuitem', { name: 'Goroutines', exact: true }).click();
    const table = page.getByTestId('goroutines-table');
    await expect.poll(() => table.getByRole('row').count()).toBe(5);
    await page.getByRole('radio', { name: 'By state' }).click();
    await expect.poll(() => table.getByRole('row').count()).toBe(3);
    await page.getByRole('textbox', { name: 'Filter goroutines' }).fill('running');
    await page.getByText('1 of 6 goroutines').waitFor();
    await table.focus();
    await page.keyboard.press('ArrowDown');
    await page.getByRole('grid', { name: 'Stack' }).getByText('save').waitFor();
    expect(running.complaints).toEqual([]);
    await running.close();
  });
});

describeWindow('the tables of a comparison', () => {
  const scratch = scratchFolder();
  afterAll(() => scratch.remove());

  it('have before, after and the change', async () => {
    const running = await launchApp(scratch.folder, [fixture('go-cpu.pb.gz'), fixture('v8/node.cpuprofile')]);
    const { page } = running;
    await inFront(page, 'node.cpuprofile');
    await page.getByRole('button', { name: 'Compare' }).click();
    await page.locator('[data-testid=workspace][data-session=comparison][data-ready=true]').waitFor();
    const open = async (name: string) => {
      await page.getByRole('button', { name: 'Open a view' }).first().click();
      await page.getByRole('menuitem', { name, exact: true }).click();
    };
    await open('Functions');
    const heads = page.getByTestId('top-table').last().getByRole('columnheader');
    await expect
      .poll(() => heads.allTextContents())
      .toEqual(['Flat before', 'Flat after', 'Flat Δ ↓', 'Cum before', 'Cum after', 'Cum Δ', 'Function']);
    for (const [view, table] of [
      ['Callers and callees', 'callers'],
      ['Call tree', 'tree'],
      ['Traces', 'traces'],
    ] as const) {
      await open(view);
      const begin = page.getByRole('button', { name: 'Begin with the heaviest' });
      if (table === 'callers' && (await begin.count()) > 0) await begin.click();
      const texts = page.getByTestId(`${table}-table`).last().getByRole('columnheader');
      await expect.poll(async () => (await texts.allTextContents()).join(' ')).toMatch(/before .*after .*Δ/);
    }
    await open('Summary');
    await page.getByTestId('summary-view').getByText('What changed most').waitFor();
    expect(running.complaints).toEqual([]);
    await running.close();
  });

  it('hold only the rows in sight, however many there are', async () => {
    const path = join(scratch.folder, 'many.folded');
    writeFileSync(path, Array.from({ length: 3000 }, (_, i) => `main;f${i} ${1 + (i % 7)}`).join('\n'));
    const running = await launchApp(scratch.folder, [path]);
    const { page } = running;
    await page.locator('[data-testid=workspace][data-ready=true]').waitFor();
    for (const [view, table] of [
      ['Functions', 'top'],
      ['Traces', 'traces'],
    ] as const) {
      await page.getByRole('button', { name: 'Open a view' }).first().click();
      await page.getByRole('menuitem', { name: view, exact: true }).click();
      const rows = page.getByTestId(`${table}-table`).last().getByRole('row');
      await rows.nth(1).waitFor();
      expect(await rows.count()).toBeLessThan(100);
    }
    await running.close();
  });
});
