import { join } from 'node:path';
import { app, type BrowserWindow, nativeTheme, session } from 'electron';
import { toFailure } from '../../proto/errors';
import type { OpenedFile, Signal, SignalName, WindowLanguage } from '../../proto/ipc';
import { openLibrary } from '../services/library';
import { defaultLibraryFolder } from '../services/library-folder';
import { defaultPprofFolder, openPprofFolder } from '../services/pprof-folder';
import { createRecentFiles, type RecentFiles } from '../services/recent-files';
import { createSourceService } from '../symbols/source-service';
import { version } from '../version';
import { createDesk } from '../window/desk';
import { createHandlers } from '../window/handlers';
import { HeldBytes } from '../window/held-bytes';
import { languageOf, nativeWords } from '../window/native-words';
import { createAskPerson } from './confirm-window';
import { allowSourceFolder, createDialogs } from './dialogs';
import { createElectronFork } from './fork';
import { answerDrops, answerRequests, sendSignal } from './ipc';
import { setMenu } from './menu';
import { filesOfCommandLine, readOpenedFile } from './opened-files';
import { registerScheme, servePage } from './protocol';
import { confineContents, denyPermissions } from './security';
import { runSelfTest, takeScratchFolders } from './self-test';
import { openWindow } from './window';

const distFolder = __dirname;
const selfTest = process.argv.includes('--self-test');

app.setName('Flamebench');
registerScheme();
confineContents();
if (selfTest) takeScratchFolders();

let window: BrowserWindow | null = null;
let pageLoaded = false;
const contents = () => window?.webContents ?? null;
/** What the page is yet to fetch. */
const held = new HeldBytes();

function signal<N extends SignalName>(name: N, value: Signal<N>): void {
  sendSignal(contents(), held, name, value);
}

/** Files the system asked for before there was a page to show them. */
const waitingFiles: string[] = [];

let recent: RecentFiles | null = null;

/** The id of a file that the window may be about to read. */
function meet(path: string): string {
  return recent?.meet(path) ?? '';
}

/** Reads a file a person chose; one that cannot be read is no recent one any more. */
async function open(path: string): Promise<OpenedFile> {
  const id = meet(path);
  try {
    const file = await readOpenedFile(path);
    return id === '' ? file : { ...file, id };
  } catch (thrown) {
    recent?.drop(id);
    throw thrown;
  }
}

async function showFile(path: string): Promise<void> {
  if (!pageLoaded) {
    waitingFiles.push(path);
    return;
  }
  const file = await openOrTell(path);
  if (file !== null) signal('file.opened', file);
}

/** Reads a file; where that fails, the window is told, which words it, and others are still opened. */
async function openOrTell(path: string): Promise<OpenedFile | null> {
  try {
    return await open(path);
  } catch (thrown) {
    signal('file.failed', toFailure(thrown, path));
    return null;
  }
}

/** The system's first, and then the window's as soon as that says which. */
let language: WindowLanguage = 'en';

function speak(next: WindowLanguage): void {
  language = next;
  setMenu(nativeWords[next].menu, (command) => signal('menu.command', command));
}

function showWindow(): void {
  const opened = openWindow(distFolder);
  window = opened;
  opened.on('closed', () => {
    window = null;
    pageLoaded = false;
  });
  opened.webContents.on('did-start-loading', () => held.clear());
  opened.webContents.on('did-finish-load', () => {
    pageLoaded = true;
    for (const path of waitingFiles.splice(0)) void showFile(path);
  });
}

function start(): void {
  const { fork, killAll } = createElectronFork(distFolder);
  const libraryPath = defaultLibraryFolder();
  const library = openLibrary(libraryPath);
  const info = { version, electron: process.versions.electron ?? '', libraryPath, selfTest };
  const settings = app.getPath('userData');
  recent = createRecentFiles(join(settings, 'recent-files.json'), (path) => app.addRecentDocument(path));
  const desk = createDesk({
    recent,
    read: open,
    file: join(settings, 'desk.json'),
    setTheme: (theme) => {
      nativeTheme.themeSource = theme;
    },
    setLanguage: speak,
  });
  const { handlers, stop } = createHandlers({
    fork,
    library,
    info,
    dialogs: createDialogs(
      () => window,
      openOrTell,
      () => nativeWords[language].dialogs,
    ),
    desk,
    distFolder,
    sources: createSourceService({
      file: join(settings, 'source-rules.json'),
      allowFolder: (folder) => allowSourceFolder(window, folder, nativeWords[language].dialogs),
      distFolder,
    }),
    askPerson: createAskPerson(
      () => window,
      () => language,
    ),
    pprof: openPprofFolder(defaultPprofFolder()),
    held,
    onProgress: (progress) => signal('experiment.progress', progress),
  });

  denyPermissions(session.defaultSession);
  servePage(join(distFolder, 'renderer'));
  answerRequests(handlers, contents, held);
  answerDrops(meet, contents);
  speak(languageOf(app.getLocale()));
  waitingFiles.push(...filesOfCommandLine(process.argv, app.getAppPath(), process.cwd()));
  showWindow();

  app.on('activate', () => {
    if (window === null) showWindow();
  });
  app.on('second-instance', (_event, argv, workingFolder) => {
    if (window?.isMinimized()) window.restore();
    window?.focus();
    for (const path of filesOfCommandLine(argv, app.getAppPath(), workingFolder)) void showFile(path);
  });
  let exitCode = 0;
  app.once('will-quit', (event) => {
    // The children go first: Electron may hang in its own end while pipes to them are open.
    event.preventDefault();
    stop();
    void Promise.all([killAll(), desk.settled()]).then(() => {
      // Electron 25 now and then spins for ever when it takes its Node environment apart, and a test would
      // wait for its status. A self-test has said and saved all it had to: it ends without that.
      if (selfTest) (process as unknown as { reallyExit(code: number): never }).reallyExit(exitCode);
      app.exit(exitCode);
    });
  });
  if (selfTest) {
    void runSelfTest(window!, library).then((code) => {
      exitCode = code;
      app.quit();
    });
  }
}

if (app.requestSingleInstanceLock()) {
  app.on('open-file', (event, path) => {
    event.preventDefault();
    void showFile(path);
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  void app.whenReady().then(start);
} else {
  app.quit();
}
