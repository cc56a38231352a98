import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Run } from '../../proto/run';
import { tinyProfile } from '../main/services/fake-service';
import { describeWindow, launchApp, type RunningApp, scratchFolder } from './app';

// Services and scripts that misbehave, as the window meets them.

const patiently = { timeout: 25_000 };

/** A service with profiles, whose other pages do what they are called. */
function startService(): Server {
  let flaky = 0;
  return createServer((request, response) => {
    const { url = '', socket } = request;
    if (url.startsWith('/debug/pprof/profile')) {
      const seconds = Number(/seconds=(\d+)/.exec(url)?.[1] ?? 1);
      setTimeout(() => response.end(tinyProfile(BigInt(seconds) * 1_000_000_000n)), seconds * 1000);
    } else if (url.startsWith('/debug/pprof/')) {
      response.setHeader('Content-Type', 'text/html');
      response.end('<html><a href="profile?debug=1">profile</a></html>');
    } else if (url === '/garbage') socket.end('nonsense\r\n\r\n');
    else if (url === '/early') socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf');
    else if (url === '/closes') socket.destroy();
    else if (url === '/flaky' && ++flaky % 4 === 0) socket.destroy();
    else setTimeout(() => response.end('hello'), 5);
  });
}

describeWindow('a recording of what misbehaves', () => {
  const scratch = scratchFolder();
  const server = startService();
  let running: RunningApp;
  let service = '';
  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    service = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    running = await launchApp(scratch.folder);
    const { page } = running;
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await page.getByLabel('Address').fill(service);
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await page.getByTestId('command-line').waitFor();
  });
  afterAll(async () => {
    await running?.close();
    server.closeAllConnections();
    server.close();
    scratch.remove();
  });

  const record = async (options: string) => {
    const { page } = running;
    await page
      .getByTestId('command-line')
      .fill(`flamebench record ${service} --connections 2 --warmup 0 ${options}`);
    await page.getByRole('button', { name: 'Record', exact: true }).click();
  };
  const runs = (): Run[] =>
    (existsSync(running.library) ? readdirSync(running.library) : [])
      .filter((name) => !name.startsWith('.'))
      .map((name) => JSON.parse(readFileSync(join(running.library, name, 'run.json'), 'utf8')) as Run);

  it.each(['garbage', 'early', 'closes'])('is told before it starts: %s', async (path) => {
    const { page } = running;
    await record(`--load /${path} --seconds 5`);
    const alert = page.getByRole('alert');
    await alert.waitFor(patiently);
    expect(await alert.locator('p').first().textContent()).toMatch(/^[^\n]+\.$/);
    await expect.poll(() => page.getByRole('progressbar').count()).toBe(0);
    await alert.getByRole('button', { name: 'Dismiss' }).click();
    expect(runs()).toEqual([]);
  });

  it('is told of a script that fails, before it starts, and of one that does not come back, in time', async () => {
    const { page } = running;
    const wrong = join(scratch.folder, 'wrong.lua');
    const endless = join(scratch.folder, 'endless.js');
    writeFileSync(wrong, '\n\nfunction init() error("no luck") end');
    writeFileSync(endless, 'let n = 0; function response() { while (n++ > 20); }');
    await record('--load /work --seconds 60');
    await page.getByRole('progressbar').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('summary', { hasText: 'Script and URL list' }).click();
    const choose = async (file: string) => {
      await page.locator('input[type=file][accept^=".lua"]').setInputFiles(file);
      await page.getByText(basename(file)).first().waitFor();
      await page.getByRole('button', { name: 'Record', exact: true }).click();
    };
    await choose(wrong);
    await page.getByRole('alert').waitFor(patiently);
    const said = await page.getByRole('alert').textContent();
    expect(said).toContain('wrong.lua');
    expect(said).toContain('line 3: no luck');
    await page.getByRole('alert').getByRole('button', { name: 'Dismiss' }).click();
    await choose(endless);
    await page.getByText('JavaScript is fenced in').waitFor();
    await page.getByRole('alert').waitFor(patiently);
    expect(await page.getByRole('alert').textContent()).toContain('a call took longer than 5 s');
    expect(runs()).toMatchObject([{ status: 'broken', failure: { code: 'script-failed' } }]);
    expect(runs()[0]!.turns[0]!.report!.requests).toBeGreaterThan(10);
    await page
      .getByRole('button', { name: /Remove/ })
      .first()
      .click();
  }, 90_000);

  it('is counted by its kind while it runs, and after', async () => {
    const { page } = running;
    await record('--load /flaky --seconds 4');
    await page
      .getByText(/closed early|broken off/)
      .first()
      .waitFor(patiently);
    await page.locator('[data-testid=workspace][data-ready=true]').waitFor(patiently);
    const whole = runs().find(({ status }) => status === 'whole');
    expect(whole!.turns[0]!.report!.errors).toMatchObject({ timeout: 0, protocol: 0 });
    const { read, closed } = whole!.turns[0]!.report!.errors;
    expect(read + closed).toBeGreaterThan(10);
    expect(running.complaints).toEqual([]);
  });
});
