import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportAs, exporters } from '../../engine/export/registry';
import { readProfile } from '../../engine/formats/index';
import { gzipNode } from '../../main/services/gzip';
import { inflateNode } from '../../main/services/inflate';
import { distFolder } from '../helpers/dist';
import { findProgram, requireTool } from '../helpers/require-tool';
import { repository } from '../helpers/sources';
import { kept, scratchFolder } from './app';
import { slowDown } from './slow';

const cpu = join(repository, 'test/fixtures/go-cpu.pb.gz');
const heap = join(repository, 'test/fixtures/go-heap.pb.gz');
const hotFunction = 'main.hashAll';

const browsers = ['chromium', 'chromium-browser', 'google-chrome'] as const;
const { skip, reason } = requireTool(...browsers);
const executablePath = browsers.map(findProgram).find((path) => path !== '');

/** The browser asks nobody but the server of the test. */
const quiet = [
  '--no-first-run',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** Chromium's sandbox does not run as root. */
const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

interface Served {
  readonly url: string;
  /** As Ctrl-C does. @returns the exit status */
  stop(): Promise<number | null>;
}

async function serve(library: string, argv: readonly string[]): Promise<Served> {
  const child: ChildProcess = spawn(
    process.execPath,
    [join(distFolder, 'cli.cjs'), 'pprof', '-http=:0', '-no_browser', ...argv],
    {
      env: { ...process.env, FLAMEBENCH_LIBRARY: library, XDG_CONFIG_HOME: join(library, '..', 'config') },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  const url = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stderr!.setEncoding('utf8').on('data', (more: string) => {
      text += more;
      const found = /Serving web UI on (\S+)\n/.exec(text);
      if (found !== null) resolve(found[1]!);
    });
    void ended.then((status) => reject(new Error(`it ended with ${status}: ${text}`)));
  });
  return {
    url,
    stop() {
      child.kill('SIGINT');
      return ended;
    },
  };
}

const title = `the window in a browser${skip ? ` (skipped: ${reason})` : ''}`;

describe.skipIf(skip)(title, () => {
  const scratch = scratchFolder();
  const complaints: string[] = [];
  let browser: Browser;
  let served: Served;
  let page: Page;

  const open = async (url: string) => {
    const opened = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    opened.setDefaultTimeout(15_000);
    opened.on('pageerror', (error) => complaints.push(String(error)));
    opened.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    // From the first listener on the browser hands its dialogs over, which takes it a moment: one that is opened before
    // that is dismissed.
    opened.on('filechooser', () => {});
    await opened.goto(url);
    await slowDown(opened.context(), opened);
    return opened;
  };
  const canvas = () => page.getByTestId('flame-canvas');
  const boxes = async () => Number(await canvas().first().getAttribute('data-frames-drawn'));
  const workspace = (kind: string) => `[data-testid=workspace][data-session=${kind}][data-ready=true]`;

  beforeAll(async () => {
    served = await serve(join(scratch.folder, 'library'), [cpu]);
    browser = await chromium.launch({ executablePath: executablePath!, args: [...quiet, ...asRoot] });
    page = await open(served.url);
  });
  afterAll(async () => {
    await browser?.close();
    await served?.stop();
    scratch.remove();
  });

  it('opens with the profile of the command line, drawn', async () => {
    await page.locator(workspace('single')).waitFor();
    await expect.poll(boxes).toBeGreaterThan(3);
    await expect.poll(() => page.getByTestId('summary').textContent()).toMatch(/Total \d/);
  });

  it('has its call graphs laid out by the server', async () => {
    await page.getByRole('tab', { name: 'Call graph' }).click();
    const area = page.getByTestId('graph-area');
    await area.waitFor();
    await expect.poll(async () => Number(await area.getAttribute('data-nodes'))).toBeGreaterThan(50);
    await page.getByRole('tab', { name: 'Flame graph' }).click();
  });

  it('hides the token, and keeps it for a reload', async () => {
    expect(page.url()).toBe(served.url.replace(/#.*/, ''));
    await page.reload();
    await page.locator(workspace('single')).waitFor();
    expect(await page.evaluate(() => document.cookie)).toBe('');
  });

  it('searches', async () => {
    await page.keyboard.press('Control+f');
    await page.keyboard.type(hotFunction.replace('.', '\\.'));
    await expect.poll(() => page.getByTestId('search-result').textContent()).toMatch(/matched [\d.]+%/);
    await page.getByTestId('search').fill('');
  });

  it('opens files that the browser chooses', async () => {
    const chooser = page.waitForEvent('filechooser');
    await page.keyboard.press('Control+o');
    await (await chooser).setFiles(heap);
    await page.getByRole('tab', { name: 'go-heap.pb.gz' }).waitFor();
    await expect.poll(boxes).toBeGreaterThan(3);
  });

  it('saves pictures as downloads', async () => {
    const download = page.waitForEvent('download');
    await page.keyboard.press('Control+e');
    await page.getByRole('button', { name: 'Picture that zooms' }).click();
    const saved = await download;
    expect(saved.suggestedFilename()).toMatch(/\.svg$/);
    expect(readFileSync(await saved.path(), 'utf8')).toContain('</svg>');
  });

  it('opens written pictures and pages where their address says', async () => {
    const profile = await readProfile(readFileSync(cpu), 'cpu', inflateNode);
    const subject = { kind: 'profile', title: 'cpu', profile, sampleIndex: 1, requests: 0 } as const;
    for (const [id, name] of [
      ['svg', 'cpu.svg'],
      ['html', 'cpu.html'],
    ] as const) {
      const file = join(scratch.folder, name);
      const exporter = exporters.find((each) => each.id === id)!;
      writeFileSync(file, await exportAs(exporter, subject, { gzip: gzipNode }));
      const address = pathToFileURL(file).href;
      const first = await open(address);
      await first.locator('.f').nth(2).click();
      await first.keyboard.press('/');
      await first.keyboard.type('hashAll');
      await first.locator('#matched', { hasText: /Matched [1-9]/ }).waitFor();
      const shown = first.url();
      expect(shown).toBe(`${address}#z=2&s=hashAll`);
      const visible = (there: Page) =>
        there.evaluate(() => [...document.querySelectorAll<SVGElement>('.f')].map((f) => f.style.display));
      const second = await open(shown);
      await second
        .locator('#matched', { hasText: (await first.locator('#matched').textContent()) ?? '' })
        .waitFor();
      expect(await visible(second)).toEqual(await visible(first));
      await second.goto(`${address}#z=x&s=(`);
      await second.locator('#matched', { hasText: 'not a regular expression' }).waitFor();
      await first.close();
      await second.close();
    }
  });

  it('asks its server, and brings back failures', async () => {
    await page.keyboard.press('Control+1');
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await page.getByRole('textbox').first().fill('http://127.0.0.1:1/');
    await page.keyboard.press('Enter');
    await page.getByText(/nothing answers at/i).waitFor();
  });

  it('is set as it was set the last time, by whatever address', async () => {
    const surface = (of: Page) => of.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await surface(page);
    await page.keyboard.press('Control+,');
    await page.getByRole('radio', { name: 'Dark' }).click();
    await page.getByRole('radio', { name: '简体中文' }).click();
    await expect.poll(() => surface(page)).not.toBe(light);
    const dark = await surface(page);
    await page.keyboard.press('Escape');
    await kept(
      join(scratch.folder, 'config', 'flamebench', 'browser-desk.json'),
      /"theme":"dark","scale":"usual","language":"zh"/,
    );
    const other = await serve(join(scratch.folder, 'library'), [cpu]);
    expect(other.url.split('#')[0]).not.toBe(served.url.split('#')[0]);
    const again = await open(other.url);
    await again.locator(workspace('single')).waitFor();
    await again.getByRole('tab', { name: '火焰图' }).waitFor();
    await expect.poll(() => surface(again)).toBe(dark);
    expect((await again.getByRole('alert').allTextContents()).join('')).toBe('');
    await again.close();
    expect(await other.stop()).toBe(0);
    await page.keyboard.press('Control+,');
    await page.getByRole('radio', { name: 'English' }).click();
    await page.getByRole('radio', { name: 'As the system', exact: false }).first().click();
    await page.keyboard.press('Escape');
  });

  it('shows nothing to whoever has no token', async () => {
    const stranger = await open(served.url.replace(/#.*/, ''));
    await stranger.getByText('Open this page by the whole address').waitFor();
    expect(await stranger.getByTestId('workspace').count()).toBe(0);
    await stranger.close();
  });

  it('is not to be asked by pages of other servers', async () => {
    // On the same host, as a service under development would be: the port alone is another.
    const foreign = createServer((_request, answer) => {
      answer.writeHead(200, { 'Content-Type': 'text/html' }).end('<title>elsewhere</title>');
    });
    await new Promise<void>((resolve) => foreign.listen(0, 'localhost', resolve));
    const elsewhere = await open(`http://localhost:${(foreign.address() as AddressInfo).port}/`);
    const answer = await elsewhere.evaluate(([url, secret]) => {
      const headers = { 'X-Flamebench-Token': secret! };
      return fetch(`${url}request/library.list`, { method: 'POST', headers }).then(
        () => 'answered',
        () => 'refused',
      );
    }, served.url.split('#'));
    expect(answer).toBe('refused');
    await elsewhere.close();
    await new Promise((resolve) => foreign.close(resolve));
    // The browser says that it kept the page from asking.
    expect(
      complaints.splice(0).filter((complaint) => !/CORS|favicon|ERR_FAILED|404/.test(complaint)),
    ).toEqual([]);
  });

  it('shows -diff_base as a comparison', async () => {
    const other = await serve(join(scratch.folder, 'library'), ['-diff_base', cpu, cpu]);
    const comparison = await open(other.url);
    await comparison.locator(workspace('comparison')).waitFor();
    await comparison.close();
    expect(await other.stop()).toBe(0);
  });

  it('leaves no complaint behind', () => {
    expect(complaints).toEqual([]);
  });
});
