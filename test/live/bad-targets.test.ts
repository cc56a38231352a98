import { mkdtemp, rm } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cli } from '../main/cli/capture-cli';
import { ok, reset, serve } from '../main/load/helpers';
import { tinyProfile } from '../main/services/fake-service';

// Services that misbehave, as the command line meets them.

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flamebench-bad-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const endlessly = (socket: Socket): void => {
  socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
  const sending = setInterval(() => socket.write('5\r\nhello\r\n'), 50);
  socket.on('close', () => clearInterval(sending));
};

/** What a service does with a request; wrk's name for it, and the one that is told beside; what a first try says. */
const bad: readonly (readonly [string, (socket: Socket) => void, string, RegExp, RegExp])[] = [
  ['hangs', () => {}, 'timeout', /^/, /10 s|did not answer|no answer/i],
  ['resets', reset, 'read', /Such as read: |closed before/, /broke|closed|lost|ended/i],
  [
    'closes',
    (socket) => void socket.end(),
    'read',
    /closed before the answer was whole/,
    /closed|lost|ended/i,
  ],
  [
    'closes early',
    (socket) => void socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf'),
    'read',
    /closed before the answer was whole/,
    /closed|lost|ended|broke/i,
  ],
  ['answers garbage', (socket) => void socket.write('nonsense\r\n\r\n'), 'read', /not HTTP/, /HTTP|parse/i],
  ['never ends its body', endlessly, 'timeout', /begun and not finished in time/, /10 s|in time/i],
];

describe('flamebench wrk against a service that', () => {
  it.each(bad)('%s counts each under its own name, and ends in time', async (_, answer, wrkName, own) => {
    const server = await serve(answer);
    const beganMs = Date.now();
    const { out, err, status } = await cli(['wrk', '-t1', '-c2', '-d2s', '--timeout', '0.5', server.url]);
    expect(Date.now() - beganMs).toBeLessThan(12_000);
    expect(status).toBe(0);
    const counts = /Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(out);
    expect(counts, out).not.toBeNull();
    const [connect, read, write, timeout] = counts!.slice(1).map(Number);
    const found = Object.entries({ connect, read, write, timeout }).flatMap(([name, n]) =>
      n! > 0 ? [name] : [],
    );
    expect(found).toEqual([wrkName]);
    expect(err).toMatch(own);
    expect(out).toContain('  0 requests in ');
  });

  it('refuses says so as wrk does, and starts no load', async () => {
    const server = await serve(() => {});
    await new Promise((resolve) => server.server.close(resolve));
    const { err, status } = await cli(['wrk', '-t1', '-c2', '-d30s', server.url]);
    expect([status, err]).toEqual([1, `unable to connect to 127.0.0.1:${server.port} Connection refused\n`]);
  });

  it('mixes answers and failures tells both', async () => {
    const server = await serve((socket, nth) => (nth % 5 === 0 ? reset(socket) : void socket.write(ok)));
    const { out } = await cli(['wrk', '-t1', '-c2', '-d1s', server.url]);
    expect(out).toMatch(/Socket errors: connect 0, read [1-9]\d*, write 0, timeout 0/);
    expect(out).toMatch(/^ {2}[1-9]\d* requests in/m);
  });
});

/** A service whose profiles are well and whose other pages misbehave: at once, or from so many requests on. */
const withProfiles = (answer: (socket: Socket) => void, from = 0) => {
  let asked = 0;
  return serve((socket) => {
    const path = (text: string) =>
      `Content-Type: text/html\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
    const head = servers.get(socket.localPort!)?.lastHead ?? '';
    if (head.startsWith('GET /debug/pprof/profile')) {
      const profile = Buffer.from(tinyProfile(1_000_000_000n));
      setTimeout(() => {
        socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${profile.length}\r\n\r\n`);
        socket.write(profile);
      }, 1000);
    } else if (head.startsWith('GET /debug/pprof/')) {
      socket.write(`HTTP/1.1 200 OK\r\n${path('<a href="profile?debug=1">profile</a>')}`);
    } else if (asked++ < from) socket.write(ok);
    else answer(socket);
  }).then((server) => {
    servers.set(server.port, server);
    return server;
  });
};
const servers = new Map<number, { readonly lastHead: string }>();

describe('flamebench record of a service that', () => {
  const record = (url: string, ...more: string[]) =>
    cli([
      'record',
      url,
      '--load',
      '-c2 /work',
      '--seconds',
      '1',
      '--warmup',
      '0',
      '--profiles',
      'cpu',
      '-o',
      folder,
      ...more,
    ]);

  it.each(bad)(
    '%s says so in one sentence before anything is measured',
    async (_, answer, __, ___, words) => {
      const server = await withProfiles(answer);
      const beganMs = Date.now();
      const { err, out, status } = await record(server.url);
      expect(Date.now() - beganMs).toBeLessThan(15_000);
      expect([status, out]).toEqual([1, '']);
      expect(err).toMatch(/^[^\n]+\.\n$/);
      expect(err).toMatch(words);
    },
    30_000,
  );

  it.each(bad.filter(([name]) => name !== 'hangs' && name !== 'never ends its body'))(
    '%s later is recorded with its failures counted',
    async (_, answer) => {
      const server = await withProfiles(answer, 20);
      const { err, out, status } = await record(server.url);
      expect(status, err).toBe(0);
      expect(out).toMatch(/[1-9]\d* requests or connections failed/);
      expect(err).toContain('Saved in');
    },
    30_000,
  );

  it('fails on one side names that side, before anything is measured', async () => {
    const good = await withProfiles((socket) => void socket.write(ok));
    const other = await withProfiles(reset);
    const { err, status } = await record(
      good.url,
      '--against',
      other.url,
      '--name',
      'old',
      '--against-name',
      'new',
    );
    expect(status).toBe(1);
    expect(err).toMatch(/^new: [^\n]+\.\n$/);
  });
});
