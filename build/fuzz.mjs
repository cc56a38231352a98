import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installPackages } from './install.mjs';
import { run } from './run.mjs';

// `npm run fuzz -- [--inputs N] [--seed N] [--threads N] [--save DIR]`: bundles test/fuzz, then runs it.

const root = fileURLToPath(new URL('..', import.meta.url));

installPackages();
const folder = mkdtempSync(join(tmpdir(), 'flamebench-fuzz-'));
try {
  const { bundleScript } = await import('./bundle-script.mjs');
  for (const name of ['run', 'worker']) await bundleScript(`test/fuzz/${name}.ts`, folder);
  const args = [join(folder, 'run.cjs'), root, join(folder, 'worker.cjs'), ...process.argv.slice(2)];
  process.exitCode = await run(process.execPath, args);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
