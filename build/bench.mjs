import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { installPackages } from './install.mjs';
import { prepareWindow } from './window.mjs';

// `npm run bench`: bundles test/bench like a shipped bundle, then runs it. Arguments are handed on.

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'flamebench-bench-'));

/** Measures the flame graph in the real window. Returns its exit status; 0 where there can be no window. */
async function paint() {
  await build();
  const { reason, stop } = await prepareWindow();
  if (reason !== '') {
    console.error(`The flame graph was not measured: ${reason}`);
    return 0;
  }
  const args = [join(folder, 'paint.cjs'), root, process.env.FLAMEBENCH_ELECTRON ?? ''];
  const { status } = spawnSync(process.execPath, [...args, ...process.argv.slice(2)], { stdio: 'inherit' });
  stop();
  return status ?? 1;
}

installPackages();
try {
  const { bundleScript } = await import('./bundle-script.mjs');
  for (const name of ['child', 'bench', 'paint', 'flamegraph-child', 'flamegraph', 'pprof', 'startup'])
    await bundleScript(`test/bench/${name}.ts`, folder);
  const { status } = spawnSync(process.execPath, [join(folder, 'bench.cjs'), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  const folded = spawnSync(process.execPath, [join(folder, 'flamegraph.cjs'), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  // What people start, rather than what it is made of.
  await build(['cli']);
  const verb = spawnSync(process.execPath, [join(folder, 'pprof.cjs'), root, ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  const painted = await paint();
  const startup = [join(folder, 'startup.cjs'), root, ...process.argv.slice(2)];
  const started = spawnSync(process.execPath, startup, { stdio: 'inherit' });
  process.exitCode =
    (status ?? 1) || (folded.status ?? 1) || (verb.status ?? 1) || painted || (started.status ?? 1);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
