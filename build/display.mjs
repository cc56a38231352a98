import { spawn, spawnSync } from 'node:child_process';

/** True where a window can be seen. */
export function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** True where a screen can be made up. */
export function hasVirtualDisplay() {
  return (
    process.platform === 'linux' && spawnSync('Xvfb', ['-version'], { stdio: 'ignore' }).error === undefined
  );
}

/**
 * Starts a screen that nobody sees. Rejects when it does not come up.
 * @returns {Promise<{ display: string, stop(): void }>} display for DISPLAY: ':99'
 */
export function startVirtualDisplay() {
  // The server picks a free number itself and writes it to descriptor 3.
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1680x1050x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const stop = () => {
    server.kill();
  };
  process.on('exit', stop);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      stop();
      reject(new Error('Xvfb did not come up within 15 s'));
    }, 15_000);
    server.on('error', reject);
    server.on('exit', (code) => reject(new Error(`Xvfb exited with code ${code}`)));
    server.stdio[3]?.on('data', (number) => {
      clearTimeout(timer);
      server.unref();
      resolve({ display: `:${String(number).trim()}`, stop });
    });
  });
}
