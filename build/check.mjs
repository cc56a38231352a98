import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installPackages } from './install.mjs';
import { run } from './run.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = (/** @type {string} */ path) => join(root, 'node_modules', path);

/** One tsconfig each, so that a layer sees only the types its runtime has. */
export const layers = ['proto', 'engine', 'preload', 'main', 'renderer', 'test', 'build'];

/**
 * Formatter, linter and every layer's types.
 * @returns {Promise<boolean>} whether all are content
 */
export async function check() {
  const node = (/** @type {string} */ script, /** @type {string[]} */ args) =>
    run(process.execPath, [bin(script), ...args], { cwd: root });
  let fine = (await node('@biomejs/biome/bin/biome', ['check', '--diagnostic-level=warn'])) === 0;
  for (const layer of layers) {
    if (!existsSync(join(root, layer, 'tsconfig.json'))) continue;
    if ((await node('typescript/bin/tsc', ['-p', layer])) !== 0) fine = false;
  }
  return fine;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  installPackages();
  process.exitCode = (await check()) ? 0 : 1;
}
