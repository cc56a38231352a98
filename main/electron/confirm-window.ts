import { BrowserWindow, nativeTheme } from 'electron';
import type { WindowLanguage } from '../../proto/ipc';
import type { AskPerson, HostAnswer, HostQuestion } from '../services/permission';
import { answerOf, confirmPage } from '../window/confirm-page';
import { confirmWords } from '../window/confirm-words';
import { confirmOrigin } from './page-url';

/** Pages that wait for an answer, by their path. The scheme's handler serves them from here. */
export const confirmPages = new Map<string, string>();

const declined: HostAnswer = { agreed: false, typedHost: '' };
let asked = 0;

/**
 * Asks in a window of its own, in front of the one that `parent` names. It runs no script and has no bridge:
 * its answer is the address its form leads to, which is read here and never gone to.
 */
export function createAskPerson(
  parent: () => BrowserWindow | null,
  language: () => WindowLanguage,
): AskPerson {
  return (question, signal) =>
    new Promise<HostAnswer>((resolve) => {
      const path = `/${++asked}`;
      confirmPages.set(path, confirmPage(question, confirmWords[language()], path));
      const window = openWindow(parent(), question);
      const settle = (answer: HostAnswer): void => {
        signal.removeEventListener('abort', cancel);
        confirmPages.delete(path);
        resolve(answer);
        // Not at once: this may be called from an event of the very contents that go.
        setImmediate(() => {
          if (!window.isDestroyed()) window.destroy();
        });
      };
      const cancel = () => settle(declined);
      signal.addEventListener('abort', cancel);
      window.on('closed', cancel);
      // Every navigation is prevented (security.ts); this one is an answer as well.
      window.webContents.on('will-frame-navigate', ({ url }) => {
        if (url.startsWith(`${confirmOrigin}${path}?`)) settle(answerOf(new URL(url)));
      });
      window.webContents.on('before-input-event', (_event, { type, key }) => {
        if (type === 'keyDown' && key === 'Escape') cancel();
      });
      window.once('ready-to-show', () => window.show());
      void window.loadURL(`${confirmOrigin}${path}`);
      if (signal.aborted) cancel();
    });
}

function openWindow(parent: BrowserWindow | null, question: HostQuestion): BrowserWindow {
  const warns = question.kind === 'load' && question.unsafeMethods.length > 0;
  const height = (question.kind === 'load' ? 360 : 270) + (question.reach === 'public' ? 110 : 0);
  return new BrowserWindow({
    ...(parent === null ? {} : { parent, modal: true }),
    width: 520,
    height: height + (warns ? 50 : 0),
    useContentSize: true,
    resizable: true,
    minimizable: false,
    maximizable: false,
    fullscreenable: false,
    show: false,
    title: 'Flamebench',
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#17181b' : '#ffffff',
    webPreferences: {
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
}
