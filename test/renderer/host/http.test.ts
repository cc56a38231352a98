import { describe, expect, it } from 'vitest';
import type { Handlers } from '../../../main/window/handlers';
import { FlamebenchError } from '../../../proto/errors';
import { ask } from '../../../renderer/host';
import { createHttpHost, type HttpHostPorts } from '../../../renderer/host/http';
import { type TestServer, testServer, token } from '../../main/http/test-server';

const noFiles: HttpHostPorts['files'] = {
  open: async () => [],
  save: () => '',
};
/** A host that lost its server does not look for it again. */
const forever = () => new Promise<void>(() => {});

/** A page's host at a server; what the browser adds to a request is added here. */
function hostAt(server: TestServer, ports: Partial<HttpHostPorts> = {}) {
  const origin = `http://127.0.0.1:${server.listening.port}`;
  const asPage: HttpHostPorts['fetch'] = (path, init) =>
    fetch(`${origin}/${path}`, { ...init, headers: { ...init.headers, Origin: origin } });
  return createHttpHost({ fetch: asPage, token, files: noFiles, wait: forever, ...ports });
}

const captured: Partial<Handlers> = {
  'library.capture': async () => new Uint8Array(300_000).fill(7),
  'library.run': async ({ id }) => {
    throw new FlamebenchError('run-broken', id, { reason: 'it is short' });
  },
};

describe('the host of a page in a browser', () => {
  it('brings answers and failures as they are', async () => {
    const host = hostAt(await testServer(captured));
    const bytes = await ask(host, 'library.capture', { id: 'run', file: 'cpu.pb.gz' });
    expect(bytes).toEqual(new Uint8Array(300_000).fill(7));
    // The window hands the buffer on to its worker, so it has to be the answer's alone.
    expect(bytes.buffer.byteLength).toBe(bytes.length);
    expect(await host.request('library.run', { id: 'run' })).toEqual({
      ok: false,
      error: { code: 'run-broken', subject: 'run', facts: { reason: 'it is short' } },
    });
  });

  it('keeps what the page was opened with until somebody listens', async () => {
    const opening = { name: 'file.opened', value: { name: 'a.pb', bytes: new Uint8Array([1]) } } as const;
    const server = await testServer({ 'demo.start': () => new Promise(() => {}) }, [opening]);
    const host = hostAt(server);
    const heard = await new Promise((resolve) => host.on('file.opened', resolve));
    expect(heard).toEqual(opening.value);
    const progress = {
      id: 'a',
      phase: 'saving',
      turn: 0,
      turns: 1,
      done: 1,
      secondsLeft: 0,
      tick: null,
    } as const;
    server.pages.send('experiment.progress', progress);
    expect(await new Promise((resolve) => host.on('experiment.progress', resolve))).toEqual(progress);
  });

  it('listens again when its stream breaks, as the page it already is', async () => {
    const opening = { name: 'menu.command', value: 'find' } as const;
    const server = await testServer({}, [opening]);
    const streams: boolean[] = [];
    let attempts = 0;
    const host = hostAt(server, { wait: async () => (attempts++ < 1 ? undefined : forever()) });
    host.on('menu.command', () => streams.push(true));
    await new Promise<void>((resolve) => host.on('menu.command', () => resolve()));
    server.pages.close();
    const again = new Promise((resolve) => host.on('experiment.progress', resolve));
    const timer = setInterval(
      () =>
        server.pages.send('experiment.progress', {
          id: '',
          phase: 'saving',
          turn: 0,
          turns: 1,
          done: 1,
          secondsLeft: 0,
          tick: null,
        }),
      5,
    );
    await again;
    clearInterval(timer);
    expect(streams).toEqual([true]);
  });

  it('leaves files to the page', async () => {
    const server = await testServer();
    const saved: unknown[] = [];
    const file = { name: 'a.pb', bytes: new Uint8Array([1]) };
    const host = hostAt(server, {
      files: {
        open: async () => [file],
        save: (...given) => {
          saved.push(given);
          return 'picture.svg';
        },
      },
    });
    expect(await ask(host, 'file.open', null)).toEqual([file]);
    expect(await ask(host, 'file.save', { suggestedName: 'b.svg', bytes: file.bytes })).toBe('picture.svg');
    expect(saved).toEqual([['b.svg', file.bytes]]);
    expect(server.handled).toEqual([]);
  });

  it('tells of a server that ended, and of one that does not know the page', async () => {
    const server = await testServer(captured);
    const stranger = hostAt(server, { token: 'of yesterday' });
    expect(await stranger.request('library.list', null)).toMatchObject({
      ok: false,
      error: { code: 'bad-argument', subject: 'the address of this page' },
    });
    const host = hostAt(server);
    await server.close();
    expect(await host.request('library.list', null)).toMatchObject({
      ok: false,
      error: { code: 'connection-refused', subject: 'the address of this page' },
    });
  });

  it('tells of an answer that broke off', async () => {
    const server = await testServer({ 'demo.start': () => new Promise(() => {}) });
    const host = hostAt(server);
    const asked = host.request('demo.start', null);
    await expect.poll(() => server.handled).toEqual(['demo.start']);
    await server.close();
    expect(await asked).toMatchObject({ ok: false, error: { code: 'connection-lost' } });
  });
});
