import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { remoteSource } from '../../../../main/cli/pprof/remote-source';
import { fixturePath } from '../../../helpers/fixture';
import { requireTool } from '../../../helpers/require-tool';
import { startService, startTlsService } from '../../services/fake-service';
import { selfSigned } from '../../services/self-signed';
import { cli } from '../capture-cli';

const cpu = readFileSync(fixturePath('go-cpu.pb.gz'));
const heap = readFileSync(fixturePath('go-heap.pb.gz'));

/** A service with a CPU and a heap profile, and what it was asked for. */
function profileService(): { readonly asked: string[]; readonly handler: RequestListener } {
  const asked: string[] = [];
  const handler: RequestListener = (request, response) => {
    asked.push(`${request.url} ${request.headers.authorization ?? ''}`.trim());
    const path = new URL(request.url ?? '', 'http://service').pathname;
    if (path === '/debug/pprof/profile') response.end(cpu);
    else if (path === '/debug/pprof/heap') response.end(heap);
    else
      response.writeHead(404, { 'content-type': 'text/plain', 'x-go-pprof': '1' }).end('Unknown profile\n');
  };
  return { asked, handler };
}

const folders: string[] = [];
let kept = '';

/** A new folder for profiles to be kept in. */
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'flamebench-remote-'));
  folders.push(folder);
  return folder;
}

beforeEach(() => {
  kept = newFolder();
  vi.stubEnv('PPROF_TMPDIR', kept);
});
afterEach(() => vi.unstubAllEnvs());
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

describe('a source of flamebench pprof', () => {
  it.each([
    ['localhost:6060', 'http://localhost:6060/debug/pprof/profile'],
    ['localhost:6060?seconds=5', 'http://localhost:6060/debug/pprof/profile?seconds=5'],
    [':6060/debug/pprof/heap', 'http://localhost:6060/debug/pprof/heap'],
    ['[::1]:6060/x', 'http://[::1]:6060/x'],
    ['me:secret@host:80/x', 'http://me:secret@host/x'],
    ['http://host', 'http://host/debug/pprof/profile'],
    ['https://host/x', 'https://host/x'],
    ['https+insecure://host/x', 'https://host/x'],
  ])('%s is the URL %s', (source, url) => {
    expect(remoteSource(source)?.url.href).toBe(url);
  });

  it.each(['cpu.pb.gz', 'folder/cpu.pb.gz', 'mem_2023-11-02_03:55:24.x', 'host', 'C:\\cpu.pb.gz', ''])(
    '%s can only be a file',
    (source) => {
      expect(remoteSource(source)).toBeNull();
    },
  );

  it('that names no host is refused', async () => {
    const { status, err } = await cli(['pprof', '-top', 'http://host:99999/']);
    expect(status).toBe(2);
    expect(err).toContain('host:99999');
  });
});

