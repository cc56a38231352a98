import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { confirmPage } from '../../main/window/confirm-page';
import { confirmWords } from '../../main/window/confirm-words';
import { planFor } from '../../proto/load';
import { repository } from '../helpers/sources';
import { describeWindow, launchApp, type RunningApp, scratchFolder } from './app';
import { axeViolations } from './axe';
import { audit, prepareAudit } from './looks/audit';

const fixture = (name: string) => join(repository, 'test/fixtures', name);

/** What axe and the eye for looks find in both appearances. */
async function findings(page: Page, selector = 'html'): Promise<string[]> {
  await prepareAudit(page);
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const line of [...(await axeViolations(page, selector)), ...(await audit(page))]) {
      found.push(`${colorScheme}: ${line}`);
    }
  }
  return found;
}

const plan = planFor('http://shop.example/buy?a=<b>');
const questions = {
  public: {
    kind: 'load',
    host: 'shop.example',
    addresses: ['93.184.216.34', '2001:db8::1'],
    reach: 'public',
    loads: [{ ...plan, method: 'POST', connections: 40 }],
    unsafeMethods: ['POST'],
    preflight: null,
    preflightFailure: '',
    mistyped: 'shop.exmaple',
  },
  // As long as names of hosts may be, with as many addresses as a large service has.
  'absurd private': {
    kind: 'load',
    host: `${'a-rather-long-label.'.repeat(12)}internal`,
    addresses: Array.from({ length: 40 }, (_, i) => `2001:db8::${i}`),
    reach: 'private',
    loads: [{ ...plan, url: `http://shop.example/${'path/'.repeat(200)}` }],
    unsafeMethods: [],
    preflight: null,
    preflightFailure: 'timed-out',
    mistyped: '',
  },
  'public, read': {
    kind: 'read',
    host: 'shop.example',
    addresses: ['93.184.216.34'],
    reach: 'public',
    urls: ['http://shop.example/debug/pprof/'],
    mistyped: '',
  },
  'private, read': {
    kind: 'read',
    host: 'box',
    addresses: ['10.0.0.7', '10.0.0.8'],
    reach: 'private',
    urls: ['http://box/debug/pprof/', 'http://box:6061/debug/pprof/'],
    mistyped: '',
  },
} as const;

describeWindow('the dialogs of safety and of sources, and the list of goroutines', () => {
  const scratch = scratchFolder();
  let running: RunningApp;
  beforeAll(async () => {
    running = await launchApp(scratch.folder, [
      fixture('goroutine-dump/debug2.txt'),
      fixture('go-cpu.pb.gz'),
    ]);
    await running.page.locator('[data-testid=workspace][data-ready=true]').waitFor();
  });
  afterAll(async () => {
    await running?.close();
    scratch.remove();
  });
  const show = async (tab: string, view: string) => {
    const { page } = running;
    await page.getByRole('tablist').first().getByRole('tab', { name: tab }).click();
    await page.locator('[data-testid=workspace][data-ready=true]').waitFor();
    await page.getByRole('button', { name: 'Open a view' }).first().click();
    await page.getByRole('menuitem', { name: view, exact: true }).click();
  };

  for (const [name, question] of Object.entries(questions)) {
    for (const language of ['en', 'zh'] as const) {
      it(`have nothing to find fault with: asking about a host, ${name}, ${language}`, async () => {
        const markup = confirmPage(question, confirmWords[language], '/1');
        const opened = running.app.waitForEvent('window');
        await running.app.evaluate(({ BrowserWindow }, text) => {
          const window = new BrowserWindow({ width: 520, height: 470, useContentSize: true });
          void window.loadURL(`data:text/html;charset=utf-8,${encodeURIComponent(text)}`);
        }, markup);
        const page = await opened;
        await page.getByRole('heading').waitFor();
        // The form is longer than the window where there is much to say; its buttons stay in sight.
        const found = (await findings(page)).filter((line) => !line.endsWith('the page scrolls'));
        await page.close();
        expect(found).toEqual([]);
      });
    }
  }

  it('have nothing to find fault with: where sources are', async () => {
    const { page } = running;
    await show('go-cpu.pb.gz', 'Source');
    const begin = page.getByRole('button', { name: 'Begin with the heaviest' });
    await begin
      .or(page.getByRole('button', { name: 'Path rules…' }))
      .first()
      .waitFor();
    if (await begin.isVisible()) await begin.click();
    await page.getByRole('button', { name: 'Path rules…' }).last().click();
    const dialog = page.getByRole('dialog', { name: 'Where sources are' });
    await dialog.getByRole('button', { name: 'Add a rule' }).click();
    expect(await findings(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
  });

  it('have nothing to find fault with: goroutines', async () => {
    const { page } = running;
    await show('debug2.txt', 'Goroutines');
    await page.getByTestId('goroutines-table').focus();
    await page.keyboard.press('ArrowDown');
    await page.getByRole('grid', { name: 'Stack' }).waitFor();
    expect(await findings(page)).toEqual([]);
  });

  it('leave no complaint behind', () => {
    expect(running.complaints).toEqual([]);
  });
});
