import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWindow, launchApp, type RunningApp, scratchFolder } from './app';
import { prepareAudit } from './looks/audit';
import { foreignTexts } from './looks/foreign';
import { writeOddProfiles } from './looks/profiles';
import { writeOddRuns } from './looks/runs';
import { allLooks, everything, lookAtViews, usual } from './looks/tour';
import { compare, showTab } from './looks/workbench';

/** Every view in Chinese: it fits, and says nothing in another language but names of code and units. */

const looks = everything ? allLooks : [usual];
const patiently = everything ? 600_000 : 120_000;

describeWindow('the looks of every view in Chinese', () => {
  const scratch = scratchFolder();
  let running: RunningApp;
  beforeAll(async () => {
    writeOddRuns(`${scratch.folder}/library`);
    running = await launchApp(scratch.folder, ['--lang=zh-CN', ...writeOddProfiles(scratch.folder)]);
    await prepareAudit(running.page);
  }, patiently);
  afterAll(async () => {
    await running?.close();
    scratch.remove();
  });

  /** Names of functions, files, sample types and units, which stay as they are. */
  const ofCode =
    /^(\/\S+|\S+\.(go|pb|cc|inc)\S*|\S*[(*].*|\S*::.*|[\w.]+\/\S+|main|parse|cpu|goroutine|[a-z]+_[a-z_]+|contentions|energy|cycles|[\d.,+-]*\s?(ns|us|ms|s|mins?|hrs|B|kB|MB|GB|joules|goroutines?)(\/req)?)$/;
  const alsoWrong = async () =>
    (await foreignTexts(running.page))
      .filter((text) => !ofCode.test(text))
      .map((text) => `not in Chinese: '${text}'`);

  for (const name of ['short.pb', 'types.pb', 'goroutines.pb'] as const) {
    it(
      `of ${name}`,
      async () => {
        await showTab(running.page, name);
        expect(await lookAtViews(running, { subject: `zh ${name}`, looks, alsoWrong })).toEqual([]);
      },
      patiently,
    );
  }

  it(
    'of a comparison',
    async () => {
      await compare(running.page, 'short.pb', 'mixed.pb');
      expect(await lookAtViews(running, { subject: 'zh short.pb → mixed.pb', looks, alsoWrong })).toEqual([]);
    },
    patiently,
  );

  it(
    'of a run',
    async () => {
      const { page } = running;
      await page.keyboard.press('Control+1');
      await page.getByRole('button', { name: 'ordinary', exact: true }).click();
      await page.locator('[data-testid=workspace][data-session=comparison][data-ready=true]').waitFor();
      expect(await lookAtViews(running, { subject: 'zh run', looks, alsoWrong })).toEqual([]);
      expect(running.complaints).toEqual([]);
    },
    patiently,
  );
});
