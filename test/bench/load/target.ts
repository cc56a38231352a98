import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';

/** A service under load, on a core of its own. */
export interface Target {
  readonly url: string;
  stop(): void;
}

/** The service's core; the clients have the other. */
export const serverCore = '0';
export const clientCore = '1';

/** Compiles the C server. Returns why it could not be; '' when it was. */
export function buildServer(root: string, program: string): string {
  const built = spawnSync('cc', ['-O2', '-o', program, join(root, 'test/bench/load/server.c')], {
    encoding: 'utf8',
  });
  if (built.error) return 'there is no C compiler';
  return built.status === 0 ? '' : built.stderr;
}

/** Starts the C server: bodies of so many bytes, and where asked a freeze of `ms` every `everyMs`. */
export async function startServer(
  program: string,
  bodyBytes: number,
  freeze?: { readonly ms: number; readonly everyMs: number },
): Promise<Target> {
  const args = [String(bodyBytes), ...(freeze ? [String(freeze.ms), String(freeze.everyMs)] : [])];
  const child = spawn('taskset', ['-c', serverCore, program, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { url: `http://127.0.0.1:${Number(line.toString())}/`, stop: () => child.stdin.end() };
}

/** nginx with TLS and a certificate of its own, one worker. null where nginx or openssl is not installed. */
export async function startNginx(folder: string): Promise<Target | null> {
  const home = join(folder, 'nginx');
  mkdirSync(home, { recursive: true });
  const [key, certificate] = [join(home, 'key.pem'), join(home, 'cert.pem')];
  const made = spawnSync('openssl', [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'],
    ...['-keyout', key, '-out', certificate],
  ]);
  if (made.status !== 0 || spawnSync('nginx', ['-v']).error) return null;
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${home}/${name};`,
  );
  const settings = `
    daemon off; master_process off; pid ${home}/pid; error_log ${home}/error.log;
    events { worker_connections 1024; }
    http {
      access_log off; keepalive_requests 100000000; ${temporary.join(' ')}
      server {
        listen 127.0.0.1:${port} ssl; ssl_certificate ${certificate}; ssl_certificate_key ${key};
        location / { return 200 "ok"; }
      }
    }`;
  writeFileSync(join(home, 'nginx.conf'), settings);
  const child = spawn('taskset', ['-c', serverCore, 'nginx', '-p', home, '-c', join(home, 'nginx.conf')], {
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  await listening(port, child);
  return { url: `https://127.0.0.1:${port}/`, stop: () => void child.kill('SIGTERM') };
}

async function listening(port: number, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 100 && child.exitCode === null; attempt++) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.destroy();
        resolve(true);
      });
      socket.on('error', () => resolve(false));
    });
    if (isOpen) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('nginx did not start');
}
