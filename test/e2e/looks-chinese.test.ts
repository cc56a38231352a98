import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Profile } from '../../engine/model/profile';
import { describeWindow, launchApp, type RunningApp, scratchFolder } from './app';
import { prepareAudit } from './looks/audit';
import { foreignTexts } from './looks/foreign';
import { absurdNames, absurdPath } from './looks/names';
import { oddProfiles, plainNames, writeOddProfiles } from './looks/profiles';
import { oddRuns, writeOddRuns } from './looks/runs';
import { allLooks, everything, lookAtViews, usual } from './looks/tour';
import { showTab } from './looks/workbench';

/** Every view in Chinese: it fits, and says nothing in another language but names of code and units. */

const wordsIn = (text: string) => text.match(/\p{L}{3,}/gu) ?? [];

/** Names of functions, files, runs, sample types, labels and units, which stay as they are. */
const ofData: ReadonlySet<string> = new Set(
  [...plainNames, ...absurdNames, absurdPath, ...Object.values(oddProfiles).flatMap(typesOf)]
    .concat(Object.keys(oddProfiles), Object.keys(oddRuns))
    .concat('/opt/service/bin/service root main req CPU Goroutine slow fast http://127.0.0.1/search?q=oak')
    .flatMap(wordsIn),
);

function typesOf({ sampleTypes }: Profile): string[] {
  return sampleTypes.flatMap(({ type, unit }) => [type, unit]);
}

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

  const alsoWrong = async () =>
    (await foreignTexts(running.page))
      .filter((text) => wordsIn(text).some((word) => !ofData.has(word)))
      .map((text) => `not in Chinese: '${text}'`);

  for (const name of everything ? (['short.pb', 'types.pb', 'goroutines.pb'] as const) : ['short.pb']) {
    it(
      `of ${name}`,
      async () => {
        await showTab(running.page, name);
        const tour = { subject: `zh ${name}`, looks, points: everything, alsoWrong };
        expect(await lookAtViews(running, tour)).toEqual([]);
      },
      patiently,
    );
  }

  it(
    'of a run',
    async () => {
      const { page } = running;
      await page.keyboard.press('Control+1');
      await page.getByRole('button', { name: 'ordinary', exact: true }).click();
      await page.locator('[data-testid=workspace][data-session=comparison][data-ready=true]').waitFor();
      const tour = { subject: 'zh run', looks, points: everything, alsoWrong };
      expect(await lookAtViews(running, tour)).toEqual([]);
      expect(running.complaints).toEqual([]);
    },
    patiently,
  );
});
