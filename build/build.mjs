import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { browserTarget, nodeBundles, nodeTarget, pageBundle } from './bundles.mjs';

// `node build/build.mjs [name…]` brings dist/ up to date; a bundle whose inputs did not change is not touched.

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');

/** Files below a folder of the repository, sorted, relative to the root. */
function filesOf(folder) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'README.md')
    .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)))
    .sort();
}

/** Hash of everything that decides a bundle's contents: its sources, the packages, and this script. */
function inputHash(layers) {
  const hash = createHash('sha256');
  const files = ['package-lock.json', 'package.json', 'build/build.mjs', 'build/bundles.mjs'];
  for (const layer of layers) files.push(...filesOf(layer));
  for (const file of files) {
    hash.update(`\0${file}\0`);
    try {
      hash.update(readFileSync(join(root, file)));
    } catch {
      // Gone between listing and reading: somebody is editing; the next build sees the rest.
    }
  }
  return hash.digest('hex');
}

const stampFile = (name) => join(dist, '.stamps', name);

function isFresh(bundle, hash) {
  const output = bundle === pageBundle ? 'renderer/index.html' : `${bundle.name}.cjs`;
  if (!existsSync(join(dist, output)) || !existsSync(stampFile(bundle.name))) return false;
  return readFileSync(stampFile(bundle.name), 'utf8') === hash;
}

/** Replaces a file in one step, so that a process that starts meanwhile reads the old or the new one. */
function replaceFile(path, contents, mode) {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, contents);
  if (mode !== undefined) chmodSync(temporary, mode);
  renameSync(temporary, path);
}

function writeOutput(result, folder, mode) {
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((each) => each.output);
  // What others load comes before them.
  outputs.sort((a, b) => Number(a.isEntry ?? false) - Number(b.isEntry ?? false));
  for (const output of outputs) {
    replaceFile(
      join(folder, output.fileName),
      output.type === 'chunk' ? output.code : output.source,
      output.isEntry ? mode : undefined,
    );
  }
}

const common = {
  root,
  configFile: false,
  logLevel: 'warn',
  envDir: false,
  mode: 'production',
  publicDir: false,
};

async function buildNode(vite, bundle) {
  const result = await vite.build({
    ...common,
    ssr: { noExternal: true, external: ['electron'], target: 'node' },
    build: {
      write: false,
      ssr: join(root, bundle.entry),
      target: nodeTarget,
      minify: false,
      sourcemap: bundle.sourceMap ?? false,
      rolldownOptions: {
        external: ['electron'],
        output: {
          format: 'cjs',
          entryFileNames: `${bundle.name}.cjs`,
          ...(bundle.chunks === undefined
            ? { codeSplitting: false }
            : { chunkFileNames: `${bundle.chunks}/[name].cjs` }),
          exports: 'named',
          ...(bundle.executable ? { banner: (chunk) => (chunk.isEntry ? '#!/usr/bin/env node' : '') } : {}),
        },
      },
    },
  });
  writeOutput(result, dist, bundle.executable ? 0o755 : undefined);
  if (bundle.chunks !== undefined) removeOthers(join(dist, bundle.chunks), result);
}

/** Removes the chunks that an earlier build left in a folder, which is not there where there never were any. */
function removeOthers(folder, result) {
  if (!existsSync(folder)) return;
  const written = new Set(result.output.map(({ fileName }) => join(dist, fileName)));
  for (const name of readdirSync(folder)) {
    if (!written.has(join(folder, name))) rmSync(join(folder, name), { recursive: true });
  }
}

async function buildPage(vite) {
  const { default: react } = await import('@vitejs/plugin-react');
  const names = {
    entryFileNames: 'assets/[name].js',
    chunkFileNames: 'assets/[name].js',
    assetFileNames: 'assets/[name][extname]',
  };
  const result = await vite.build({
    ...common,
    root: join(root, 'renderer'),
    // Relative addresses, so that the page works under any origin and path.
    base: './',
    plugins: [react()],
    worker: { format: 'es', rolldownOptions: { output: names } },
    build: {
      write: false,
      target: browserTarget,
      // The content security policy allows files of the page's own origin only, no data: scripts or fonts.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 4000,
      rolldownOptions: { output: names },
    },
  });
  writeOutput(result, join(dist, 'renderer'));
}

/**
 * Builds what changed. Throws when an entry is missing or does not compile.
 * @param {readonly string[]} [only] names of bundles; all when empty
 * @returns {Promise<string[]>} names of the bundles that were rebuilt
 */
export async function build(only = []) {
  // Vite leaves NODE_ENV set, and takes it over when it is: under a test runner React would be the slow one.
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  try {
    return await buildStale(only);
  } finally {
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
  }
}

async function buildStale(only) {
  const rebuilt = [];
  // One bundle that does not compile keeps no other from being built.
  const failures = [];
  let vite;
  for (const bundle of [...nodeBundles, pageBundle]) {
    if (only.length > 0 && !only.includes(bundle.name)) continue;
    const hash = inputHash(bundle.layers);
    if (isFresh(bundle, hash)) continue;
    vite ??= await import('vite');
    try {
      await (bundle === pageBundle ? buildPage(vite) : buildNode(vite, bundle));
      replaceFile(stampFile(bundle.name), hash);
      rebuilt.push(bundle.name);
    } catch (error) {
      failures.push(`${bundle.name}: ${error instanceof Error ? error.message : error}`);
    }
  }
  if (failures.length > 0) throw new Error(failures.join('\n\n'));
  return rebuilt;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const startedMs = Date.now();
  try {
    const rebuilt = await build(process.argv.slice(2));
    console.log(
      rebuilt.length === 0
        ? 'build: everything is up to date'
        : `build: ${rebuilt.join(', ')} in ${((Date.now() - startedMs) / 1000).toFixed(1)} s`,
    );
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
