import { fork, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cachedFallback, fallback, installFallback } from './electron-fallback.mjs';
import { progress } from './progress.mjs';

const electronFolder = fileURLToPath(new URL('../node_modules/electron', import.meta.url));

/** Without a byte for this long, a release host counts as out of reach. */
const silenceMs = 20_000;

/**
 * @typedef {object} Runtime
 * @property {string} executable
 * @property {string} folder
 * @property {boolean} substitute true for the old runtime of closed networks
 */

/** @returns {Runtime | null} the official runtime, where it is unpacked and of the pinned version */
function officialRuntime() {
  try {
    const wanted = JSON.parse(readFileSync(join(electronFolder, 'package.json'), 'utf8')).version;
    const found = readFileSync(join(electronFolder, 'dist/version'), 'utf8').trim().replace(/^v/, '');
    const executable = join(electronFolder, 'dist', readFileSync(join(electronFolder, 'path.txt'), 'utf8'));
    if (found !== wanted || !existsSync(executable)) return null;
    return { executable, folder: join(electronFolder, 'dist'), substitute: false };
  } catch {
    return null;
  }
}

/** Fills Electron's own download cache. Resolves to whether it worked; gives up on silence. */
function downloadOfficial() {
  return new Promise((resolve) => {
    const child = fork(fileURLToPath(new URL('electron-download.mjs', import.meta.url)), {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    /** @type {ReturnType<typeof progress> | undefined} */
    let bar;
    let silence = setTimeout(() => child.kill('SIGKILL'), silenceMs);
    child.on(
      'message',
      (/** @type {{ transferred: number, total: number | null }} */ { transferred, total }) => {
        clearTimeout(silence);
        silence = setTimeout(() => child.kill('SIGKILL'), silenceMs);
        bar ??= progress('Electron', total ?? 0);
        bar.update(transferred);
      },
    );
    child.on('error', () => {});
    child.on('exit', (code) => {
      clearTimeout(silence);
      bar?.end();
      resolve(code === 0);
    });
  });
}

async function installOfficial() {
  if (!(await downloadOfficial())) return null;
  spawnSync(process.execPath, [join(electronFolder, 'install.js')], { stdio: 'ignore' });
  return officialRuntime();
}

/** @returns {Runtime} */
function substituteRuntime(folder) {
  console.error(
    `Using Electron ${fallback.version} from the package registry: an old runtime, for development and tests only.`,
  );
  return { executable: join(folder, 'electron'), folder, substitute: true };
}

/**
 * The Electron to run with: what is there already, else the official download, else the substitute.
 * Sets ELECTRON_OVERRIDE_DIST_PATH for tools that look for one. Throws with a reason when there is none to be had.
 * @returns {Promise<Runtime>}
 */
export async function electronRuntime() {
  const runtime = await findOrInstall();
  process.env.ELECTRON_OVERRIDE_DIST_PATH = dirname(runtime.executable);
  return runtime;
}

async function findOrInstall() {
  const chosen = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (chosen && existsSync(join(chosen, 'electron'))) {
    return { executable: join(chosen, 'electron'), folder: chosen, substitute: chosen === cachedFallback() };
  }
  const official = officialRuntime();
  if (official !== null) return official;
  const cached = cachedFallback();
  if (cached !== null) return substituteRuntime(cached);
  console.error('Fetching the Electron runtime …');
  return (await installOfficial()) ?? substituteRuntime(await installFallback());
}
