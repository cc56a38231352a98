import { basename } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { millionProfile } from '../bench/million';
import { dropFile } from '../helpers/drop-file';
import { blockApp, describeWindow, inFront, launchApp, type RunningApp, scratchFolder } from './app';
import { recordPageTasks } from './page-tasks';
import { slowness } from './slow';

/**
 * No task of the page may take longer, in milliseconds of processor time: keys and the pointer would be felt to wait.
 * Work that grew with the samples would take hundreds.
 */
const longestTaskMs = 50;
/** A million samples on a busy machine. */
const patienceMs = 60_000;

/** Opens a file as the system asks for it, and a command line: main reads it, and its bytes cross to the page. */
async function openBySystem({ app }: RunningApp, path: string): Promise<void> {
  await app.evaluate(({ app }, file) => app.emit('open-file', { preventDefault() {} }, file), path);
}

async function tasksWhile({ app }: RunningApp, work: () => Promise<void>): Promise<number[]> {
  const stop = await recordPageTasks(app);
  await work();
  return stop();
}

function expectShort(tasks: readonly number[]): void {
  expect(tasks.length).toBeGreaterThan(100 / slowness);
  expect(Math.max(...tasks)).toBeGreaterThan(1);
  expect(Math.max(...tasks)).toBeLessThanOrEqual(longestTaskMs * slowness);
}

describeWindow('opening a profile of a million samples', () => {
  const running = blockApp();
  const workspace = () => running.page.getByTestId('workspace');

  beforeAll(() => {
    running.page.setDefaultTimeout(patienceMs);
    // So wide that the table of functions stands beside the flame.
    return running.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]!.setContentSize(1600, 900),
    );
  });

  /** Until all panes stand, and what is only said once the picture rests. */
  async function opened(): Promise<void> {
    await running.page.locator('[data-testid=workspace][data-ready=true]').waitFor();
    await running.page.getByTestId('top-table').getByRole('row').nth(2).waitFor();
    await running.page.waitForTimeout(1000);
  }

  it('holds the page nowhere where it is dropped', async () => {
    const tasks = await tasksWhile(running, async () => {
      await dropFile(running.page, millionProfile());
      await opened();
    });
    expectShort(tasks);
    await running.page.keyboard.press('Control+W');
    await workspace().waitFor({ state: 'detached' });
  }, 180_000);

  it('holds the page nowhere where main reads it', async () => {
    const tasks = await tasksWhile(running, async () => {
      await openBySystem(running, millionProfile());
      await opened();
    });
    expectShort(tasks);
  }, 180_000);
});

describeWindow('a profile of a million samples', () => {
  const scratch = scratchFolder();
  let running: RunningApp;
  const page = () => running.page;
  const table = (name: string) => page().getByTestId(`${name}-table`).last();
  const tab = (name: string) => page().getByRole('tab', { name, exact: true }).last();

  beforeAll(async () => {
    running = await launchApp(scratch.folder, [millionProfile()]);
    page().setDefaultTimeout(patienceMs);
    await page().locator('[data-testid=workspace][data-ready=true]').waitFor();
  }, 180_000);
  afterAll(async () => {
    await running?.close();
    scratch.remove();
  });

  async function openView(name: string): Promise<void> {
    await page().getByRole('button', { name: 'Open a view' }).first().click();
    await page().getByRole('menuitem', { name, exact: true }).click();
    await page().getByRole('tab', { name, exact: true, selected: true }).last().waitFor();
  }

  it('goes from view to view without holding the page', async () => {
    expectShort(await tasksWhile(running, goFromViewToView));
  }, 180_000);

  async function goFromViewToView(): Promise<void> {
    for (const name of ['Functions', 'Call tree', 'Callers and callees', 'Traces', 'Source']) {
      await openView(name);
    }
    await tab('Summary').click();
    await page()
      .getByTestId('summary-view')
      .getByRole('button', { name: /Method/ })
      .first()
      .waitFor();
    await tab('Functions').click();
    await table('top').getByRole('row').nth(2).waitFor();
    await tab('Traces').click();
    await table('traces').getByRole('row').nth(2).waitFor();
    await tab('Call tree').click();
    await page().getByRole('radio', { name: 'Bottom-up' }).last().click();
    await table('tree').getByRole('row').nth(2).waitFor();
    await tab('Callers and callees').click();
    await page().getByRole('button', { name: 'Begin with the heaviest' }).last().click();
    await table('callers').getByRole('row').nth(2).waitFor();
  }

  it('shows how far a filter is, and stops it when told to', async () => {
    await page().keyboard.press('Control+Shift+F');
    await page().getByTestId('filter-input').fill('focus=Method1');
    await page().keyboard.press('Enter');
    const bar = page().getByRole('progressbar', { name: 'Building the call tree' }).last();
    await bar.waitFor();
    await page().getByRole('button', { name: 'Cancel' }).last().click();
    await bar.waitFor({ state: 'detached' });
    // What the worker was called off from does not keep the next question waiting.
    const asked = Date.now();
    await page().getByTestId('search').fill('Method7');
    await expect
      .poll(() => page().getByTestId('search-result').textContent(), { timeout: patienceMs / 4 })
      .toMatch(/%/);
    expect(Date.now() - asked).toBeLessThan(patienceMs / 4);
    await page().getByTestId('search').fill('');
    await page().getByTestId('undo').click();
  }, 180_000);
});

describeWindow('a comparison of two such profiles', () => {
  const scratch = scratchFolder();
  afterAll(() => scratch.remove());

  it('shows its first picture while noise is still told from change, and how far that is', async () => {
    const { page, close, complaints } = await launchApp(scratch.folder, [
      millionProfile(),
      millionProfile(1),
    ]);
    page.setDefaultTimeout(patienceMs);
    await inFront(page, basename(millionProfile(1)));
    await page.getByRole('button', { name: 'Compare' }).click();
    await page.locator('[data-testid=workspace][data-session=comparison][data-ready=true]').waitFor();
    const drawn = page.locator('[data-frames-drawn]').first();
    await expect.poll(async () => Number(await drawn.getAttribute('data-frames-drawn'))).toBeGreaterThan(10);
    await page.getByRole('button', { name: 'Open a view' }).first().click();
    await page.getByRole('menuitem', { name: 'Changes', exact: true }).click();
    const bar = page.getByRole('progressbar', { name: 'Telling change from noise…' }).first();
    await bar.waitFor();
    await expect
      .poll(async () => Number(await bar.getAttribute('aria-valuenow')), { timeout: patienceMs })
      .toBeGreaterThan(0);
    await page.getByRole('button', { name: 'Cancel' }).last().click();
    await page.getByText('What is noise is not told').first().waitFor();
    expect(complaints).toEqual([]);
    await close();
  }, 300_000);
});
