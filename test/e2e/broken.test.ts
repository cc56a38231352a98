import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Run } from '../../proto/run';
import { describeWindow, launchApp, type RunningApp, scratchFolder } from './app';
import { axeViolations } from './axe';

// Recordings in the real window in which a process dies, ended by its number as a system short of memory does.

const patiently = { timeout: 20_000 };

/** Ends the app's utility process of that name, and waits until it is gone. */
async function endProcess({ app }: RunningApp, name: string): Promise<number> {
  const pid = await app.evaluate(
    ({ app: electron }, wanted) =>
      electron.getAppMetrics().find((each) => `${each.name} ${each.serviceName}`.includes(wanted))?.pid ?? 0,
    name,
  );
  expect(pid).toBeGreaterThan(0);
  process.kill(pid, 'SIGKILL');
  return pid;
}

const runsOf = ({ library }: RunningApp): Run[] =>
  (existsSync(library) ? readdirSync(library) : [])
    .filter((name) => !name.startsWith('.'))
    .map((name) => JSON.parse(readFileSync(join(library, name, 'run.json'), 'utf8')) as Run);

/** Requests that the live figures have counted, and in which turn. */
async function underWay({ page }: RunningApp, turn: string | RegExp): Promise<void> {
  await page.getByText(turn).waitFor({ timeout: 30_000 });
  await page.getByText(/Capturing profiles/).waitFor({ timeout: 30_000 });
  // What is told after the first figures of a turn reaches the library as its part: some are there to be told.
  await page.locator('dl[data-measuring=true]').waitFor();
  await page.waitForTimeout(1500);
}

describeWindow('a recording in which something dies', () => {
  const scratch = scratchFolder();
  let running: RunningApp;
  let slow = '';
  beforeAll(async () => {
    running = await launchApp(scratch.folder);
    const { page } = running;
    await page.getByRole('button', { name: 'Try the demo' }).click();
    const bar = page.getByRole('toolbar', { name: 'Target' });
    await bar.waitFor();
    slow = /slow: (http:\S+\/)/.exec((await bar.textContent())!.replace('fast:', ' fast:'))![1]!;
    await page.getByRole('button', { name: 'Another service' }).click();
    await page.getByLabel('Address').fill(slow);
    await page.getByRole('button', { name: 'Connect' }).click();
    await page.getByTestId('command-line').waitFor();
  });
  afterAll(async () => {
    await running?.close();
    scratch.remove();
  });

  const record = async (label: string, options: string) => {
    const { page } = running;
    await page
      .getByTestId('command-line')
      .fill(
        `flamebench record ${slow} --label '${label}' --load '/search?q=oak' --connections 2 --warmup 0 ${options}`,
      );
    await page.getByRole('button', { name: 'Record', exact: true }).click();
  };

  it('whose load process is killed says so, and keeps the rounds before and what it had told', async () => {
    const { page } = running;
    await record('killed later', '--rounds 2 --seconds 5');
    await underWay(running, /round 2 \(2 of 2\)/);
    await endProcess(running, 'load-host');
    const alert = page.getByRole('alert');
    await alert.waitFor(patiently);
    expect(await alert.locator('p').first().textContent()).toMatch(
      /^The load on http.* stopped by itself .*\.$/,
    );
    const [run] = runsOf(running);
    expect(run).toMatchObject({ status: 'broken', failure: { code: 'load-crashed' } });
    expect(run!.captures.map(({ round }) => round)).toEqual([0]);
    expect(run!.turns[1]!.report).toMatchObject({ stopReason: 'crashed' });
    expect(run!.turns[1]!.report!.requests).toBeGreaterThan(0);
    expect(await axeViolations(page)).toEqual([]);
    await alert.getByRole('button', { name: 'Show what was measured' }).click();
    await page.locator('[data-testid=workspace][data-ready=true]').waitFor();
    await page.getByText(/^This run is broken, with what was measured until then: /).waitFor();
  });

  it('keeps the load alone where no profile was whole, and shows it', async () => {
    const { page } = running;
    await page.getByRole('tab').nth(1).click();
    await record('killed at once', '--rounds 1 --seconds 30');
    await underWay(running, 'Capturing profiles');
    await endProcess(running, 'load-host');
    await page.getByRole('button', { name: 'Show what was measured' }).click(patiently);
    const screen = page.getByTestId('run-screen');
    await screen.getByText('Latency percentiles').waitFor();
    await screen.getByText(/^No profile was whole/).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    expect(runsOf(running).find(({ label }) => label === 'killed at once')).toMatchObject({
      status: 'broken',
      captures: [],
    });
  });

  it('is viewable and marked after a restart', async () => {
    expect(running.complaints).toEqual([]);
    await running.close();
    running = await launchApp(scratch.folder);
    const { page } = running;
    await page.keyboard.press('Control+1');
    const row = (label: string) => page.getByRole('row').filter({ hasText: label });
    for (const label of ['killed later', 'killed at once']) {
      await row(label).waitFor();
      expect(await row(label).getByText('broken', { exact: true }).count()).toBe(1);
    }
    await row('killed at once').getByRole('button').click();
    await page.getByTestId('run-screen').getByText('Latency percentiles').waitFor();
    await page.getByRole('button', { name: 'All runs' }).click();
    await row('killed later').getByRole('button').click();
    await page.locator('[data-testid=workspace][data-ready=true]').waitFor();
  });

  it('whose service dies ends in time, is kept as broken, and leaves the window whole', async () => {
    const { page } = running;
    await page.keyboard.press('Control+1');
    await page.getByRole('button', { name: 'Try the demo' }).click();
    await page.getByRole('button', { name: 'Record', exact: true }).waitFor();
    await page.getByLabel('Capture for').fill('60');
    await page.getByLabel('Label').fill('service gone');
    await page.getByRole('button', { name: 'Record', exact: true }).click();
    await underWay(running, 'Capturing profiles');
    await endProcess(running, 'demo-service');
    await page.getByRole('alert').waitFor(patiently);
    await page.getByRole('button', { name: 'Show what was measured' }).click(patiently);
    await page.getByTestId('run-screen').getByText('Latency percentiles').waitFor();
    expect(runsOf(running).find(({ label }) => label === 'service gone')).toMatchObject({ status: 'broken' });
    // The demo's service starts anew.
    await page.keyboard.press('Control+1');
    expect(running.complaints).toEqual([]);
  });
});
