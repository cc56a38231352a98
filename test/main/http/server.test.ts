import { describe, expect, it } from 'vitest';
import { serveWindow } from '../../../main/http/server';
import { contentSecurityPolicy } from '../../../main/window/page';
import { encodeFrame, FrameReader } from '../../../proto/frame';
import { requests } from '../../../proto/ipc';
import { bodyOf, outcomeOf, send, testServer, token } from './test-server';

describe('the files of the page', () => {
  it('are served to anybody, with the policy', async () => {
    const server = await testServer();
    for (const path of ['/', '/index.html', '/?x=1']) {
      const headers = { origin: undefined, 'x-flamebench-token': undefined };
      const answer = await send(server, { method: 'GET', path, headers });
      expect(answer.statusCode).toBe(200);
      expect(answer.headers).toMatchObject({
        'content-security-policy': contentSecurityPolicy,
        'content-type': 'text/html; charset=utf-8',
        'x-content-type-options': 'nosniff',
        'cross-origin-resource-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
      });
      expect((await bodyOf(answer)).toString()).toContain('page');
    }
  });

  it('are all that is served', async () => {
    const server = await testServer();
    const paths = [
      '/../cli.js',
      '/..%2fcli.js',
      '/%2e%2e/cli.js',
      '/a%00.html',
      '/%zz',
      '/notes.txt',
      '/request/app.info',
    ];
    for (const path of [...paths, 'http://127.0.0.1/index.html', '//etc/passwd', '/\\..\\cli.js']) {
      const answer = await send(server, { method: 'GET', path });
      expect([path, answer.statusCode]).toEqual([path, 404]);
      expect((await bodyOf(answer)).toString()).not.toContain('no file');
    }
  });

  it('are not served under a name that was made to point here', async () => {
    const server = await testServer();
    const { port } = server.listening;
    for (const host of [
      `evil.example:${port}`,
      '127.0.0.1',
      `127.0.0.1:${port + 1}`,
      `127.0.0.1.evil.example:${port}`,
    ]) {
      expect((await send(server, { method: 'GET', path: '/', headers: { host } })).statusCode).toBe(403);
    }
  });
});

describe('requests', () => {
  const info = { version: '1', electron: '', libraryPath: '/runs', selfTest: false };

  it('are answered, bytes and all', async () => {
    const bytes = new Uint8Array([0, 1, 254, 255]);
    const server = await testServer({
      'app.info': async () => info,
      // What Node reads files into is a Buffer.
      'library.capture': async ({ file }) => Buffer.from([...bytes, file.length]),
    });
    const ask = async (name: string, argument: unknown) =>
      outcomeOf(await send(server, { path: `/request/${name}`, body: encodeFrame(argument) }));
    expect(await ask('app.info', null)).toEqual({ ok: true, value: info });
    expect(await ask('library.capture', { id: 'run', file: 'cpu.pb.gz' })).toEqual({
      ok: true,
      value: new Uint8Array([...bytes, 9]),
    });
    expect(await ask('library.run', { id: 'run' })).toEqual({
      ok: false,
      error: { code: 'file-not-found', subject: 'library.run', facts: {} },
    });
  });

  it('are refused to whoever is not our page', async () => {
    const server = await testServer({ 'app.info': async () => info });
    const { port } = server.listening;
    const foreign: Record<string, string | undefined>[] = [
      { 'x-flamebench-token': undefined },
      { 'x-flamebench-token': '' },
      { 'x-flamebench-token': `${token}x` },
      { 'x-flamebench-token': token.slice(1) },
      { 'x-flamebench-token': undefined, cookie: `token=${token}`, authorization: token },
      { origin: undefined },
      { origin: 'null' },
      { origin: 'https://evil.example' },
      { origin: `http://127.0.0.1:${port + 1}` },
      { origin: `https://127.0.0.1:${port}` },
      { origin: `http://localhost:${port}` },
      { host: `evil.example:${port}` },
      { host: `evil.example:${port}`, origin: `http://evil.example:${port}` },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ];
    for (const headers of foreign) {
      for (const path of ['/request/app.info', '/signals', `/request/app.info?token=${token}`]) {
        const answer = await send(server, { path, headers, body: encodeFrame(null) });
        expect([headers, answer.statusCode]).toEqual([headers, 403]);
        expect(answer.headers['access-control-allow-origin']).toBeUndefined();
      }
    }
    expect(server.handled).toEqual([]);
    const headers = {
      host: `localhost:${port}`,
      origin: `http://localhost:${port}`,
      'sec-fetch-site': 'same-origin',
    };
    const answer = await send(server, { path: '/request/app.info', headers, body: encodeFrame(null) });
    expect(await outcomeOf(answer)).toEqual({ ok: true, value: info });
  });

  it('let no other origin ask whether it may', async () => {
    const server = await testServer();
    const headers = { origin: 'https://evil.example', 'access-control-request-method': 'POST' };
    const answer = await send(server, { method: 'OPTIONS', path: '/request/app.info', headers });
    expect(answer.statusCode).toBe(405);
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    for (const method of ['PUT', 'DELETE', 'PATCH']) {
      expect((await send(server, { method, path: '/request/app.info' })).statusCode).toBe(405);
    }
  });

  it('are refused when the argument is malformed, before a handler sees it', async () => {
    const server = await testServer();
    const malformed: [string, unknown][] = [
      ...Object.keys(requests).map((name): [string, unknown] => [name, 7]),
      ['target.probe', { url: 'x'.repeat(5000) }],
      ['library.capture', { id: 'a', file: '../run.json' }],
      ['library.run', { id: '../../etc' }],
      ['experiment.run', { id: 'a', plan: { label: 'b' } }],
      ['file.save', { suggestedName: 'a.svg', bytes: 'text' }],
      ['file.save', { suggestedName: 'a.svg', bytes: [1, 2] }],
    ];
    for (const [name, argument] of malformed) {
      const answer = await send(server, { path: `/request/${name}`, body: encodeFrame(argument) });
      expect(await outcomeOf(answer), name).toMatchObject({ ok: false, error: { code: 'bad-argument' } });
    }
    expect(server.handled).toEqual([]);
  });

  it('are those of the contract', async () => {
    const server = await testServer();
    for (const name of ['', 'app.quit', '__proto__', 'constructor', 'toString', 'app.info/', '../signals']) {
      const answer = await send(server, { path: `/request/${name}`, body: encodeFrame(null) });
      expect([name, answer.statusCode]).toEqual([name, 404]);
    }
  });

  it('with a body that is no frame are refused', async () => {
    const server = await testServer();
    const whole = encodeFrame({ url: 'x' });
    for (const body of ['', 'null', whole.subarray(0, -1), new Uint8Array([...whole, 0])]) {
      const answer = await send(server, { path: '/request/target.probe', body });
      expect(answer.statusCode).toBe(400);
      expect(await outcomeOf(answer)).toMatchObject({ ok: false, error: { code: 'bad-argument' } });
    }
    expect(server.handled).toEqual([]);
  });

  it('with a body that is too big are refused before it is read, announced or not', async () => {
    const server = await testServer();
    const path = '/request/file.save';
    const tooLarge = { ok: false, error: { code: 'too-large' } };
    const headers = { 'content-length': String(2 ** 40) };
    const announced = await send(server, { path, headers, body: new Uint8Array(10) });
    expect(announced.statusCode).toBe(413);
    expect(await outcomeOf(announced)).toMatchObject(tooLarge);
    // The server may close while the rest is still being sent: its answer is then lost, but nothing else.
    const chunked = { 'transfer-encoding': 'chunked' };
    const outcome = await send(server, {
      path,
      headers: chunked,
      body: new Uint8Array(5 * 1024 * 1024),
    }).then(outcomeOf, () => tooLarge);
    expect(outcome).toMatchObject(tooLarge);
    expect(server.handled).toEqual([]);
  });
});

