import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWindow, launchApp, type RunningApp, scratchFolder } from './app';
import { audit, prepareAudit } from './looks/audit';
import { plantDefects } from './looks/planted';
import { type OddName, oddPairs, oddProfiles, writeOddProfiles } from './looks/profiles';
import { walkTheShell } from './looks/shell';
import {
  compare,
  openView,
  pointAround,
  type Size,
  setSize,
  setTheme,
  showSubject,
  showTab,
  type Theme,
  viewTitles,
} from './looks/workbench';

/**
 * Every view with every odd profile, measured: nothing is cut without a way to read it, nothing overlaps or leaves its
 * pane, nothing empty is without a word. Usually the whole of it in one appearance and size, and one profile and one
 * comparison in all; with FLAMEBENCH_LOOKS=all everything in everything, which takes some minutes.
 */
const everything = process.env.FLAMEBENCH_LOOKS === 'all';

const themes: readonly Theme[] = ['light', 'dark'];
const sizes: readonly Size[] = [
  [1280, 800],
  [1920, 1080],
];
const usual = { theme: 'dark', size: sizes[0]! } as const;
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

  /** What is wrong with the views of the tab in front, each once, with where it was seen first and how often. */
  async function lookAtAllViews(looks: readonly { theme: Theme; size: Size }[], hasRoom = true) {
    const { app, page } = running;
    const places = new Map<string, string[]>();
    const look = async (where: string) => {
      for (const line of await audit(page)) places.set(line, [...(places.get(line) ?? []), where]);
    };
    const titles = await viewTitles(page);
    for (const { theme, size } of looks) {
      await setTheme(page, theme);
      await setSize(app, page, size);
      for (const title of titles) {
        await openView(page, title);
        const where = `${title}, ${theme}, ${size.join('×')}`;
        await look(where);
        if (hasRoom && (everything || (theme === usual.theme && size === usual.size)))
          await pointAround(page, () => look(`${where}, pointed at`));
      }
    }
    return [...places].map(([line, [first, ...more]]) => `${line} (${first}; ${more.length} more)`);
  }
  const allLooks = themes.flatMap((theme) => sizes.map((size) => ({ theme, size })));
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
        expect(await lookAtAllViews(looksFor(name))).toEqual([]);
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
        expect(await lookAtAllViews(looks)).toEqual([]);
      },
      patiently,
    );
  }

  it(
    'and of what stands around them',
    async () => {
      const { app, page } = running;
      const found: string[] = [];
      for (const { theme, size } of everything
        ? allLooks
        : [usual, { theme: 'light', size: sizes[1]! } as const]) {
        await setTheme(page, theme);
        await setSize(app, page, size);
        for (const title of ['absurd.pb', 'absurd.pb → strange.pb']) {
          await showSubject(page, title);
          await walkTheShell(page, async (where) => {
            for (const line of await audit(page))
              found.push(`${line} (${title}, ${where}, ${theme}, ${size.join('×')})`);
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
        expect({ title, found: await lookAtAllViews([usual], false) }).toEqual({ title, found: [] });
      }
    },
    patiently,
  );

  it('leaves no complaint behind', () => {
    expect(running.complaints).toEqual([]);
  });
});
