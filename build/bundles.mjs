// What is bundled, from what, and for whom. One entry here is one file in dist/.

/** Oldest runtimes that must run the bundles: Electron 25 has Node 18 and Chromium 114. */
export const nodeTarget = 'node18';
export const browserTarget = 'chrome114';

/**
 * CommonJS bundles that run on Node or in Electron's main process. `layers` are the folders whose files
 * can end up inside (the import law says so): a change in any of them rebuilds the bundle. With `chunks`,
 * what is imported at run time only becomes files of its own, in that folder of dist/.
 */
export const nodeBundles = [
  { name: 'main', entry: 'main/electron/entry.ts', layers: ['proto', 'engine', 'main'] },
  { name: 'preload', entry: 'preload/preload.ts', layers: ['proto', 'preload'] },
  {
    name: 'cli',
    entry: 'main/cli/entry.ts',
    layers: ['proto', 'engine', 'main'],
    executable: true,
    chunks: 'cli',
  },
  { name: 'load-host', entry: 'main/load/host.ts', layers: ['proto', 'engine', 'main'], chunks: 'load-host' },
  {
    name: 'load-worker',
    entry: 'main/load/worker.ts',
    layers: ['proto', 'engine', 'main'],
    chunks: 'load-worker',
  },
  // Graphviz as WebAssembly: large, and loaded only where a graph is drawn.
  { name: 'graphviz-worker', entry: 'main/graphviz/worker.ts', layers: ['proto', 'engine', 'main'] },
  // The demo's profiles name the sources, so it reads its own map.
  {
    name: 'demo-service',
    entry: 'main/demo/service.ts',
    layers: ['proto', 'engine', 'main'],
    sourceMap: true,
  },
];

/** The window's page, its script, style and worker: dist/renderer/. */
export const pageBundle = {
  name: 'renderer',
  entry: 'renderer/index.html',
  layers: ['proto', 'engine', 'renderer'],
};
