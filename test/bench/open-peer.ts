import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import type { _electron, Page } from 'playwright-core';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

/** Longer than this nobody waits for a picture. */
const deadlineMs = 300_000;

/** What the peer did with a file. */
export interface PeerOpening {
  /** From the chosen file to the first picture, or to the page's end where there was none. */
  readonly ms: number;
  /** False where the page crashed, out of memory as a rule: `ms` is then a lower bound. */
  readonly drew: boolean;
}

/**
 * The same file in speedscope's own page, in the same Electron: from the chosen file to its first picture. The page
 * is the `dist/release` folder of its npm package, which whoever measures has fetched; it is no part of this
 * project.
 */
export async function openInSpeedscope(
  electron: typeof _electron,
  executablePath: string,
  release: string,
  file: string,
  scratch: string,
): Promise<PeerOpening> {
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
    try {
      const body = readFileSync(join(release, path === '/' ? 'index.html' : path));
      response.writeHead(200, {
        'content-type': types[extname(path) || '.html'] ?? 'application/octet-stream',
      });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const shell = join(scratch, 'peer');
  mkdirSync(shell, { recursive: true });
  writeFileSync(join(shell, 'package.json'), JSON.stringify({ name: 'peer', main: 'main.js' }));
  writeFileSync(
    join(shell, 'main.js'),
    `const { app, BrowserWindow } = require('electron');
     app.whenReady().then(() => new BrowserWindow({ width: 1600, height: 900 }).loadURL(${JSON.stringify(url)}));`,
  );
  const app = await electron.launch({
    executablePath,
    args: [shell, `--user-data-dir=${join(scratch, 'peer-settings')}`],
    env: process.env as Record<string, string>,
  });
  try {
    const page = await app.firstWindow();
    const field = page.locator('input[type=file]');
    await field.waitFor({ state: 'attached' });
    await page.evaluate(() => {
      const marks = { chosen: 0, drawn: 0 };
      Object.assign(window, { marks });
      document.addEventListener('change', () => (marks.chosen = performance.now()), true);
      const look = () => {
        // Its toolbar offers orders once a profile is there; its picture is laid out and drawn with it.
        const there = document.body.innerText.includes('Left Heavy') && document.querySelector('canvas');
        if (there && marks.chosen > 0) requestAnimationFrame(() => (marks.drawn = performance.now()));
        else requestAnimationFrame(look);
      };
      look();
    });
    const chosenMs = performance.now();
    const crashed = page.waitForEvent('crash', { timeout: deadlineMs }).then(
      () => ({ ms: performance.now() - chosenMs, drew: false }),
      () => ({ ms: deadlineMs, drew: false }),
    );
    await field.setInputFiles(file);
    return await Promise.race([crashed, firstPicture(page).catch(() => crashed)]);
  } finally {
    await app.close();
    server.close();
  }
}

async function firstPicture(page: Page): Promise<PeerOpening> {
  await page.waitForFunction(
    () => (window as unknown as { marks: { drawn: number } }).marks.drawn > 0,
    undefined,
    { timeout: deadlineMs },
  );
  return page.evaluate(() => {
    const { chosen, drawn } = (window as unknown as { marks: { chosen: number; drawn: number } }).marks;
    return { ms: drawn - chosen, drew: true };
  });
}
