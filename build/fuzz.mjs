import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeTarget } from './bundles.mjs';
import { installPackages } from './install.mjs';
import { run } from './run.mjs';

// `npm run fuzz -- [--inputs N] [--seed N] [--threads N] [--save DIR]`: bundles test/fuzz, then runs it.

const root = fileURLToPath(new URL('..', import.meta.url));

installPackages();
const folder = mkdtempSync(join(tmpdir(), 'flamebench-fuzz-'));
try {
  const vite = await import('vite');
  for (const name of ['run', 'worker']) {
    await vite.build({
      root,
      configFile: false,
      logLevel: 'warn',
      ssr: { noExternal: true, target: 'node' },
      build: {
        ssr: `test/fuzz/${name}.ts`,
        outDir: folder,
        emptyOutDir: false,
        target: nodeTarget,
        minify: false,
        rollupOptions: { output: { format: 'cjs', entryFileNames: `${name}.cjs` } },
      },
    });
  }
  const args = [join(folder, 'run.cjs'), root, join(folder, 'worker.cjs'), ...process.argv.slice(2)];
  process.exitCode = await run(process.execPath, args);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