describe('a profile of a service', () => {
  it('is fetched as the URL and the flags say, and kept', async () => {
    const { asked, handler } = profileService();
    const { host } = await startService(handler);
    const heapUrl = `http://${host}/debug/pprof/heap?gc=1&debug=0`;
    const { status, out, err } = await cli(['pprof', '-top', '-seconds=90', heapUrl]);
    expect(status).toBe(0);
    expect(asked).toEqual(['/debug/pprof/heap?debug=0&gc=1&seconds=90']);
    expect(out).toBe((await cli(['pprof', '-top', fixturePath('go-heap.pb.gz')])).out);
    const name = 'pprof.program.alloc_objects.alloc_space.inuse_objects.inuse_space.001.pb.gz';
    expect(err.trimEnd().split('\n')).toEqual([
      `Fetching profile over HTTP from http://${host}/debug/pprof/heap?debug=0&gc=1&seconds=90`,
      'Please wait... (1m30s)',
      `Saved profile in ${join(kept, name)}`,
    ]);
    expect((await cli(['pprof', '-raw', join(kept, name)])).out).toBe(
      (await cli(['pprof', '-raw', fixturePath('go-heap.pb.gz')])).out,
    );
  });

  it('is asked for with the name and password of the URL, and the password is not shown', async () => {
    const { asked, handler } = profileService();
    const { host } = await startService(handler);
    const { err } = await cli(['pprof', '-top', `me:secret@${host}`]);
    expect(asked).toEqual([`/debug/pprof/profile Basic ${Buffer.from('me:secret').toString('base64')}`]);
    expect(err).toContain(`http://me:xxxxx@${host}/debug/pprof/profile`);
    expect(err).not.toContain('secret');
  });

  it('keeps the password out of what is said when it cannot be had', async () => {
    const { host } = await startService((_, response) => response.writeHead(404).end('not here'));
    const missing = await cli(['pprof', '-top', `me:secret@${host}`]);
    expect(missing.status).toBe(2);
    expect(missing.err).toContain(`http://me:xxxxx@${host}/debug/pprof/profile`);
    expect(missing.err).not.toContain('secret');
    const { host: text } = await startService((_, response) => response.end('no profile here'));
    expect((await cli(['pprof', '-top', `me:secret@${text}`])).err).not.toContain('secret');
  });

  it('comes from a service with an untrusted certificate only where https+insecure is asked for', async () => {
    const { host } = await startTlsService(profileService().handler);
    const trusted = await cli(['pprof', '-top', `https://${host}`]);
    expect(trusted.status).toBe(2);
    expect(trusted.err).toContain('certificate');
    const insecure = await cli(['pprof', '-top', `https+insecure://${host}`]);
    expect(insecure.status).toBe(0);
    expect(insecure.err).toContain(`https+insecure://${host}/debug/pprof/profile`);
  });

  it('comes over TLS from a service that the person vouches for', async () => {
    const { host } = await startTlsService(profileService().handler);
    const ca = join(newFolder(), 'ca.pem');
    writeFileSync(ca, selfSigned.cert);
    expect((await cli(['pprof', '-top', `-tls_ca=${ca}`, `https://${host}`])).status).toBe(0);
    const missing = await cli(['pprof', '-top', '-tls_ca', join(kept, 'none.pem'), `https://${host}`]);
    expect(missing.status).toBe(2);
    expect(missing.err).toContain('none.pem');
    writeFileSync(ca, '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');
    const broken = await cli(['pprof', '-top', `-tls_ca=${ca}`, `https://${host}`]);
    expect(broken.status).toBe(2);
    expect(broken.err).toContain(host);
    expect(broken.err).not.toContain('mistake of its own');
  });

  it('is shown the certificate that is named', async () => {
    const { handler } = profileService();
    const server = createServer({ ...selfSigned, ca: selfSigned.cert, requestCert: true }, handler);
    onTestFinished(() => void server.close());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const source = `https+insecure://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const folder = newFolder();
    const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
    writeFileSync(cert, selfSigned.cert);
    writeFileSync(key, selfSigned.key);
    expect((await cli(['pprof', '-top', source])).status).toBe(2);
    expect((await cli(['pprof', '-top', '-tls_cert', cert, '-tls_key', key, source])).status).toBe(0);
    expect((await cli(['pprof', '-top', '-tls_cert', cert, source])).err).toContain('-tls_key');
  });

  it('may be base, diff_base, or one of several', async () => {
    const { host } = await startService(profileService().handler);
    const file = fixturePath('go-cpu.pb.gz');
    for (const flags of [['-base'], ['-diff_base'], []]) {
      const fromService = await cli(['pprof', '-top', ...flags, host, file]);
      const fromFiles = await cli(['pprof', '-top', ...flags, file, file]);
      expect({ flags, out: fromService.out }).toEqual({ flags, out: fromFiles.out });
    }
    // What is kept is what the report is of: the sources merged, less their bases.
    const [first] = readdirSync(kept).sort();
    const again = await cli(['pprof', '-top', join(kept, first!)]);
    expect(again.out).toBe((await cli(['pprof', '-top', '-base', file, file])).out);
  });

  it('is not kept where it fails', async () => {
    const { host } = await startService(profileService().handler);
    await cli(['pprof', '-top', `${host}/debug/pprof/nonsense`]);
    expect(readdirSync(kept)).toEqual([]);
  });

  it('that is given up leaves nothing', async () => {
    const controller = new AbortController();
    const { host } = await startService(() => controller.abort());
    const { status } = await cli(['pprof', '-top', host], controller.signal);
    expect(status).toBe(130);
    expect(readdirSync(kept)).toEqual([]);
  });

  it('is what the shell is about', async () => {
    const { asked, handler } = profileService();
    const { host } = await startService(handler);
    const { out } = await cli(['pprof', host], new AbortController().signal, 'top 2\ntop 2\n');
    const ofFile = await cli(
      ['pprof', fixturePath('go-cpu.pb.gz')],
      new AbortController().signal,
      'top 2\ntop 2\n',
    );
    expect(out).toBe(ofFile.out);
    expect(asked.length).toBe(1);
  });
});

const { skip, reason } = requireTool('go');

describe.skipIf(skip)(`beside go tool pprof${reason === '' ? '' : ` (${reason})`}`, () => {
  async function run(program: string, args: readonly string[], folder: string) {
    const child = spawn(program, args, {
      env: { ...process.env, PPROF_TMPDIR: folder },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk) => (out += chunk));
    child.stderr.on('data', (chunk) => (err += chunk));
    const [status] = await once(child, 'close');
    return { out, err, status };
  }

  it('asks the service for the same, prints the same and keeps files of the same names', async () => {
    const { asked, handler } = profileService();
    const { host } = await startService(handler);
    const pprof = (await run('go', ['tool', '-n', 'pprof'], kept)).out.trim();
    const file = fixturePath('go-cpu.pb.gz');
    const theirs = newFolder();
    for (const args of [
      ['-top', host],
      ['-top', '-seconds=2', `http://${host}/?debug=0&a=b%20c`],
      ['-top', `u:p@${host}`],
      ['-tags', `${host}?seconds=1`],
      ['-top', '-diff_base', host, file],
      ['-top', '-base', `${host}/debug/pprof/heap`, `${host}/debug/pprof/heap`],
      ['-top', '-timeout=9', host, `${host}/nonsense`],
      ['-top', `${host}/nonsense`],
      [host],
    ]) {
      asked.length = 0;
      const wanted = await run(pprof, args, theirs);
      const askedByPprof = asked.splice(0).sort();
      const { out, status } = await cli(['pprof', ...args]);
      expect({ args, out, status, asked: asked.sort() }).toEqual({
        args,
        out: wanted.out,
        status: wanted.status,
        asked: askedByPprof,
      });
    }
    expect(readdirSync(kept).sort()).toEqual(readdirSync(theirs).sort());
  });
});
