import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { nodeTarget } from './bundles.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Bundles a script of test/ as shipped bundles are: one self-contained CommonJS file, so that what is measured
 * or fuzzed is what people run.
 * @param {string} source its path below the repository's root, like 'test/bench/bench.ts'
 * @param {string} folder gets NAME.cjs, named after the source
 */
export async function bundleScript(source, folder) {
  const name = source.replace(/^.*\/|\.ts$/g, '');
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: source,
      outDir: folder,
      emptyOutDir: false,
      target: nodeTarget,
      minify: false,
      rollupOptions: { output: { format: 'cjs', entryFileNames: `${name}.cjs` } },
    },
  });
}
