import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWindow, launchApp, type RunningApp, scratchFolder } from './app';
import { audit, prepareAudit } from './looks/audit';
import { photograph } from './looks/camera';
import { describeHeavyLooks } from './looks/heavy';
import { plantDefects } from './looks/planted';
import { type OddName, oddPairs, oddProfiles, writeOddProfiles } from './looks/profiles';
import { walkTheShell } from './looks/shell';
import { allLooks, everything, lookAtViews, other, usual, wear, written } from './looks/tour';
import { compare, showSubject, showTab } from './looks/workbench';

/**
 * Every view with every odd profile, measured: nothing is cut without a way to read it, nothing overlaps or leaves its
 * pane, nothing empty is without a word. Usually the whole of it in one appearance and size, and one profile and one
 * comparison in all; with FLAMEBENCH_LOOKS=all everything in everything, which takes some minutes. With
 * FLAMEBENCH_PICTURES=folder a picture of each is taken.
 */
/** What is looked at in all appearances and sizes, always. */
const inAll: readonly OddName[] = ['absurd.pb'];

const patiently = everything ? 900_000 : 240_000;

describeWindow('the looks of every view', () => {
  const scratch = scratchFolder();
  let running: RunningApp;
  beforeAll(async () => {
    running = await launchApp(scratch.folder, writeOddProfiles(scratch.folder));
    await prepareAudit(running.page);
  }, patiently);
  afterAll(async () => {
    await running?.close();
    scratch.remove();
  });

  const looksFor = (name: OddName) => (everything || inAll.includes(name) ? allLooks : [usual]);

  it('are measured by an eye that sees', async () => {
    const { page } = running;
    await showTab(page, 'short.pb');
    expect(await plantDefects(page)).toEqual([]);
  });

  for (const name of Object.keys(oddProfiles) as OddName[]) {
    it(
      `of ${name}`,
      async () => {
        await showTab(running.page, name);
        expect(await lookAtViews(running, { subject: name, looks: looksFor(name) })).toEqual([]);
      },
      patiently,
    );
  }

  for (const [before, after] of oddPairs) {
    it(
      `of ${before} against ${after}`,
      async () => {
        await compare(running.page, before, after);
        const looks = everything || before === 'absurd.pb' ? allLooks : [usual];
        const subject = `${before} → ${after}`;
        expect(await lookAtViews(running, { subject, looks })).toEqual([]);
      },
      patiently,
    );
  }

  it(
    'and of what stands around them',
    async () => {
      const { page } = running;
      const found: string[] = [];
      for (const worn of everything ? allLooks : [usual, other]) {
        await wear(running, worn);
        for (const title of ['absurd.pb', 'absurd.pb → strange.pb']) {
          await showSubject(page, title);
          await walkTheShell(page, async (where) => {
            await photograph(page, `around ${title}`, `${written(worn)}, ${where}`);
            for (const line of await audit(page))
              found.push(`${line} (${title}, ${where}, ${written(worn)})`);
          });
        }
      }
      expect(found).toEqual([]);
    },
    patiently,
  );

  it(
    'in little room',
    async () => {
      const { page } = running;
      for (const title of ['absurd.pb', 'types.pb → short.pb', 'short.pb → mixed.pb']) {
        await showSubject(page, title);
        // Halves, then quarters of the window: about 320 × 340 pixels.
        const alreadySplit = (await page.locator('.dv-groupview').count()) > 1;
        for (const keys of alreadySplit ? [] : ['Control+\\', 'Control+\\', 'Control+Shift+\\'])
          await page.keyboard.press(keys);
        const found = await lookAtViews(running, {
          ...{ subject: `${title} in little room`, looks: [usual], points: false },
        });
        expect({ title, found }).toEqual({ title, found: [] });
      }
    },
    patiently,
  );

  it('leaves no complaint behind', () => {
    expect(running.complaints).toEqual([]);
  });
});

if (everything) describeHeavyLooks();
