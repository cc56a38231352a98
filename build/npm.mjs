import { spawnSync } from 'node:child_process';

/**
 * Runs the npm that runs us, else the one on the PATH, so that its configuration (registry, proxy,
 * certificates) holds for everything that is fetched.
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnSyncOptions} [options]
 * @returns {{ status: number, stdout: string }} status 127 when there is no npm
 */
export function npm(args, options = {}) {
  const script = process.env.npm_execpath;
  const [command, all] =
    script !== undefined && /npm-cli\.(c?js)$/.test(script)
      ? [process.execPath, [script, ...args]]
      : ['npm', args];
  const result = spawnSync(command, all, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    shell: command === 'npm' && process.platform === 'win32',
    ...options,
  });
  return { status: result.error ? 127 : (result.status ?? 1), stdout: String(result.stdout ?? '') };
}
