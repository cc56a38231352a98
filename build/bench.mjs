import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { installPackages } from './install.mjs';
import { prepareWindow } from './window.mjs';

// `npm run bench -- [NAME…] [ARGUMENTS]`: bundles the named benches like shipped code and runs them one after
// the other, all of them without a name. Arguments (--json, --pairs N) are handed on.

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * One line a bench: its script under test/bench/, given `root` and a window's Electron where it needs them,
 * and scripts that it starts itself as `NAME.cjs` from its own folder.
 * @type {readonly { name: string, script: string, children?: string[], builds?: string[], takesRoot?: boolean, window?: boolean }[]}
 */
const benches = [
  { name: 'million', script: 'bench', children: ['child'] },
  { name: 'flamegraph', script: 'flamegraph', children: ['flamegraph-child'] },
  // What people start, rather than what it is made of.
  { name: 'pprof', script: 'pprof', builds: ['cli'], takesRoot: true },
  {
    name: 'load',
    script: 'load',
    children: ['load-child'],
    builds: ['load-host', 'load-worker'],
    takesRoot: true,
  },
  {
    name: 'experiments',
    script: 'experiments',
    builds: ['load-host', 'load-worker', 'demo-service'],
    takesRoot: true,
  },
  { name: 'paint', script: 'paint', window: true },
  { name: 'open', script: 'open', window: true },
  { name: 'graph', script: 'graph', window: true },
  { name: 'window-start', script: 'window-start', window: true },
  { name: 'startup', script: 'startup', builds: ['cli'], takesRoot: true },
];

/** One screen for all benches that need it. @type {{ prepared: Awaited<ReturnType<typeof prepareWindow>> | null }} */
const screen = { prepared: null };

/** @returns {Promise<number>} the bench's exit status; 0 where it needs a window and there can be none */
async function run(/** @type {typeof benches[number]} */ bench, /** @type {string} */ folder, rest) {
  for (const script of [...(bench.children ?? []), bench.script]) {
    await (await import('./bundle-script.mjs')).bundleScript(`test/bench/${script}.ts`, folder);
  }
  if (bench.window || bench.builds) await build(bench.builds);
  if (bench.window) {
    screen.prepared ??= await prepareWindow();
    const { reason } = screen.prepared;
    if (reason !== '') {
      console.error(`${bench.name} was not measured: ${reason}`);
      return 0;
    }
  }
  const own = bench.window ? [root, process.env.FLAMEBENCH_ELECTRON ?? ''] : bench.takesRoot ? [root] : [];
  const args = [join(folder, `${bench.script}.cjs`), ...own, ...rest];
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  return status ?? 1;
}

const words = process.argv.slice(2);
const first = words.findIndex((word) => word.startsWith('-'));
const names = first < 0 ? words : words.slice(0, first);
const rest = first < 0 ? [] : words.slice(first);
const unknown = names.find((name) => !benches.some((bench) => bench.name === name));
if (unknown !== undefined) {
  console.error(
    `There is no bench '${unknown}'; there are ${benches.map((bench) => bench.name).join(', ')}.`,
  );
  process.exit(2);
}

installPackages();
const folder = mkdtempSync(join(tmpdir(), 'flamebench-bench-'));
try {
  for (const bench of benches) {
    if (names.length > 0 && !names.includes(bench.name)) continue;
    const status = await run(bench, folder, rest);
    process.exitCode ||= status;
  }
} finally {
  screen.prepared?.stop();
  rmSync(folder, { recursive: true, force: true });
}
