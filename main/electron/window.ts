import { join } from 'node:path';
import { app, BrowserWindow, nativeTheme } from 'electron';
import { contractArguments } from '../../proto/bridge';
import { requests, signals } from '../../proto/ipc';
import { pageUrl } from './page-url';
import { readWindowState, rememberWindowState } from './window-state';

/** The page's own surface colours (renderer/ui/tokens.css), so that the window does not flash while it loads. */
const surface = { light: '#ffffff', dark: '#17171a' };

/** Opens the window; it is shown when the page has painted. */
export function openWindow(distFolder: string): BrowserWindow {
  const stateFile = join(app.getPath('userData'), 'window-state.json');
  const state = readWindowState(stateFile);
  const window = new BrowserWindow({
    title: 'Flamebench',
    width: 1280,
    height: 800,
    ...(state ? { x: state.x, y: state.y, width: state.width, height: state.height } : {}),
    minWidth: 720,
    minHeight: 480,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? surface.dark : surface.light,
    webPreferences: {
      preload: join(distFolder, 'preload.cjs'),
      additionalArguments: [...contractArguments(requests, signals)],
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  if (state?.maximized) window.maximize();
  rememberWindowState(window, stateFile);
  window.once('ready-to-show', () => window.show());
  void window.loadURL(pageUrl);
  return window;
}
