import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWindow, launchApp, type RunningApp, scratchFolder } from './app';
import { audit, prepareAudit, settle } from './looks/audit';
import { photograph } from './looks/camera';
import { oddRuns, writeOddRuns } from './looks/runs';
import { allLooks, everything, lookAtViews, usual, wear, written } from './looks/tour';

/** What only a recorded run has to show: its load, its notes, values per request; and the list of runs. */

const looks = everything ? allLooks : [usual];
const patiently = everything ? 600_000 : 120_000;

describeWindow('the looks of runs', () => {
  const scratch = scratchFolder();
  let running: RunningApp;
  beforeAll(async () => {
    writeOddRuns(`${scratch.folder}/library`);
    running = await launchApp(scratch.folder);
    await prepareAudit(running.page);
  }, patiently);
  afterAll(async () => {
    await running?.close();
    scratch.remove();
  });

  /** What is wrong with a screen, in every look. */
  async function lookAtScreen(subject: string): Promise<string[]> {
    const found: string[] = [];
    for (const worn of looks) {
      await wear(running, worn);
      await photograph(running.page, subject, written(worn));
      found.push(...(await audit(running.page)).map((line) => `${line} (${written(worn)})`));
    }
    return found;
  }

  it('in their list', async () => {
    const { page } = running;
    for (const { run } of Object.values(oddRuns))
      await page.getByRole('button', { name: run.label }).waitFor();
    expect(await lookAtScreen('list of runs')).toEqual([]);
  });

  for (const name of ['ordinary', 'absurd', 'idle'] as const) {
    it(
      `of the ${name} one`,
      async () => {
        const { page } = running;
        await page.keyboard.press('Control+1');
        await page.getByRole('button', { name: oddRuns[name]!.run.label, exact: true }).click();
        await page.locator('[data-testid=workspace]').waitFor();
        await settle(page);
        const views = everything ? {} : { views: ['Load', 'Notes', 'Summary', 'Changes'] };
        // One run of one variant has nothing that changed.
        if (name === 'idle' && !everything) views.views!.pop();
        expect(await lookAtViews(running, { subject: `run ${name}`, looks, ...views })).toEqual([]);
        // Per request is how they are shown first.
        if (name === 'idle' || !everything) return;
        await page.getByRole('radio', { name: 'Absolute' }).click();
        await settle(page);
        expect(await lookAtViews(running, { subject: `run ${name}, absolute`, looks })).toEqual([]);
      },
      patiently,
    );
  }

  it('of the broken one, which has a load alone', async () => {
    const { page } = running;
    await page.keyboard.press('Control+1');
    await page.getByRole('button', { name: 'broken', exact: true }).click();
    await page.getByText('No profile was whole').waitFor();
    expect(await lookAtScreen('run broken')).toEqual([]);
    expect(running.complaints).toEqual([]);
  });
});
