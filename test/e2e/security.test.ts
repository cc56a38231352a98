import { join } from 'node:path';
import { expect, it } from 'vitest';
import { contentSecurityPolicy } from '../../main/window/page';
import { contractArguments } from '../../proto/bridge';
import { requests, signals } from '../../proto/ipc';
import { distFolder } from '../helpers/dist';
import { blockApp, describeWindow } from './app';

// Runs inside the page, where the bridge is a global.
interface Bridge {
  dropped(): Promise<readonly string[]>;
  invoke(name: string, argument: unknown): Promise<unknown>;
  on(name: string, listener: (value: unknown) => void): () => void;
}
declare const flamebench: Bridge;

describeWindow('the window, from inside', () => {
  const running = blockApp();

  it('opens without complaint', async () => {
    expect(await running.page.title()).toContain('Flamebench');
    expect(running.complaints).toEqual([]);
  });

  it('has the safe settings', async () => {
    const settings = await running.app.evaluate(({ BrowserWindow }) => {
      // Electron answers this, but does not declare it.
      const contents = BrowserWindow.getAllWindows()[0]!.webContents as unknown as {
        getLastWebPreferences(): Electron.WebPreferences;
      };
      return contents.getLastWebPreferences();
    });
    expect(settings).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
    });
    expect(settings.nodeIntegrationInWorker).not.toBe(true);
    expect(settings.allowRunningInsecureContent).not.toBe(true);
    expect(settings.experimentalFeatures).not.toBe(true);
  });

  it('has nothing of Node or Electron in the page', async () => {
    const found = await running.page.evaluate(() =>
      ['process', 'require', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron'].filter(
        (name) => name in window,
      ),
    );
    expect(found).toEqual([]);
  });

  it('learns of no file by a drop that nobody made', async () => {
    const ids = await running.page.evaluate(async () => {
      const data = new DataTransfer();
      data.items.add(new File(['x'], 'x'));
      window.dispatchEvent(new DragEvent('drop', { dataTransfer: data }));
      return flamebench.dropped();
    });
    expect(ids).toEqual([]);
  });

  it('has exactly the bridge of the contract', async () => {
    const surface = await running.page.evaluate(() => Object.keys(flamebench).sort());
    expect(surface).toEqual(['dropped', 'invoke', 'on']);
    const refused = await running.page.evaluate(() =>
      ['', 'app.quit', 'file.dropped', '__proto__', 'toString', 'ELECTRON_BROWSER_REQUIRE'].map((name) => {
        const attempts = [() => flamebench.invoke(name, null), () => flamebench.on(name, () => {})];
        return attempts.every((attempt) => {
          try {
            attempt();
            return false;
          } catch {
            return true;
          }
        });
      }),
    );
    expect(refused.every(Boolean)).toBe(true);
    const accepted = await running.page.evaluate((names) => {
      for (const name of names) flamebench.on(name, () => {})();
      return true;
    }, Object.keys(signals));
    expect(accepted).toBe(true);
  });

  it('sends its policy with every file, and the policy holds', async () => {
    const header = await running.page.evaluate(async () =>
      (await fetch(location.href)).headers.get('content-security-policy'),
    );
    expect(header).toBe(contentSecurityPolicy);
    const ran = await running.page.evaluate(async () => {
      const script = document.createElement('script');
      script.textContent = 'window.inlineRan = true';
      document.head.append(script);
      const outside = await fetch('http://127.0.0.1:9/').then(
        () => 'fetched',
        () => 'refused',
      );
      // In a task of its own: what the debugger evaluates directly is exempt from the policy.
      const compiled = await new Promise<string>((answer) => {
        setTimeout(() => {
          try {
            new Function('return 1')();
            answer('compiled');
          } catch (error) {
            answer((error as Error).name);
          }
        });
      });
      return { inline: 'inlineRan' in window, outside, compiled };
    });
    expect(ran).toEqual({ inline: false, outside: 'refused', compiled: 'EvalError' });
  });

  it('serves no file outside the page', async () => {
    const statuses = await running.page.evaluate(() =>
      Promise.all(
        ['/..%2fmain.cjs', '/%2e%2e%2fpreload.cjs', '/assets/..%2f..%2f..%2fpackage.json', '/missing.js'].map(
          async (path) => (await fetch(path)).status,
        ),
      ),
    );
    expect(statuses).toEqual([404, 404, 404, 404]);
  });

  it('goes nowhere and opens nothing', async () => {
    const before = running.page.url();
    const opened = await running.page.evaluate(() => {
      const other = window.open('http://127.0.0.1:9/');
      location.href = 'http://127.0.0.1:9/';
      return other === null;
    });
    expect(opened).toBe(true);
    const { windows, url } = await running.app.evaluate(({ BrowserWindow }) => ({
      windows: BrowserWindow.getAllWindows().length,
      url: BrowserWindow.getAllWindows()[0]!.webContents.getURL(),
    }));
    expect({ windows, url }).toEqual({ windows: 1, url: before });
  });

  it('is granted no permission', async () => {
    const states = await running.page.evaluate(async () => {
      const names = ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read'];
      return Promise.all(
        names.map(
          async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state,
        ),
      );
    });
    expect(states).toEqual(['denied', 'denied', 'denied', 'denied', 'denied']);
  });
});

