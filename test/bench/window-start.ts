import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchArguments, median } from './measure';

/**
 * From starting the program to a window that takes clicks, against an Electron that opens an empty page, in turns:
 * `window-start REPOSITORY ELECTRON [--json]`.
 */
const targetRatio = 1.5;
const pairs = 5;

const [repository, executablePath, ...args] = process.argv.slice(2) as [string, string, ...string[]];
// This script is bundled into a temporary folder, where no packages are.
const { _electron } = createRequire(join(repository, 'package.json'))(
  'playwright-core',
) as typeof import('playwright-core');

const emptyApp = `const { app, BrowserWindow } = require('electron');
app.whenReady().then(() => new BrowserWindow({ width: 1280, height: 800 }).loadURL('data:text/html,<body data-ready=true>'));
`;

/** Milliseconds until the page of the app in `folder` says that it is ready. */
async function startMs(folder: string, scratch: string): Promise<number> {
  const settings = mkdtempSync(join(scratch, 'settings-'));
  const began = performance.now();
  const app = await _electron.launch({
    executablePath,
    args: [folder, `--user-data-dir=${settings}`],
    env: { ...(process.env as Record<string, string>), FLAMEBENCH_LIBRARY: join(settings, 'library') },
  });
  try {
    await (await app.firstWindow()).locator('body[data-ready=true]').waitFor();
    return performance.now() - began;
  } finally {
    await app.close();
  }
}

async function main(): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'flamebench-start-'));
  try {
    writeFileSync(join(scratch, 'package.json'), '{"main":"main.js"}');
    writeFileSync(join(scratch, 'main.js'), emptyApp);
    // The first of each fills the system's caches.
    await startMs(repository, scratch);
    await startMs(scratch, scratch);
    const [ours, empty]: [number[], number[]] = [[], []];
    for (let pair = 0; pair < pairs; pair++) {
      ours.push(await startMs(repository, scratch));
      empty.push(await startMs(scratch, scratch));
    }
    const ratio = median(ours.map((ms, pair) => ms / empty[pair]!));
    const met = ratio <= targetRatio;
    const figures = { oursMs: median(ours), emptyMs: median(empty), ratio, targetRatio, met };
    if (benchArguments(args).asJson) console.log(JSON.stringify(figures));
    else {
      console.log(
        `window ready after ${figures.oursMs.toFixed(0)} ms, an empty Electron after ${figures.emptyMs.toFixed(0)} ms: ` +
          `${ratio.toFixed(2)} times (at most ${targetRatio}): ${met ? 'pass' : 'FAIL'}`,
      );
    }
    if (!met) process.exitCode = 1;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

void main();
