import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadPermissions } from '../../../main/load/confinement';
import { createNodeFork } from '../../../main/services/node-fork';
import { tempFolder } from './temp-folder';

/** A fork of a program given as text. */
function start(program: string, args: readonly string[] = []) {
  const folder = tempFolder();
  writeFileSync(join(folder, 'load-host.cjs'), program);
  return createNodeFork(folder)('load-host', args);
}

describe('a forked bundle', () => {
  it('gets its arguments and exchanges structured messages', async () => {
    const child = start(
      `process.on('message', (m) => { process.send({ args: process.argv.slice(2), back: m.typed }); });`,
      ['a', 'b'],
    );
    const answer = new Promise((resolve) => child.onMessage(resolve));
    child.send({ typed: new Uint8Array([1, 2]) });
    expect(await answer).toEqual({ args: ['a', 'b'], back: new Uint8Array([1, 2]) });
    const ended = new Promise((resolve) => child.onExit(resolve));
    child.kill();
    expect(await ended).toBe('it was ended by SIGKILL');
    child.send({ nobody: 'hears' });
    child.kill();
  });

  it('that crashes quotes its last words, to those who ask late as well', async () => {
    const child = start(`console.error('out of luck'); process.exitCode = 3; process.disconnect();`);
    const reason = await new Promise((resolve) => child.onExit(resolve));
    expect(reason).toBe('it exited with code 3: out of luck');
    expect(await new Promise((resolve) => child.onExit(resolve))).toBe(reason);
  });

  it('that is not there ends with a reason', async () => {
    const child = createNodeFork(join(tempFolder(), 'missing'))('demo-service', []);
    expect(await new Promise((resolve) => child.onExit(resolve))).toContain('Cannot find module');
  });

  it('of the load has no environment of the person, and where Node can deny them no files and no programs', async () => {
    process.env.FLAMEBENCH_TEST_SECRET = 'hush';
    process.env.SSL_CERT_DIR ??= '';
    const tries = `const tries = {
      env: () => Object.keys(process.env),
      read: () => require('node:fs').readFileSync('/etc/hostname', 'utf8'),
      list: () => require('node:fs').readdirSync('/'),
      write: () => require('node:fs').writeFileSync(require('node:path').join(__dirname, 'x'), ''),
      run: () => require('node:child_process').execSync('id').length,
      bundle: () => require('node:fs').readFileSync(__filename, 'utf8').length,
    };
    const made = {};
    for (const [name, call] of Object.entries(tries)) {
      try { made[name] = call(); } catch (error) { made[name] = error.code ?? error.message; }
    }`;
    const child = start(`${tries}
      const { Worker } = require('node:worker_threads');
      const thread = new Worker(${JSON.stringify(`const __filename = '';\n${tries}\nrequire('node:worker_threads').parentPort.postMessage(made)`)}.replace("= ''", '= ' + JSON.stringify(__filename)), { eval: true });
      thread.on('message', (own) => process.send({ made, own }));`);
    const { made, own } = await new Promise<{ made: Record<string, unknown>; own: Record<string, unknown> }>(
      (resolve) => child.onMessage((message) => resolve(message as never)),
    );
    child.kill();
    delete process.env.FLAMEBENCH_TEST_SECRET;
    expect(made.env).not.toContain('FLAMEBENCH_TEST_SECRET');
    expect(made.env).not.toContain('PATH');
    expect(made.env).toContain('SSL_CERT_DIR');
    const canDeny = loadPermissions('/x').length > 0;
    expect(canDeny).toBe(Number(process.versions.node.split('.')[0]) >= 20);
    if (!canDeny) return;
    for (const each of [made, own]) {
      for (const name of ['read', 'list', 'write', 'run'])
        expect([name, each[name]]).toEqual([name, 'ERR_ACCESS_DENIED']);
    }
    expect(made.bundle).toBeGreaterThan(100);
  });

  it('asks for no more than this Node knows', () => {
    expect(loadPermissions('/a', new Set())).toEqual([]);
    expect(loadPermissions('/a,b')).toEqual([]);
    expect(
      loadPermissions('/a', new Set(['--permission', '--experimental-permission', '--allow-net'])),
    ).toEqual(['--permission', '--no-warnings', '--allow-worker', '--allow-fs-read=/a', '--allow-net']);
  });
});
