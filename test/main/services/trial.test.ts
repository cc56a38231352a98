import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createNodeFork } from '../../../main/services/node-fork';
import { createTryOnce } from '../../../main/services/trial';
import type { LoadPlan, LoadScript } from '../../../proto/load';
import { ok, planOf, serve } from '../load/helpers';
import { failureOf } from './failures';

const dist = fileURLToPath(new URL('../../../dist', import.meta.url));
const tryOnce = createTryOnce(createNodeFork(dist));
const trial = (changes: Partial<LoadPlan> & { url: string }, signal?: AbortSignal) =>
  tryOnce(planOf(changes), '127.0.0.1', signal);

const script = (
  source: string,
  language: LoadScript['language'] = 'lua',
  args: string[] = [],
): LoadScript => ({
  ...{ language, name: `test.${language}`, source, args, siblings: [], isCorrected: false },
});

describe('the first request of a load', () => {
  it('with a list alone is the first of the list', async () => {
    const server = await serve((socket) => socket.write(ok));
    const target = { url: '/listed', method: 'PUT', headers: [], body: 'x', bodyEncoding: 'utf8' as const };
    expect(await trial({ url: server.url, targets: [target], onlyTargets: true })).toMatchObject({
      status: 200,
      method: 'PUT',
    });
    expect(server.lastHead).toMatch(/^PUT \/listed HTTP/);
    expect(server.requests).toBe(1);
  });

  it.each([
    [
      'lua' as const,
      `function init(args) word = args[1] end
       function request() return wrk.format("POST", "/" .. word .. "?a=b", { ["X-A"] = "1", Host = "shop.test" }, "body") end`,
    ],
    [
      'js' as const,
      `let word; function init(args) { word = args[1]; }
       function request() { return wrk.format('POST', '/' + word + '?a=b', { 'X-A': 1, Host: 'shop.test' }, 'body'); }`,
    ],
  ])('with a script is the one it makes, to its address and back: %s', async (language, source) => {
    const server = await serve((socket) => socket.write(ok));
    const made = await trial({
      url: server.url,
      script: script(source, language, ['p']),
      threads: 3,
      connections: 7,
    });
    expect(made).toMatchObject({ status: 200, method: 'POST', url: `${server.url}p?a=b`, bytes: 2 });
    expect(server.lastHead).toMatch(/^POST \/p\?a=b HTTP\/1\.1\r\n/);
    expect(server.lastHead.toLowerCase()).toMatch(/host: shop\.test\r\n/);
    expect(server.lastHead.toLowerCase()).toMatch(/x-a: 1\r\n/);
    expect(server.lastHead.toLowerCase()).toContain('content-length: 4');
    expect(server.requests).toBe(1);
  });

  it('goes where a script sends its threads, and is one of several that it makes at once', async () => {
    const target = await serve((socket) => socket.write(ok));
    const other = await serve((socket) => socket.write(ok));
    const source = `function setup(thread) thread.addr = wrk.lookup("127.0.0.1", "${other.port}")[1] end
      function request() return wrk.format("GET", "/1") .. wrk.format("GET", "/2") end`;
    expect(await trial({ url: target.url, script: script(source) })).toMatchObject({
      address: `127.0.0.1:${other.port}`,
    });
    expect([target.requests, other.requests]).toEqual([0, 1]);
    expect(other.lastHead).toMatch(/^GET \/1 HTTP/);
  });

  it('is not sent where the script fails, in whichever of its calls, and says why', async () => {
    const server = await serve((socket) => socket.write(ok));
    const cases: readonly (readonly [string, LoadScript['language'], RegExp])[] = [
      ['x = = 1', 'lua', /^line 1: /],
      ['function setup() error("no luck") end', 'lua', /^line 1: no luck/],
      ['function init() nothing() end', 'lua', /^line 1: /],
      ['function delay() return "soon" end', 'lua', /delay/],
      ['function request() return {} end', 'lua', /not a table/],
      ['function request() return "hello" end', 'lua', /no HTTP request/],
      ['let y = = 2', 'js', /^line 1: /],
      ['function request() { while (true); }', 'js', /took longer than 2 s/],
      ['const delay = () => "soon"', 'js', /delay/],
    ];
    for (const [source, language, reason] of cases) {
      const failure = await failureOf(trial({ url: server.url, script: script(source, language) }));
      expect([source, failure]).toMatchObject([
        source,
        {
          code: 'script-failed',
          subject: `test.${language}`,
          facts: { reason: expect.stringMatching(reason) },
        },
      ]);
    }
    expect(server.requests).toBe(0);
  }, 60_000);

  it('is made by nobody once it was cancelled', async () => {
    const server = await serve((socket) => socket.write(ok));
    const abort = new AbortController();
    const endless = script('function init() while true do end end');
    setTimeout(() => abort.abort(), 200);
    expect((await failureOf(trial({ url: server.url, script: endless }, abort.signal))).code).toBe(
      'cancelled',
    );
    expect((await failureOf(trial({ url: server.url, script: endless }, abort.signal))).code).toBe(
      'cancelled',
    );
  });

  it('is made for no host that was not confirmed', async () => {
    const plan = { url: 'http://10.0.0.1/', script: script('x = 1') };
    expect((await failureOf(trial(plan))).code).toBe('target-not-confirmed');
  });
});
