import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, expect, it } from 'vitest';
import { saveSimulatedRun } from '../helpers/simulated-run';
import { type Behaviour, seeded, simulatedStacks } from '../helpers/simulated-service';
import { describeWindow, launchApp, scratchFolder } from './app';
import { photograph } from './looks/camera';
import { setSize, setTheme } from './looks/workbench';

const [caller, name] = simulatedStacks[0]!.names.slice(-2) as [string, string];
const callee = simulatedStacks
  .map(({ names }) => names[names.indexOf(name) + 1])
  .find((each, i) => each !== undefined && simulatedStacks[i]!.names.includes(name))!;

describeWindow('a comparison of rounds on a machine whose speed swings', () => {
  const scratch = scratchFolder();
  afterAll(() => scratch.remove());

  it('says in every place what is change, what noise, and what changed its share only', async () => {
    const swinging: Behaviour = { samples: 6000, together: 0.2, alone: 0.002 };
    const variants = [swinging, { ...swinging, slower: { name, by: 1.25 } }];
    await saveSimulatedRun(join(scratch.folder, 'library'), {
      id: 'swinging',
      variants,
      rounds: 8,
      random: seeded(17),
    });
    const { page, complaints, close } = await launchApp(scratch.folder);
    await page.getByText('label of swinging').click();
    await page.locator('[data-testid=workspace][data-session=comparison][data-ready=true]').waitFor();

    // Nobody has judged yet: the total has no colour.
    const total = page.getByTestId('summary').locator('strong');
    expect(await total.getAttribute('data-change')).toBeNull();

    await page.getByRole('tab', { name: 'Summary' }).click();
    const summary = page.getByTestId('summary-view');
    await summary.getByText('Noise measured over 8 and 8 rounds').waitFor();
    const share = summary.getByRole('listitem').filter({ hasText: 'of its share' }).first();
    await share.waitFor();
    expect(await share.locator('[data-change=more]').count()).toBe(1);
    const noise = summary
      .getByRole('listitem')
      .filter({ hasText: /noise$/ })
      .first();
    expect(await noise.locator('[data-change]').count()).toBe(0);
    await page.getByTestId('summary').getByText('noise').waitFor();
    expect(await total.getAttribute('data-change')).toBeNull();

    await page.getByRole('tab', { name: 'Changes' }).click();
    const table = page.getByTestId('diff-table');
    await table.getByRole('columnheader', { name: 'Δ% share' }).waitFor();
    const row = table.getByRole('row').filter({ hasText: name }).first();
    await row.getByTitle('Noise hides it here, but its share of the whole changed').waitFor();

    await page.getByRole('tab', { name: 'Functions' }).click();
    const functions = page.getByTestId('top-table');
    await functions.getByRole('row').filter({ hasText: name }).first().waitFor();
    await expect.poll(() => functions.locator('[data-change]').count()).toBe(0);

    await page.getByRole('button', { name: 'Open a view' }).first().click();
    await page.getByRole('menuitem', { name: 'Call tree', exact: true }).click();
    const tree = page.getByTestId('tree-table');
    await tree.getByRole('row').filter({ hasText: 'serve' }).first().waitFor();
    await expect.poll(() => tree.locator('[data-change]').count()).toBe(0);
    expect(complaints).toEqual([]);
    await close();
  });

  it('leaves noise without a colour in every table and picture of a comparison, and shows what is sure', async () => {
    const folder = join(scratch.folder, 'detailed');
    const calm: Behaviour = { samples: 20_000, together: 0.01, alone: 0.03, detailed: true };
    await saveSimulatedRun(join(folder, 'library'), {
      id: 'detailed',
      variants: [calm, { ...calm, slower: { name, by: 1.5 } }],
      rounds: 5,
      random: seeded(23),
    });
    const { app, page, complaints, close } = await launchApp(folder);
    await setSize(app, page, [1280, 800]);
    await page.getByText('label of detailed').click();
    await page.locator('[data-testid=workspace][data-session=comparison][data-ready=true]').waitFor();
    const open = async (view: string) => {
      await page.getByRole('button', { name: 'Open a view' }).first().click();
      await page.getByRole('menuitem', { name: view, exact: true }).click();
    };
    const take = async (where: string) => {
      for (const theme of ['light', 'dark'] as const) {
        await setTheme(page, theme);
        await photograph(page, 'noise', `${where}, ${theme}`);
      }
    };
    const rowsOf = (testId: string) => page.getByTestId(testId).getByRole('row');
    const toned = (of: Locator) => of.locator('[data-change]').count();

    // The function that got slower, and whom it calls and is called by.
    await open('Callers and callees');
    await page.getByRole('tab', { name: 'Functions' }).click();
    await rowsOf('top-table').filter({ hasText: name }).first().click();
    await page.getByRole('tab', { name: 'Callers and callees' }).click();
    const callers = rowsOf('callers-table');
    await callers.filter({ hasText: caller }).first().locator('[data-change=more]').first().waitFor();
    const whole = callers.filter({ hasText: name });
    await expect.poll(() => toned(whole)).toBe(2);
    // What it calls costs what it did, and so does the way on which it only calls that.
    expect(await toned(callers.filter({ hasText: callee }))).toBe(0);
    await take('callers');

    await open('Tags');
    const tags = rowsOf('tags-table');
    await tags.locator('[data-change=more]').first().waitFor();
    const slow = `/${simulatedStacks[0]!.names[2]}`;
    await expect.poll(() => toned(tags.filter({ hasText: slow }))).toBe(2);
    await expect.poll(() => tags.locator('[data-faint]').count()).toBeGreaterThan(3);
    await take('tags');

    await open('Traces');
    const traces = rowsOf('traces-table');
    await traces.filter({ hasText: name }).first().locator('[data-change=more]').waitFor();
    expect(await traces.locator('[data-faint]').count()).toBeGreaterThan(
      await toned(page.getByTestId('traces-table')),
    );
    await traces.filter({ hasText: name }).first().click();
    await page.getByRole('list', { name: 'Labels' }).locator('[data-change=more]').waitFor();
    await take('traces');

    await open('Source');
    const source = rowsOf('source-table');
    await source.locator('[data-change=more]').first().waitFor();
    expect(await source.locator('[data-faint]').count()).toBeGreaterThan(
      await toned(page.getByTestId('source-table')),
    );
    await take('source');

    await open('Disassembly');
    const code = rowsOf('disasm-table');
    await code.locator('[data-change=more]').first().waitFor();
    await expect.poll(() => code.count()).toBe(2);
    await take('disassembly');

    await open('Sandwich');
    await page.getByTestId('sandwich').getByText('noise, or less than').waitFor();
    await take('sandwich');

    await open('Call graph');
    const side = page.getByTestId('graph-side');
    await side.getByRole('table').locator('[data-change=more]').first().waitFor();
    await take('graph');
    // Up the path, where there are other calls, which did not change.
    for (const above of simulatedStacks[0]!.names.slice(2, -1).reverse()) {
      await side.getByRole('button', { name: above }).first().click();
      await side.getByRole('heading', { name: above }).waitFor();
    }
    await expect.poll(() => side.getByRole('list').locator('[data-faint]').count()).toBeGreaterThan(0);
    await take('graph-quiet');
    expect(complaints).toEqual([]);
    await close();
  });
});
