import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { FlamebenchError } from '../../proto/errors';
import type { Fork } from '../ports';
import { openLibrary } from '../services/library';
import { defaultPprofFolder, openPprofFolder } from '../services/pprof-folder';
import { createSourceService } from '../symbols/source-service';
import { version } from '../version';
import { createDesk } from '../window/desk';
import { createHandlers, type Dialogs } from '../window/handlers';
import { HeldBytes } from '../window/held-bytes';
import type { ListenAddress } from './address';
import { createPages, type Opening } from './pages';
import { serveWindow, type WindowServer } from './server';

/** The page asks the person and keeps the files itself; a page that asks here is not ours. */
const noDialogs: Dialogs = {
  open: () => Promise.reject(new FlamebenchError('permission-denied', 'file.open')),
  save: () => Promise.reject(new FlamebenchError('permission-denied', 'file.save')),
  folder: () => Promise.reject(new FlamebenchError('permission-denied', 'source.folder')),
};

export interface BrowserWindowOptions {
  readonly listen: ListenAddress;
  /** What each page shows when it opens. */
  readonly openings: readonly Opening[];
  readonly fork: Fork;
  /** The folder of the bundles, with the page in its folder renderer. */
  readonly distFolder: string;
  readonly libraryPath: string;
  /** Where pages keep how they are set, for all of them and from one start to the next. */
  readonly deskFile: string;
}

/**
 * The whole window for browsers: its page, its requests, its signals.
 * @returns the server; closing it also ends what runs on the pages' behalf
 * @throws FlamebenchError 'bad-argument' where it cannot listen
 */
export async function serveBrowserWindow(options: BrowserWindowOptions): Promise<WindowServer> {
  const { libraryPath, distFolder } = options;
  const pages = createPages(options.openings);
  const { handlers, stop } = createHandlers({
    fork: options.fork,
    library: openLibrary(libraryPath),
    info: { version, electron: '', libraryPath, selfTest: false },
    dialogs: noDialogs,
    desk: createDesk({
      // Its files come with the page, and go with it.
      recent: null,
      read: () => Promise.reject(new FlamebenchError('file-not-found', 'a file opened before')),
      file: options.deskFile,
      // How a page looks and speaks is the page's.
      setTheme() {},
      setLanguage() {},
    }),
    distFolder,
    // Whoever has the token of the page is the person at this machine, and has typed the folder there.
    sources: createSourceService({ file: null, allowFolder: async () => true, distFolder }),
    // A page in a browser is no surface of ours to ask on.
    askPerson: null,
    pprof: openPprofFolder(defaultPprofFolder()),
    held: new HeldBytes(),
    onProgress: (progress) => pages.send('experiment.progress', progress),
  });
  const server = await serveWindow({
    listen: options.listen,
    pageFolder: join(distFolder, 'renderer'),
    handlers,
    pages,
    token: randomBytes(24).toString('base64url'),
  });
  return {
    ...server,
    close() {
      stop();
      return server.close();
    },
  };
}
