import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { app, type BrowserWindow } from 'electron';
import { summaryOf } from '../../proto/run';
import type { Library } from '../services/library';
import { createPageDriver, type PageDriver } from './page-driver';

/** The whole test; it ends with failure when the demo takes longer. */
const limitMs = 120_000;
const recordingLimitMs = 90_000;

/**
 * Gives the test a library and settings of its own, before anything is read from the person's: below the
 * folder of --user-data-dir, which whoever started the test removes, else below a temporary one.
 */
export function takeScratchFolders(): void {
  const given = app.commandLine.getSwitchValue('user-data-dir');
  const scratch = given || mkdtempSync(join(tmpdir(), 'flamebench-self-test-'));
  app.setPath('userData', scratch);
  process.env.FLAMEBENCH_LIBRARY = join(scratch, 'library');
}

/** Canvases on screen that have drawn boxes, and how many boxes in all; null until one has. */
const drawnBoxes = `(() => {
  const drawn = [...document.querySelectorAll('[data-testid=flame-canvas]')]
    .map((canvas) => Number(canvas.dataset.framesDrawn ?? 0));
  return drawn.length > 0 && drawn.every((boxes) => boxes > 0) ? drawn : null;
})()`;

/** The test goes by visible names, which are those of the language it chooses. */
async function chooseEnglish(page: PageDriver): Promise<void> {
  page.press(',', [process.platform === 'darwin' ? 'meta' : 'control']);
  await page.click('radio', 'English');
  await page.until('the window in English', `document.documentElement.lang === 'en'`);
  page.press('Escape');
  await page.until('the settings to close', `document.querySelector('dialog[open]') === null`);
}

/** Records the demo's two variants and looks at both pictures of the comparison. */
async function driveDemo(
  page: PageDriver,
): Promise<{ sideBySide: number; difference: number; recordMs: number }> {
  await page.click('button', 'Try the demo');
  await page.until('the demo to be ready', `document.body.innerText.includes('Record both')`);
  const startedMs = performance.now();
  await page.click('button', 'Record both');
  const comparison = `document.querySelector('[data-testid=workspace][data-session=comparison]') !== null`;
  await page.until('both captures', comparison, recordingLimitMs);
  const recordMs = Math.round(performance.now() - startedMs);

  const draw = async (tab: string): Promise<number> => {
    await page.click('tab', tab);
    await page.painted();
    const boxes = await page.until<number[]>(`the picture '${tab}'`, drawnBoxes);
    return boxes.reduce((sum, each) => sum + each, 0);
  };
  return { recordMs, sideBySide: await draw('Side by side'), difference: await draw('Difference') };
}

/** The figures of the runs that the demo saved. */
async function savedFigures(library: Library) {
  const runs = await Promise.all((await library.list()).map(({ id }) => library.read(id)));
  const captures = runs.flatMap((run) =>
    run.captures.map(({ kind, bytes, requests }) => ({ name: `${run.label} ${kind}`, bytes, requests })),
  );
  const requests = runs.reduce((sum, run) => sum + summaryOf(run).requests, 0);
  if (captures.length < 2) throw new Error(`${captures.length} captures were saved instead of two or more`);
  if (captures.some(({ bytes }) => bytes === 0)) throw new Error('an empty capture was saved');
  if (requests === 0) throw new Error('the load made no requests');
  return { captures, requests };
}

/**
 * Runs the demo through the window's own controls and prints one line of JSON on stdout.
 * @returns the exit code: 0 when everything that was to be seen was seen, 1 when not, and the line says why
 */
export async function runSelfTest(window: BrowserWindow, library: Library): Promise<number> {
  let outcome: Record<string, unknown>;
  try {
    const page = createPageDriver(window.webContents, AbortSignal.timeout(limitMs));
    await page.until('the window', `document.body?.dataset.ready === 'true'`, 30_000);
    const windowMs = Math.round(Date.now() - (process.getCreationTime() ?? Date.now()));
    await chooseEnglish(page);
    const { sideBySide, difference, recordMs } = await driveDemo(page);
    const framesDrawn = { sideBySide, difference };
    const saved = await savedFigures(library);
    outcome = { ok: true, windowMs, recordMs, framesDrawn, ...saved, electron: process.versions.electron };
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    outcome = { ok: false, reason, page: await visibleText(window) };
  }
  await new Promise<void>((written) => {
    process.stdout.write(`${JSON.stringify(outcome)}\n`, () => written());
  });
  return outcome.ok === true ? 0 : 1;
}

/** What the page showed when the test failed: often it names the reason better than the step does. */
async function visibleText(window: BrowserWindow): Promise<string> {
  if (window.isDestroyed()) return '';
  const text: string = await window.webContents.executeJavaScript('document.body.innerText').catch(() => '');
  return text.replace(/\s+/g, ' ').slice(0, 600);
}
