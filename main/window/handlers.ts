import { FlamebenchError } from '../../proto/errors';
import type { AppInfo, Argument, Demo, OpenedFile, RequestName, Result } from '../../proto/ipc';
import type { ExperimentProgress, Variant } from '../../proto/run';
import { startDemo } from '../demo/client';
import { createLayouts } from '../graphviz/layouts';
import { createStartLoad } from '../load/client';
import type { Fork } from '../ports';
import { fetchProfile } from '../services/capture';
import { nowUs, sleep } from '../services/clock';
import { runExperiment } from '../services/experiment';
import type { Library } from '../services/library';
import { type AskPerson, LoadPermission } from '../services/permission';
import type { PprofFolder } from '../services/pprof-folder';
import { probeTarget } from '../services/probe';
import { createTryOnce } from '../services/trial';
import { createDisassemble } from '../symbols/disassemble';
import type { SourceService } from '../symbols/source-service';
import { madeBy } from '../version';
import type { Desk } from './desk';
import type { HeldBytes } from './held-bytes';

/** Experiments and first requests that run at one time: a person starts one after the other. */
const mostAtOnce = 8;

/** One function per request; what it throws reaches the window as a failure. */
export type Handlers = {
  readonly [N in RequestName]: (argument: Argument<N>) => Promise<Result<N>>;
};

/** How a person is asked for files: the one part of the window's requests that differs from host to host. */
export interface Dialogs {
  /** None where the person chose none. */
  open(): Promise<OpenedFile[]>;
  /** @returns the path that was written, '' where the person chose none */
  save(suggestedName: string, bytes: Uint8Array): Promise<string>;
  /** A folder that the person chose; '' where none. */
  folder(): Promise<string>;
}

export interface HandlerPorts {
  readonly fork: Fork;
  readonly library: Library;
  readonly info: AppInfo;
  readonly dialogs: Dialogs;
  readonly desk: Desk;
  /** The folder of the bundles. */
  readonly distFolder: string;
  readonly sources: SourceService;
  /** How a person is asked before load goes to another machine; null = nobody can be asked. */
  readonly askPerson: AskPerson | null;
  /** What go tool pprof has saved. */
  readonly pprof: PprofFolder;
  /** What the window is to fetch in pieces; stays empty where messages of any size cross whole. */
  readonly held: HeldBytes;
  readonly onProgress: (progress: ExperimentProgress) => void;
}

/** What answers each request, and `stop`, which ends all that runs on their behalf. */
export function createHandlers(ports: HandlerPorts): { handlers: Handlers; stop(): void } {
  const { library } = ports;
  const permission = new LoadPermission({
    askPerson: ports.askPerson,
    preflight: createTryOnce(ports.fork),
  });
  const running = new Map<string, AbortController>();
  const layouts = createLayouts(ports.distFolder);
  const laidOut = new Map<string, AbortController>();
  let demo: Promise<{ demo: Demo; stop(): void }> | null = null;

  function startDemoOnce(): Promise<{ demo: Demo; stop(): void }> {
    const starting = startDemo(ports.fork);
    // One that could not start must not be the answer to the next try.
    starting.catch(() => {
      if (demo === starting) demo = null;
    });
    return starting;
  }

  /** Runs work that 'experiment.cancel' ends by its id. */
  async function abortable<T>(id: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (running.has(id)) throw new FlamebenchError('bad-argument', 'id', { reason: 'it runs already' });
    if (running.size >= mostAtOnce) {
      throw new FlamebenchError('bad-argument', 'id', { reason: `${mostAtOnce} others run already` });
    }
    const abort = new AbortController();
    running.set(id, abort);
    try {
      return await work(abort.signal);
    } finally {
      running.delete(id);
    }
  }

  async function admitVariants(variants: readonly Variant[], signal: AbortSignal): Promise<Variant[]> {
    const loads = variants.flatMap(({ load }) => (load === null ? [] : [load]));
    const admitted = await permission.admit(loads, signal);
    return variants.map((variant) =>
      variant.load === null ? variant : { ...variant, load: admitted.shift()! },
    );
  }

  const handlers: Handlers = {
    'app.info': async () => ports.info,

    'demo.start': async () => {
      demo ??= startDemoOnce();
      return (await demo).demo;
    },

    'target.probe': ({ url }) => probeTarget(url),

    'load.preflight': ({ id, load }) => abortable(id, (signal) => permission.tryOnce(load, signal)),

    'experiment.run': ({ id, plan }) =>
      abortable(id, async (signal) => {
        const variants = await admitVariants(plan.variants, signal);
        return runExperiment(
          id,
          { ...plan, variants },
          {
            startLoad: createStartLoad(ports.fork),
            fetchProfile,
            library,
            now: nowUs,
            sleep,
            signal,
            onProgress: ports.onProgress,
            madeBy,
            createdAt: new Date().toISOString(),
          },
        );
      }),

    'experiment.cancel': async ({ id }) => {
      running.get(id)?.abort();
      return null;
    },

    'library.list': () => library.list(),
    'library.broken': async () =>
      (await library.broken()).map(({ id, error }) => ({ id, failure: error.failure })),
    'library.run': ({ id }) => library.read(id),
    'library.annotate': ({ id, ...annotation }) => library.annotate(id, annotation),
    'library.capture': ({ id, file }) => library.readFile(id, file),
    'bytes.piece': async (asked) => ports.held.piece(asked),

    'graph.warm': async () => {
      layouts.warm();
      return null;
    },

    'graph.layout': async ({ id, dot, format }) => {
      if (laidOut.has(id))
        throw new FlamebenchError('bad-argument', 'id', { reason: 'it is laid out already' });
      const abort = new AbortController();
      laidOut.set(id, abort);
      try {
        return await layouts.layout(dot, format, { signal: abort.signal });
      } finally {
        laidOut.delete(id);
      }
    },

    'graph.cancel': async ({ id }) => {
      laidOut.get(id)?.abort();
      return null;
    },

    'recent.list': async () => ports.desk.recent?.list() ?? [],
    'recent.open': ({ id }) => ports.desk.openRecent(id),
    'pprof.list': () => ports.pprof.list(),
    'pprof.open': async ({ name }) => ({ name, bytes: await ports.pprof.read(name) }),
    'recent.clear': async () => {
      ports.desk.recent?.clear();
      return null;
    },
    'desk.load': () => ports.desk.load(),
    'desk.setAside': () => ports.desk.setAside(),
    'desk.save': async ({ text }) => {
      await ports.desk.save(text);
      return null;
    },
    'desk.theme': async ({ theme }) => {
      ports.desk.setTheme(theme);
      return null;
    },
    'desk.language': async ({ language }) => {
      ports.desk.setLanguage(language);
      return null;
    },

    'file.open': () => ports.dialogs.open(),
    'file.save': ({ suggestedName, bytes }) => ports.dialogs.save(suggestedName, bytes),

    'source.read': ({ path }) => ports.sources.read(path),
    'source.rules': async () => [...(await ports.sources.rules())],
    'source.setRules': async ({ rules }) => [...(await ports.sources.setRules(rules))],
    'source.folder': () => ports.dialogs.folder(),
    'code.disassemble': createDisassemble(),
  };

  return {
    handlers,
    stop() {
      for (const abort of running.values()) abort.abort();
      layouts.stop();
      demo?.then(({ stop }) => stop()).catch(() => {});
      demo = null;
    },
  };
}
