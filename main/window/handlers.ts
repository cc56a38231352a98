import { FlamebenchError } from '../../proto/errors';
import type { AppInfo, Argument, Demo, OpenedFile, RequestName, Result } from '../../proto/ipc';
import type { ExperimentPlan, ExperimentProgress, Variant } from '../../proto/run';
import { startDemo } from '../demo/client';
import { createLayouts } from '../graphviz/layouts';
import { createStartLoad } from '../load/client';
import type { Fork } from '../ports';
import { fetchProfile } from '../services/capture';
import { nowUs, sleep } from '../services/clock';
import { runExperiment } from '../services/experiment';
import type { Library } from '../services/library';
import { type AddressesOf, type AskPerson, HostPermission, type LookupAll } from '../services/permission';
import type { PprofFolder } from '../services/pprof-folder';
import { probeTarget } from '../services/probe';
import { parseServiceUrl } from '../services/service-url';
import { createTryOnce } from '../services/trial';
import { createDisassemble } from '../symbols/disassemble';
import type { SourceService } from '../symbols/source-service';
import { madeBy } from '../version';
import type { Desk } from './desk';
import type { HeldBytes } from './held-bytes';

/** Experiments and first requests that run at one time, and probes: a person starts one after the other. */
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
  /** How a person is asked before anything goes to another machine; null = nobody can be asked. */
  readonly askPerson: AskPerson | null;
  /** Where the names of hosts lead, if not where the system says. */
  readonly lookup?: LookupAll;
  /** What go tool pprof has saved. */
  readonly pprof: PprofFolder;
  /** What the window is to fetch in pieces; stays empty where messages of any size cross whole. */
  readonly held: HeldBytes;
  readonly onProgress: (progress: ExperimentProgress) => void;
}

/** What answers each request, and `stop`, which ends all that runs on their behalf. */
export function createHandlers(ports: HandlerPorts): { handlers: Handlers; stop(): void } {
  const { library } = ports;
  const { askPerson, lookup } = ports;
  const preflight = createTryOnce(ports.fork);
  const permission = new HostPermission({ askPerson, preflight, ...(lookup ? { lookup } : {}) });
  const running = new Map<string, AbortController>();
  /** Probes have no ids to be ended by. */
  const probing = new Map<symbol, AbortController>();
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

  /** Runs work that is ended by its id: what is in `running` by 'experiment.cancel', all by `stop`. */
  async function abortable<K, T>(
    among: Map<K, AbortController>,
    id: K,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    if (among.has(id)) throw new FlamebenchError('bad-argument', 'id', { reason: 'it runs already' });
    if (among.size >= mostAtOnce) {
      throw new FlamebenchError('bad-argument', 'id', { reason: `${mostAtOnce} others run already` });
    }
    const abort = new AbortController();
    among.set(id, abort);
    try {
      return await work(abort.signal);
    } finally {
      among.delete(id);
    }
  }

  async function admitVariants(variants: readonly Variant[], signal: AbortSignal): Promise<Variant[]> {
    const loads = variants.flatMap(({ load }) => (load === null ? [] : [load]));
    const admitted = await permission.admit(loads, signal);
    return variants.map((variant) =>
      variant.load === null ? variant : { ...variant, load: admitted.shift()! },
    );
  }

  /** After the loads: whoever lets a host be loaded lets its profiles be read. */
  function admitCaptures({ variants }: ExperimentPlan, signal: AbortSignal): Promise<AddressesOf> {
    const urls = variants.map(({ pprofUrl }) => pprofUrl);
    return permission.admitReading([...new Set(urls)], signal);
  }

  const handlers: Handlers = {
    'app.info': async () => ports.info,

    'demo.start': async () => {
      demo ??= startDemoOnce();
      return (await demo).demo;
    },

    'target.probe': ({ url }) =>
      abortable(probing, Symbol(), async (signal) => {
        const { href } = parseServiceUrl(url).service;
        const addressesOf = await permission.admitReading([href], signal);
        return probeTarget(url, { addresses: addressesOf(href), signal });
      }),

    'load.preflight': ({ id, load }) => abortable(running, id, (signal) => permission.tryOnce(load, signal)),

    'experiment.run': ({ id, plan }) =>
      abortable(running, id, async (signal) => {
        const variants = await admitVariants(plan.variants, signal);
        const addressesOf = await admitCaptures(plan, signal);
        return runExperiment(
          id,
          { ...plan, variants },
          {
            startLoad: createStartLoad(ports.fork),
            fetchProfile: (request) => fetchProfile({ ...request, addresses: addressesOf(request.url) }),
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
    'recent.told': async ({ id, isRead }) => {
      if (isRead) ports.desk.recent?.add(id);
      else ports.desk.recent?.drop(id);
      return null;
    },
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
      for (const abort of [...running.values(), ...probing.values()]) abort.abort();
      layouts.stop();
      demo?.then(({ stop }) => stop()).catch(() => {});
      demo = null;
    },
  };
}