describeWindow('the requests of the window', () => {
  const running = blockApp();
  const invoke = (name: string, argument: unknown) =>
    running.page.evaluate(([n, a]) => flamebench.invoke(n, a), [name, argument] as const);

  it('are answered', async () => {
    expect(await invoke('app.info', null)).toMatchObject({
      ok: true,
      value: { libraryPath: running.library, selfTest: false },
    });
    expect(await invoke('library.list', null)).toEqual({ ok: true, value: [] });
  });

  it('are refused with a failure when the argument is malformed', async () => {
    const malformed: [string, unknown][] = [
      ...Object.keys(requests).map((name): [string, unknown] => [name, 7]),
      ['target.probe', { url: 7 }],
      ['target.probe', { url: 'x'.repeat(5000) }],
      ['library.capture', { id: 'a', file: '../run.json' }],
      ['library.run', { id: '../../etc' }],
      ['experiment.run', { id: 'a', plan: { label: 'b' } }],
      ['file.save', { suggestedName: 'a.svg', bytes: 'text' }],
    ];
    for (const [name, argument] of malformed) {
      expect(await invoke(name, argument), name).toMatchObject({
        ok: false,
        error: { code: 'bad-argument' },
      });
    }
  });

  it('bring back the failures of services with their facts', async () => {
    expect(await invoke('target.probe', { url: 'http://127.0.0.1:1/' })).toMatchObject({
      ok: false,
      error: { code: 'connection-refused', subject: expect.stringContaining('127.0.0.1:1') },
    });
    expect(await invoke('library.run', { id: 'no-such-run' })).toMatchObject({
      ok: false,
      error: { code: 'file-not-found' },
    });
  });

  it('are refused to any other page', async () => {
    const answers = await running.app.evaluate(
      async ({ BrowserWindow }, webPreferences) => {
        const ask = async (url: string) => {
          const other = new BrowserWindow({ show: false, webPreferences });
          try {
            await other.loadURL(url);
            return await other.webContents.executeJavaScript(`flamebench.invoke('library.list', null)`);
          } finally {
            other.destroy();
          }
        };
        return [await ask('about:blank'), await ask('app://flamebench/index.html')];
      },
      {
        preload: join(distFolder, 'preload.cjs'),
        sandbox: true,
        additionalArguments: [...contractArguments({ 'library.list': true }, {})],
      },
    );
    for (const answer of answers)
      expect(answer).toMatchObject({ ok: false, error: { code: 'permission-denied' } });
  });
});
