import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { blockApp, describeWindow, type RunningApp } from './app';
import { axeViolations } from './axe';

const single = '[data-testid=workspace][data-session=single][data-ready=true]';

/** A machine under load may take its time. */
const patiently = { timeout: 15_000 };

/** Runs of a library, without what is being written. */
const runsIn = ({ library }: RunningApp) =>
  existsSync(library) ? readdirSync(library).filter((name) => !name.startsWith('.')) : [];

async function openView({ page }: RunningApp, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Open a view' }).first().click();
  await page.getByRole('menuitem', { name, exact: true }).click();
}

/** Lets names lead elsewhere for the main process, or where they do again. */
async function leadNames({ app }: RunningApp, address: string | null): Promise<void> {
  await app.evaluate((_electron, to) => {
    const dns = process.mainModule!.require('node:dns/promises');
    const kept = globalThis as unknown as { realLookup?: unknown };
    kept.realLookup ??= dns.lookup;
    dns.lookup = to === null ? kept.realLookup : async () => [{ address: to, family: 4 }];
  }, address);
}

describeWindow('load in the window', () => {
  const running = blockApp();

  it('is set up at a service that was connected to, and stands beside its command line', async () => {
    const { page } = running;
    await page.getByRole('button', { name: 'Try the demo' }).click();
    const bar = page.getByRole('toolbar', { name: 'Target' });
    await bar.waitFor();
    const url = /slow: (http:\S+\/)/.exec((await bar.textContent())!.replace('fast:', ' fast:'))![1]!;
    await page.getByRole('button', { name: 'Another service' }).click();
    await page.getByLabel('Address').fill(url);
    await page.getByRole('button', { name: 'Connect' }).click();
    await page.getByRole('button', { name: 'Record', exact: true }).waitFor();
    await page.getByLabel('Request', { exact: true }).fill('/search?q=oak');
    await page.getByLabel('Capture for').fill('2');
    const command = page.getByTestId('command-line');
    await expect
      .poll(async () => (await command.inputValue()).replaceAll(' \\\n  ', ' '), patiently)
      .toContain(
        `record ${url} --profiles cpu --seconds 2 --warmup 2 --load '/search?q=oak' --connections 8`,
      );
    await command.fill(
      `flamebench record ${url} --load '/search?q=oak' --connections 3 --seconds 6 --warmup 1 --rate 60`,
    );
    await expect.poll(() => page.getByLabel('Connections').inputValue()).toBe('3');
    await command.fill('flamebench record --sped 3');
    await page.getByText('--sped is not a flag of flamebench record: remove it.').waitFor();
    await command.fill(
      `flamebench record ${url} --load '/search?q=oak' --connections 3 --seconds 6 --warmup 1 --rate 60`,
    );
    await page.getByText('60 requests/s').waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await axeViolations(page)).toEqual([]);
    }
  });

  it('is charted while it runs', async () => {
    const { page } = running;
    await page.getByRole('button', { name: 'Record', exact: true }).click();
    await page.getByText('First answer: 200 OK').waitFor();
    const charts = page.getByTestId('chart');
    await expect.poll(() => charts.count(), patiently).toBe(3);
    await expect
      .poll(async () => Number(await charts.first().getAttribute('data-points')), patiently)
      .toBeGreaterThan(5);
    await expect
      .poll(
        async () =>
          Number((await page.getByTestId('heat-map').locator('canvas').getAttribute('data-cells')) ?? 0),
        patiently,
      )
      .toBeGreaterThan(0);
    await expect.poll(() => page.getByText('Intended').count()).toBe(1);
    expect(await axeViolations(page)).toEqual([]);
    await page.locator(single).waitFor({ timeout: 60_000 });
    expect(runsIn(running)).toHaveLength(1);
  });

  it('is reported beside the profile, and exported', async () => {
    const { page, app } = running;
    await openView(running, 'Load');
    const view = page.getByTestId('load-view');
    await view.getByText('Latency percentiles').waitFor();
    await view.getByText('99.999%').waitFor();
    await view.getByText(/open, \d+ requests\/s over 3 connections/).waitFor();
    await expect
      .poll(
        async () => Number((await view.locator('canvas[data-cells]').getAttribute('data-cells')) ?? 0),
        patiently,
      )
      .toBeGreaterThan(0);
    expect(await axeViolations(page, '[data-testid=load-view]')).toEqual([]);
    const file = join(running.folder, 'load.hgrm');
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath });
    }, file);
    await view.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('menuitem', { name: 'Percentiles (.hgrm)' }).click();
    await expect.poll(() => existsSync(file), patiently).toBe(true);
    expect(readFileSync(file, 'utf8')).toContain('Percentile');
  });

  it('has notes that are kept with the run, over a restart', async () => {
    await openView(running, 'Notes');
    const notes = () => running.page.getByTestId('notes-view');
    await notes().getByLabel('Notes').fill('before the cache\nsecond line');
    await notes().getByLabel('Tags').fill('cache, v1');
    await notes().getByLabel('Label').fill('before the cache');
    await notes().locator('[data-saved=saved]').waitFor();
    // The tab is called so at once, and so is the run in the list.
    await running.page
      .getByRole('tab', { name: /^before the cache/ })
      .first()
      .waitFor();
    await running.page.keyboard.press('Control+1');
    await running.page.getByRole('button', { name: 'before the cache', exact: true }).waitFor();
    await running.page.keyboard.press('Control+3');
    await notes().waitFor();
    // A second pane of the same notes follows the first, and takes nothing back that was written there.
    await running.page.keyboard.press('Control+\\');
    await expect.poll(() => notes().count()).toBe(2);
    await notes().first().getByLabel('Tags').fill('cache, v2,');
    await expect.poll(() => notes().last().getByLabel('Tags').inputValue(), patiently).toBe('cache, v2');
    expect(await notes().first().getByLabel('Tags').inputValue()).toBe('cache, v2,');
    await notes().last().getByLabel('Tags').fill('cache, v1');
    await expect.poll(() => notes().first().getByLabel('Tags').inputValue(), patiently).toBe('cache, v1');
    await notes().last().locator('[data-saved=saved]').waitFor();
    await running.page.keyboard.press('Control+Shift+w');
    await expect.poll(() => notes().count()).toBe(1);
    const [id] = runsIn(running);
    const manifest = JSON.parse(readFileSync(join(running.library, id!, 'run.json'), 'utf8'));
    expect(manifest).toMatchObject({
      label: 'before the cache',
      notes: 'before the cache\nsecond line',
      tags: ['cache', 'v1'],
    });
    expect(running.complaints).toEqual([]);
    await running.restart();
    // The window comes back as it was left.
    await running.page.locator(single).waitFor();
    if ((await notes().count()) === 0) await openView(running, 'Notes');
    await expect
      .poll(() => notes().getByLabel('Notes').inputValue(), patiently)
      .toBe('before the cache\nsecond line');
  });

  it('ends with Escape, and nothing is kept of a round that was not whole', async () => {
    const { page } = running;
    const before = runsIn(running);
    await page.keyboard.press('Control+1');
    await page.getByRole('button', { name: 'Try the demo' }).click();
    await page.getByRole('button', { name: 'Record', exact: true }).waitFor();
    await page.getByLabel('Capture for').fill('60');
    await page.getByRole('button', { name: 'Record', exact: true }).click();
    await expect.poll(() => page.getByTestId('chart').count(), patiently).toBe(3);
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'What happens' }).waitFor();
    expect(runsIn(running)).toEqual(before);
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  it('of an error page stops before it starts, and goes on when told to', async () => {
    const { page } = running;
    await page.getByLabel('Request', { exact: true }).fill('/nowhere');
    await page.getByLabel('Capture for').fill('30');
    await page.getByRole('button', { name: 'Record', exact: true }).click();
    await page.getByText('was answered with 404').waitFor();
    await expect.poll(() => page.getByRole('progressbar').count()).toBe(0);
    await page.getByRole('button', { name: 'Record anyway' }).click();
    await page.getByRole('progressbar').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'What happens' }).waitFor();
  });

  it('of another machine is asked about in a window that the page cannot reach', async () => {
    const { page, app } = running;
    const before = runsIn(running);
    await page.getByLabel('Request', { exact: true }).fill('/search?q=oak');
    await page.locator('summary', { hasText: 'Request details' }).click();
    await page.getByLabel('Method').fill('POST');
    await leadNames(running, '10.0.0.7');
    const asking = app.waitForEvent('window');
    await page.getByRole('button', { name: 'Record', exact: true }).click();
    const question = await asking;
    await question.getByText('POST requests change things there').waitFor();
    expect(await question.locator('dd').first().textContent()).toBe('10.0.0.7');
    expect(await question.locator('script').count()).toBe(0);
    expect(await axeViolations(question)).toEqual([]);
    await question.getByRole('button', { name: 'Cancel' }).click({ noWaitAfter: true });
    await page.getByRole('heading', { name: 'What happens' }).waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    // A page that says itself that it was confirmed is asked about all the same.
    await leadNames(running, '93.184.216.34');
    const askingAgain = app.waitForEvent('window');
    const answer = page.evaluate(
      (load) =>
        (
          globalThis as unknown as {
            flamebench: { invoke(name: string, argument: unknown): Promise<unknown> };
          }
        ).flamebench.invoke('load.preflight', { id: 'forged', load }),
      {
        ...{ url: 'http://shop.example/', method: 'POST', headers: [], body: '', threads: 1, connections: 1 },
        ...{ seconds: 1, timeoutMs: 1000, confirmedHost: 'shop.example' },
      },
    );
    const again = await askingAgain;
    await again.getByLabel('Type shop.example to start').waitFor();
    await again.getByRole('button', { name: 'Cancel' }).click({ noWaitAfter: true });
    expect(await answer).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    // So is one that asks for profiles, or whatever else it calls so.
    await leadNames(running, '169.254.169.254');
    const askingToRead = app.waitForEvent('window');
    const probed = page.evaluate(() =>
      (
        globalThis as unknown as {
          flamebench: { invoke(name: string, argument: unknown): Promise<unknown> };
        }
      ).flamebench.invoke('target.probe', { url: 'http://metadata.example/latest' }),
    );
    const reading = await askingToRead;
    await reading.getByLabel('Type metadata.example to go on').waitFor();
    expect(await axeViolations(reading)).toEqual([]);
    await reading.getByRole('button', { name: 'Cancel' }).click({ noWaitAfter: true });
    expect(await probed).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    await leadNames(running, null);
    expect(runsIn(running)).toEqual(before);
    expect(running.complaints).toEqual([]);
  });
});
