import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { saveSimulatedRun } from '../helpers/simulated-run';
import { type Behaviour, seeded, simulatedStacks } from '../helpers/simulated-service';
import { describeWindow, launchApp, scratchFolder } from './app';

const name = simulatedStacks[0]!.names.at(-1)!;

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
});
