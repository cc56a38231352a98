import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { repository } from '../helpers/sources';
import { blockApp, describeWindow, type RunningApp, scratchFolder } from './app';

const workspace = '[data-testid=workspace][data-session=comparison][data-ready=true]';

async function childPids({ app }: RunningApp): Promise<number[]> {
  return app.evaluate(({ app }) => app.getAppMetrics().map(({ pid }) => pid));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** From the start page to the recording of both variants, of one second each. */
async function recordDemo({ page }: RunningApp, seconds: string): Promise<void> {
  await page.getByRole('button', { name: 'Try the demo' }).click();
  await page.getByRole('button', { name: 'Record both' }).waitFor();
  await page.getByLabel('Capture for').fill(seconds);
  await page.getByRole('button', { name: 'Record both' }).click();
}

describeWindow('the demo in the window', () => {
  const running = blockApp();

  it('is recorded with live figures and opens side by side', async () => {
    await recordDemo(running, '2');
    await running.page.getByRole('progressbar').first().waitFor();
    await running.page.locator(workspace).waitFor({ timeout: 60_000 });
    const canvases = running.page.getByTestId('flame-canvas');
    await expect.poll(() => canvases.count()).toBe(2);
    for (const i of [0, 1]) {
      await expect
        .poll(async () => Number(await canvases.nth(i).getAttribute('data-frames-drawn')))
        .toBeGreaterThan(3);
    }
    expect(readdirSync(running.library).filter((name) => !name.startsWith('.')).length).toBe(1);
  });

  it('searches both sides at once', async () => {
    await running.page.getByTestId('search').fill('search');
    await expect
      .poll(() => running.page.getByTestId('search-result').textContent())
      .toMatch(/matched [\d.]+% → [\d.]+%/);
    await running.page.getByTestId('search').fill('');
  });

  it('shows the difference as one flame with a legend, and as a table', async () => {
    await running.page.getByRole('tab', { name: 'Difference' }).click();
    const canvas = running.page.getByTestId('flame-canvas');
    await expect.poll(() => canvas.count()).toBe(1);
    await expect.poll(async () => Number(await canvas.getAttribute('data-frames-drawn'))).toBeGreaterThan(3);
    await running.page.getByTestId('legend').first().waitFor();
    const toggle = running.page.getByTestId('table-toggle');
    if ((await toggle.getAttribute('aria-pressed')) === 'false') await toggle.click();
    await running.page.getByRole('table').or(running.page.getByRole('grid')).first().waitFor();
    expect(running.complaints).toEqual([]);
  });

  it('shows the source of what costs most, which comes with the demo', async () => {
    const { page } = running;
    await page.getByRole('button', { name: 'Open a view' }).first().click();
    await page.getByRole('menuitem', { name: 'Source', exact: true }).click();
    await page.getByRole('button', { name: 'Begin with the heaviest' }).click();
    const source = page.getByRole('grid', { name: /^Source: main\/demo\/.*\.ts$/ });
    await source
      .getByRole('row', { name: /\b(const|return|for|function)\b/ })
      .first()
      .waitFor();
    expect(await page.getByText('is not on this machine').count()).toBe(0);
    await page.keyboard.press('Control+Shift+w');
  });

  it('is kept: a second start finds the run and opens its comparison', async () => {
    await running.restart();
    // The tabs come back first; the runs stand on the start page.
    await running.page.locator('[data-testid=workspace][data-session=comparison]').waitFor();
    await running.page.keyboard.press('Control+1');
    await running.page.getByRole('button', { name: 'slow → fast', exact: true }).click();
    await running.page.locator(workspace).waitFor();
  });

  it('can be cancelled, and then nothing is kept of it', async () => {
    const before = readdirSync(running.library).sort();
    await running.page.keyboard.press('Control+1');
    await recordDemo(running, '30');
    await running.page
      .getByRole('button', { name: /^(Cancel|Stop)/ })
      .first()
      .click();
    await running.page.getByRole('button', { name: 'Record both' }).waitFor();
    expect(readdirSync(running.library).sort()).toEqual(before);
  });

  it('leaves no process behind when the window is closed in the middle', async () => {
    await running.page.getByRole('button', { name: 'Record both' }).click();
    await running.page.getByRole('progressbar').first().waitFor();
    // The main process, the page, the two demo services and the load at least.
    const pids = await childPids(running);
    expect(pids.length).toBeGreaterThanOrEqual(4);
    await running.close();
    await expect.poll(() => pids.filter(isAlive), { timeout: 10_000 }).toEqual([]);
    const kept = readdirSync(running.library).filter((name) => name.startsWith('.tmp'));
    expect(kept).toEqual([]);
  });
});

describeWindow('--self-test', () => {
  it('does the whole demo through the window and prints its figures', async () => {
    const scratch = scratchFolder();
    const args = [
      repository,
      '--self-test',
      `--user-data-dir=${scratch.folder}`,
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ];
    const child = spawn(process.env.FLAMEBENCH_ELECTRON!, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    const code = await new Promise((resolve) => child.on('close', resolve));
    scratch.remove();
    expect(code, output).toBe(0);
    const figures = JSON.parse(output.trim());
    expect(figures).toMatchObject({ ok: true });
    expect(figures.requests).toBeGreaterThan(0);
    expect(figures.windowMs).toBeGreaterThan(0);
    expect(figures.framesDrawn.sideBySide).toBeGreaterThan(0);
    expect(figures.framesDrawn.difference).toBeGreaterThan(0);
    for (const { bytes } of figures.captures) expect(bytes).toBeGreaterThan(0);
  }, 130_000);
});
