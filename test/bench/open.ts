import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { dropFile } from '../helpers/drop-file';
import { optionOf } from './measure';
import { million, millionProfile } from './million';
import { openInSpeedscope, type PeerOpening } from './open-peer';

/**
 * From dropping a file to the first flame, in the real window of 1600 × 900: `open REPOSITORY ELECTRON
 * [--json] [--file FILE | --samples N] [--speedscope FOLDER]`. A file is dropped as a person does, and the page tells when the drop came, when
 * the first picture was on the canvas, and every task in between that held it for 50 ms or longer. Memory is
 * the window's process: page, worker and canvas. With --speedscope FOLDER, the unpacked page of speedscope, the
 * same file is opened in that as well; a million samples are too much for its page's memory, 100,000 are not.
 */
const targets = { peerRatio: 5, firstFlameMs: 3000, longestTaskMs: 50, memoryBytes: 900 * 2 ** 20 };

const [repository, executablePath] = process.argv.slice(2) as [string, string];
const option = (name: string) => optionOf(process.argv, name);
const file = option('--file') ?? millionProfile(0, Number(option('--samples') ?? million.samples));
const speedscope = option('--speedscope');
// This script is bundled into a temporary folder, where no packages are.
const { _electron } = createRequire(join(repository, 'package.json'))(
  'playwright-core',
) as typeof import('playwright-core');

interface Watched {
  dropMs: number;
  /** When each picture was drawn. */
  pictures: number[];
  /** Begin and length of long tasks. */
  tasks: [number, number][];
}

/** Listens for the drop, for pictures and for long tasks. */
async function prepare(page: Page): Promise<void> {
  await page.evaluate(() => {
    const watched: Watched = { dropMs: 0, pictures: [], tasks: [] };
    Object.assign(window, { watched });
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) watched.tasks.push([startTime, duration]);
    }).observe({ type: 'longtask' });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntriesByName('flame-paint')) {
        watched.pictures.push(entry.startTime + entry.duration);
      }
    }).observe({ type: 'measure' });
    window.addEventListener('drop', () => (watched.dropMs = performance.now()), { capture: true });
  });
}

/** Resident memory of the window's process now, and the most it ever had. Linux only. */
async function memory(app: ElectronApplication): Promise<{ now: number; peak: number } | null> {
  const pid = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]!.webContents.getOSProcessId(),
  );
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const bytes = (field: string) =>
      1024 * Number(new RegExp(`^${field}:\\s*(\\d+) kB$`, 'm').exec(status)?.[1]);
    return { now: bytes('VmRSS'), peak: bytes('VmHWM') };
  } catch {
    return null;
  }
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'flamebench-open-'));
  const app = await _electron.launch({
    executablePath,
    args: [repository, `--user-data-dir=${join(folder, 'settings')}`],
    env: { ...(process.env as Record<string, string>), FLAMEBENCH_LIBRARY: join(folder, 'library') },
  });
  try {
    const page = await app.firstWindow();
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.setContentSize(1600, 900));
    await page.locator('body[data-ready=true]').waitFor();
    await prepare(page);
    // As long as a person takes at the least to find a file and drag it here.
    await page.waitForTimeout(1500);
    await dropFile(page, file);
    await page.locator('[data-testid=workspace][data-ready=true]').waitFor({ timeout: 120_000 });
    await page.waitForTimeout(500);
    const watched = await page.evaluate(() => (window as unknown as { watched: Watched }).watched);
    const used = await memory(app);
    await app.close();
    const peer =
      speedscope === undefined
        ? null
        : await openInSpeedscope(_electron, executablePath, speedscope, file, folder);
    report(watched, used, peer);
  } finally {
    await app.close().catch(() => null);
    rmSync(folder, { recursive: true, force: true });
  }
}

function report(
  { dropMs, pictures, tasks }: Watched,
  used: Awaited<ReturnType<typeof memory>>,
  peer: PeerOpening | null,
): void {
  // The window rehearses out of sight before anything is opened.
  const firstFlameMs = pictures.find((at) => at > dropMs)! - dropMs;
  const during = tasks.filter(([at]) => at >= dropMs);
  const longestTaskMs = during.reduce((most, [, length]) => Math.max(most, length), 0);
  const met =
    firstFlameMs <= targets.firstFlameMs &&
    longestTaskMs <= targets.longestTaskMs &&
    (used === null || used.peak <= targets.memoryBytes) &&
    (peer === null || peer.ms / firstFlameMs >= targets.peerRatio);
  const result = {
    firstFlameMs,
    longestTaskMs,
    longTasks: during.map(([at, length]) => ({ atMs: at - dropMs, lengthMs: length })),
    memoryBytes: used?.now ?? null,
    peakBytes: used?.peak ?? null,
    peer,
  };
  if (process.argv.includes('--json')) console.log(JSON.stringify({ ...result, targets, met }));
  else {
    const megabytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MB`;
    const list = result.longTasks.map((t) => `${t.lengthMs.toFixed(0)} at ${t.atMs.toFixed(0)} ms`);
    console.log(
      `from drop to first flame ${firstFlameMs.toFixed(0)} ms (target ${targets.firstFlameMs}); ` +
        `longest task of the page ${longestTaskMs.toFixed(0)} ms (target ${targets.longestTaskMs}` +
        `${list.length > 0 ? `: ${list.join(', ')}` : ''}); ` +
        (used === null
          ? ''
          : `memory of the window ${megabytes(used.now)}, at most ${megabytes(used.peak)} ` +
            `(target ${megabytes(targets.memoryBytes)}); `) +
        (peer === null ? '' : `${peerText(peer, firstFlameMs)} (target ${targets.peerRatio}); `) +
        (met ? 'pass' : 'FAIL'),
    );
  }
  if (!met) process.exitCode = 1;
}

function peerText({ ms, drew }: PeerOpening, oursMs: number): string {
  const times = `${(ms / oursMs).toFixed(1)} times`;
  const taken = `${ms.toFixed(0)} ms`;
  return drew
    ? `speedscope ${taken}, ${times}`
    : `speedscope's page ended without a picture after ${taken}, more than ${times}`;
}

void main();
