import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { repository } from '../helpers/sources';
import { slowDown } from './slow';

/** Why there can be no window here; '' when there can. The test runner's set-up finds out. */
const noWindow = process.env.FLAMEBENCH_NO_WINDOW ?? 'the test runner prepared none';

/** Tests in the real window: skipped with the reason where there can be none, or failed if all is required. */
export function describeWindow(name: string, tests: () => void): void {
  if (noWindow !== '' && process.env.FLAMEBENCH_REQUIRE_ALL === '1') throw new Error(noWindow);
  describe.skipIf(noWindow !== '')(noWindow === '' ? name : `${name} (skipped: ${noWindow})`, tests);
}

export interface RunningApp {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** What the page complained of: uncaught errors and console.error. */
  readonly complaints: string[];
  readonly library: string;
  /** Ends the app and waits for its end. */
  close(): Promise<void>;
}

/**
 * Tests go by visible names, whatever the system's language. Where these are set they count for more than --lang;
 * of two such switches the last one counts.
 */
const plainLocale = { LANGUAGE: '', LC_ALL: '', LC_MESSAGES: '', LANG: 'C.UTF-8' };

/** A folder for one test file, and how to remove it. */
export function scratchFolder(): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'flamebench-e2e-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/**
 * Starts the built app with settings and a library of its own below `folder`, and waits for its window.
 * @param args more of the command line: files to open
 */
export async function launchApp(folder: string, args: readonly string[] = []): Promise<RunningApp> {
  const library = join(folder, 'library');
  const app = await _electron.launch({
    executablePath: process.env.FLAMEBENCH_ELECTRON!,
    args: [repository, '--lang=en-US', `--user-data-dir=${join(folder, 'settings')}`, ...args],
    env: { ...(process.env as Record<string, string>), ...plainLocale, FLAMEBENCH_LIBRARY: library },
  });
  const page = await app.firstWindow();
  page.setDefaultTimeout(15_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await slowDown(app.context(), page);
  await page.locator('body[data-ready=true]').waitFor();
  return { app, page, complaints, library, close: () => closeApp(app) };
}

/** Waits until the tab of that title is the one in front: of several files that open, the last is, in the end. */
export async function inFront(page: Page, title: string): Promise<void> {
  await page.getByRole('tab', { name: title, exact: true, selected: true }).waitFor();
}

/** Waits until what the window shows now is painted, and what only a layout told is too. */
export async function painted(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(then)))),
  );
}

/** What is read of the window once it no longer changes: pictures move on for a while, and rest. */
export async function atRest<T>(page: Page, read: () => Promise<T>): Promise<T> {
  for (let before = await read(); ; ) {
    await painted(page);
    await page.waitForTimeout(100);
    await painted(page);
    const now = await read();
    if (JSON.stringify(now) === JSON.stringify(before)) return now;
    before = now;
  }
}

/** Where an app that was launched with this folder keeps how its window was left. */
export const deskIn = (folder: string) => join(folder, 'settings', 'desk.json');

/** Waits until what a window keeps for its next start says so. */
export async function kept(file: string, said: RegExp): Promise<void> {
  const text = () => (existsSync(file) ? readFileSync(file, 'utf8') : '');
  await expect.poll(text).toMatch(said);
}

/** What is on the clipboard; a copy reaches it a moment after the key or click. */
export async function clipboardOf({ app }: Pick<RunningApp, 'app'>): Promise<string> {
  return app.evaluate(({ clipboard }) => clipboard.readText());
}

/** The app of a block of tests: always the one that runs now. */
export interface BlockApp extends RunningApp {
  /** Where its settings and its library are, and files of the tests. */
  readonly folder: string;
  /** Ends it and starts it again with what it kept. */
  restart(args?: readonly string[]): Promise<void>;
}

/**
 * One app for a block of tests, started before the first and ended after the last, with all it wrote.
 * @param args more of the command line; a function is asked once the folder is there
 */
export function blockApp(args: readonly string[] | ((folder: string) => readonly string[]) = []): BlockApp {
  const scratch = scratchFolder();
  let running: RunningApp | undefined;
  let ended = true;
  const start = async (given: readonly string[]) => {
    running = await launchApp(scratch.folder, given);
    ended = false;
  };
  const now = () => {
    if (running === undefined) throw new Error('the app is asked for before it runs');
    return running;
  };
  const end = async () => {
    if (!ended) await now().close();
    ended = true;
  };
  beforeAll(() => start(typeof args === 'function' ? args(scratch.folder) : args));
  afterAll(async () => {
    await end();
    scratch.remove();
  });
  return {
    folder: scratch.folder,
    get app() {
      return now().app;
    },
    get page() {
      return now().page;
    },
    get complaints() {
      return now().complaints;
    },
    get library() {
      return now().library;
    },
    close: end,
    async restart(given = []) {
      await end();
      await start(given);
    },
  };
}

/** How long an end may take before Electron 25 is taken to spin in its own teardown, as it now and then does. */
const patienceMs = 20_000;

async function closeApp(app: ElectronApplication): Promise<void> {
  const child = app.process();
  const impatience = setTimeout(() => child.kill('SIGKILL'), patienceMs);
  await app.close();
  clearTimeout(impatience);
}
