import { type BrowserWindow, dialog } from 'electron';
import { FlamebenchError } from '../../proto/errors';
import type { AppInfo, Demo } from '../../proto/ipc';
import type { ExperimentProgress } from '../../proto/run';
import { startDemo } from '../demo/client';
import { createStartLoad } from '../load/client';
import type { Fork } from '../ports';
import { fetchProfile } from '../services/capture';
import { nowUs, sleep } from '../services/clock';
import { runExperiment } from '../services/experiment';
import type { Library } from '../services/library';
import { probeTarget } from '../services/probe';
import { writeFileAtomically } from '../services/save-file';
import { madeBy } from '../version';
import type { Handlers } from './ipc';
import { readOpenedFile } from './opened-files';

export interface HandlerPorts {
  readonly fork: Fork;
  readonly library: Library;
  readonly info: AppInfo;
  readonly window: () => BrowserWindow | null;
  readonly onProgress: (progress: ExperimentProgress) => void;
}

/** What answers each request, and `stop`, which ends all that runs on their behalf. */
export function createHandlers(ports: HandlerPorts): { handlers: Handlers; stop(): void } {
  const { library } = ports;
  const running = new Map<string, AbortController>();
  let demo: Promise<{ demo: Demo; stop(): void }> | null = null;

  function startDemoOnce(): Promise<{ demo: Demo; stop(): void }> {
    const starting = startDemo(ports.fork);
    // One that could not start must not be the answer to the next try.
    starting.catch(() => {
      if (demo === starting) demo = null;
    });
    return starting;
  }

  const handlers: Handlers = {
    'app.info': async () => ports.info,

    'demo.start': async () => {
      demo ??= startDemoOnce();
      return (await demo).demo;
    },

    'target.probe': ({ url }) => probeTarget(url),

    'experiment.run': async ({ id, plan }) => {
      if (running.has(id)) throw new FlamebenchError('bad-argument', 'id', { reason: 'it runs already' });
      const abort = new AbortController();
      running.set(id, abort);
      try {
        return await runExperiment(id, plan, {
          startLoad: createStartLoad(ports.fork),
          fetchProfile,
          library,
          now: nowUs,
          sleep,
          signal: abort.signal,
          onProgress: ports.onProgress,
          madeBy,
          createdAt: new Date().toISOString(),
        });
      } finally {
        running.delete(id);
      }
    },

    'experiment.cancel': async ({ id }) => {
      running.get(id)?.abort();
      return null;
    },

    'library.list': () => library.list(),
    'library.run': ({ id }) => library.read(id),
    'library.capture': ({ id, file }) => library.readFile(id, file),

    'file.open': async () => {
      const options: Electron.OpenDialogOptions = {
        title: 'Open profiles',
        properties: ['openFile', 'multiSelections'],
        filters: [
          { name: 'Profiles', extensions: ['gz', 'pb', 'pprof', 'prof', 'out'] },
          { name: 'All files', extensions: ['*'] },
        ],
      };
      const window = ports.window();
      const { filePaths } = await (window
        ? dialog.showOpenDialog(window, options)
        : dialog.showOpenDialog(options));
      return Promise.all(filePaths.map(readOpenedFile));
    },

    'file.save': async ({ suggestedName, bytes }) => {
      const window = ports.window();
      const options: Electron.SaveDialogOptions = { defaultPath: suggestedName };
      const { filePath } = await (window
        ? dialog.showSaveDialog(window, options)
        : dialog.showSaveDialog(options));
      if (!filePath) return '';
      await writeFileAtomically(filePath, bytes);
      return filePath;
    },
  };

  return {
    handlers,
    stop() {
      for (const abort of running.values()) abort.abort();
      demo?.then(({ stop }) => stop()).catch(() => {});
      demo = null;
    },
  };
}