describe('signals', () => {
  const file = { name: 'cpu.pb.gz', bytes: new Uint8Array([31, 139, 8]) };
  const opening = { name: 'file.opened', value: file } as const;
  const progress = {
    id: 'a',
    phase: 'starting',
    turn: 0,
    turns: 1,
    done: 0,
    secondsLeft: 1,
    tick: null,
  } as const;

  /** Listens as a page; `next` is the next signal, or null at the end. */
  async function listen(server: Awaited<ReturnType<typeof testServer>>, isNew: boolean) {
    const answer = await send(server, { path: '/signals', body: encodeFrame({ isNew }) });
    const frames = new FrameReader();
    const messages = (async function* () {
      for await (const chunk of answer) yield* frames.push(chunk as Buffer);
    })();
    const next = async () => {
      for await (const message of { [Symbol.asyncIterator]: () => ({ next: () => messages.next() }) }) {
        if (message !== null) return message;
      }
      return null;
    };
    return { answer, next };
  }

  it('bring what it was opened with to a new page, and progress to all', async () => {
    const server = await testServer({}, [opening]);
    const first = await listen(server, true);
    expect(await first.next()).toEqual(opening);
    const again = await listen(server, false);
    server.pages.send('experiment.progress', progress);
    for (const page of [first, again]) {
      expect(await page.next()).toEqual({ name: 'experiment.progress', value: progress });
    }
  });

  it('end when the server does', async () => {
    const server = await testServer();
    const page = await listen(server, true);
    const end = page.next().catch(() => null);
    await server.close();
    expect(await end).toBeNull();
  });

  it('go to a bounded number of pages', async () => {
    const server = await testServer();
    const answers = [];
    for (let i = 0; i < 20; i++) {
      answers.push(
        await send(server, { path: '/signals', body: encodeFrame({ isNew: false }) }).catch(() => null),
      );
    }
    expect(answers.filter((answer) => answer !== null)).toHaveLength(16);
  });
});

describe('a server that cannot listen', () => {
  it('says why', async () => {
    const { listening, pages } = await testServer();
    const handlers = {} as never;
    await expect(
      serveWindow({ listen: listening, pageFolder: '/', handlers, pages, token }),
    ).rejects.toMatchObject({
      failure: { code: 'bad-argument', facts: { reason: 'another program listens there' } },
    });
  });
});
