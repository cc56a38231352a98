import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { sentence } from '../../engine/advice/sentence';
import { createStartLoad } from '../../main/load/client';
import { createNodeFork } from '../../main/services/node-fork';
import type { Failure } from '../../proto/errors';
import type { LoadScript } from '../../proto/load';
import { failureOf, ok, planOf, serve } from '../main/load/helpers';

// Scripts that go wrong in each of their calls, in whole load processes: script/README.md has the table.

const startLoad = createStartLoad(createNodeFork(fileURLToPath(new URL('../../dist', import.meta.url))));

interface Ended {
  readonly failure: Failure;
  readonly seconds: number;
  /** Requests that are known to have been answered, all in all. */
  readonly requests: number;
}

async function run(language: LoadScript['language'], source: string, seconds = 60): Promise<Ended> {
  const server = await serve((socket) => socket.write(ok));
  const script = {
    ...{ language, name: `test.${language}`, source, args: [], siblings: [] },
    isCorrected: false,
  };
  const beganMs = Date.now();
  const load = startLoad(planOf({ url: server.url, script, seconds, connections: 2 }));
  const failure = await failureOf(load.report);
  return { failure, seconds: (Date.now() - beganMs) / 1000, requests: load.partial()?.requests ?? 0 };
}

/** Ends by itself in neither language. */
const endless = { lua: 'while true do end', js: 'while (true);' };
/** No clock is looked at meanwhile: one step of a pattern, of a regular expression. */
const caught = {
  lua: 'local s = string.rep("a", 400); s:find(".-.-.-.-.-.-.-.-.-b")',
  js: '/^(a+)+$/.test("a".repeat(40) + "b");',
};
const hook = (language: 'lua' | 'js', name: string, body: string, before = '') =>
  language === 'lua'
    ? `${before} function ${name}(a) ${body} end`
    : `${before} function ${name}(a) { ${body} }`;
/** Only from its thirtieth call on. */
const later = {
  lua: (body: string) => `n = n + 1; if n > 30 then ${body} end`,
  js: (body: string) => `if (n++ > 30) { ${body} }`,
};
const counter = { lua: 'n = 0', js: 'let n = 0;' };

describe.each(['lua', 'js'] as const)('a script in %s', (language) => {
  it('that does not come back ends the load in time, in whichever call', async () => {
    const early = ['setup', 'init', 'delay', 'request'].map((name) => [
      name,
      hook(language, name, endless[language]),
    ]);
    early.push(['init', hook(language, 'init', caught[language])]);
    const file = [['file', endless[language]]];
    const late = ['request', 'response'].map((name) => {
      const answer =
        name !== 'request' ? '' : language === 'lua' ? 'return wrk.format()' : 'return wrk.format();';
      return [
        name,
        hook(language, name, `${later[language](endless[language])} ${answer}`, counter[language]),
      ];
    });
    // At once: each is ended by a clock, whatever else runs.
    const tried = ([...file, ...early, ...late] as [string, string][]).map(async ([name, source]) => {
      const { failure, seconds } = await run(language, source);
      expect([source, failure]).toMatchObject([
        source,
        { code: 'script-failed', subject: `test.${language}` },
      ]);
      expect(sentence(failure)).toMatch(/^.*(?:took longer|did not come back|still loading)[^\n]*\.$/);
      expect([name, seconds < 25]).toEqual([name, true]);
    });
    await Promise.all(tried);
  }, 180_000);

  it('that does not come back later leaves what was measured', async () => {
    const tried = [endless[language], caught[language]].map(async (body) => {
      const response = hook(language, 'response', later[language](body), counter[language]);
      const [during, done] = await Promise.all([
        run(language, response),
        run(language, hook(language, 'done', body), 0.3),
      ]);
      expect([during.failure.code, done.failure.code]).toEqual(['script-failed', 'script-failed']);
      expect(during.requests).toBeGreaterThanOrEqual(25);
      expect(done.requests).toBeGreaterThan(10);
    });
    await Promise.all(tried);
  }, 120_000);

  it('that is no program, fails, or hands over something else is told in one sentence', async () => {
    const fail = language === 'lua' ? 'error("no luck")' : 'throw new Error("no luck");';
    const wrong: Record<string, readonly (readonly [string, string, RegExp])[]> = {
      lua: [
        ['syntax', 'function request( return end', /line 1/],
        ['a table', 'function request() return {} end', /not a table/],
        ['a number', 'function delay() return "soon" end', /delay/],
        ['nothing', 'function request() end', /not (?:a )?(?:nil|nothing)|no value/],
        ['an address', 'function setup(thread) thread.addr = "127.0.0.1:80" end', /addr/],
        ['half a request', 'function request() return "GET / HTTP/1.1" end', /no HTTP request/],
      ],
      js: [
        ['syntax', 'function request( { return', /line 1/],
        ['an object', 'function request() { return {}; }', /not an object/],
        ['a number', 'const delay = () => "soon";', /delay/],
        ['nothing', 'function request() {}', /not undefined/],
        ['a promise', 'async function request() { return wrk.format(); }', /not an object/],
        ['an address', 'function setup(thread) { thread.addr = "127.0.0.1:80"; }', /address/],
        ['half a request', 'function request() { return "GET / HTTP/1.1"; }', /no HTTP request/],
        ['a promise that fails', 'async function response() { throw new Error("no luck"); }', /no luck/],
      ],
    };
    for (const name of ['setup', 'init', 'delay', 'request', 'response', 'done']) {
      const { failure } = await run(language, hook(language, name, fail), name === 'done' ? 0.2 : 20);
      expect([name, failure]).toMatchObject([
        name,
        { code: 'script-failed', facts: { reason: 'line 1: no luck' } },
      ]);
    }
    for (const [what, source, reason] of wrong[language]!) {
      const { failure, seconds } = await run(language, source, 20);
      expect([what, failure]).toMatchObject([what, { code: 'script-failed' }]);
      expect([what, String(failure.facts.reason)]).toEqual([what, expect.stringMatching(reason)]);
      expect(sentence(failure)).toMatch(/^[^\n]+\.$/);
      expect(seconds).toBeLessThan(10);
    }
  }, 120_000);
});
