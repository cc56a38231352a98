import { describe, expect, it } from 'vitest';
import { failureOf } from '../helpers';
import { fixtureTask, none, open, summary, taskOf, textOf } from './helpers';

const script = (source: string, changes: Parameters<typeof taskOf>[1] = {}) =>
  taskOf(source, { name: 'test.js', ...changes });

describe('a JavaScript script', () => {
  it('that only sets wrk.* is static', async () => {
    const [thread] = (await open(script("wrk.method = 'PUT'; wrk.body = 'ü'; wrk.headers['X-A'] = 1;")))
      .threads;
    expect(thread).toMatchObject({ isStatic: true, pipeline: 1 });
    const text = textOf(thread!.request());
    expect(text.split('\r\n')).toEqual([
      'PUT /here?q=1 HTTP/1.1',
      'X-A: 1',
      'Host: 127.0.0.1:8080',
      'Content-Length: 2',
      '',
      'ü',
    ]);
    expect(thread!.request()).toBe(thread!.request());
  });

  it('counts, as exported function and as plain one', async () => {
    const plain = "let n = 0; function request() { return wrk.format(null, '/' + n++); }";
    for (const task of [fixtureTask('counter.mjs'), script(plain)]) {
      const [thread] = (await open(task)).threads;
      for (let i = 0; i < 5; i++) expect(textOf(thread!.request())).toContain(`GET /${i} HTTP/1.1\r\n`);
    }
  });

  it('sends bytes, and several requests in a row', async () => {
    const [thread] = (
      await open(
        script(`const text = 'HEAD / HTTP/1.1\\r\\nHost: a\\r\\nConnection: close\\r\\n\\r\\n'.repeat(2);
          const request = () => Uint8Array.from(text, (c) => c.charCodeAt(0));`),
      )
    ).threads;
    expect(thread).toMatchObject({ pipeline: 2, head: true, closes: true });
    expect(textOf(thread!.request()).length).toBe(2 * 47);
  });

  it('sets up threads, hears responses and reports', async () => {
    const { main, threads, printed } = await open(fixtureTask('setup.mjs', { args: ['x'] }), 2);
    threads[1]!.response(200, [['A', 'b']], Buffer.from('ok'));
    threads[1]!.response(404, [], Buffer.from(''));
    const latency = { values: Float64Array.of(100, 200), counts: Float64Array.of(5, 5) };
    main.done(
      threads.map((thread) => thread.globals()),
      summary,
      latency,
      none,
    );
    expect(printed().split('\n')).toEqual([
      'thread 1 at 127.0.0.1:8080 with 2 arguments',
      'thread 2 at 127.0.0.1:8080 with 2 arguments',
      'thread 1: 0',
      'thread 2: 1',
      '10 requests, median 200 of 2',
      '',
    ]);
  });

  it('delays and stops', async () => {
    const [thread] = (
      await open(
        script(`const delay = () => 7;
          function response(status, headers, body) { if (headers.a === body) wrk.thread.stop(); }`),
      )
    ).threads;
    expect(thread!.delay()).toBe(7);
    thread!.response(200, [['a', 'x']], Buffer.from('y'));
    expect(thread!.isStopped()).toBe(false);
    thread!.response(200, [['a', 'x']], Buffer.from('x'));
    expect(thread!.isStopped()).toBe(true);
  });

  it('has nothing of the host at hand', async () => {
    const { printed } = await open(
      script(`print(typeof require, typeof process, typeof fetch, typeof setTimeout, typeof Buffer);
        const tries = [
          () => Function('return 1')(),
          () => wrk.constructor.constructor('return process')(),
          () => print.constructor('return process')(),
          () => wrk.lookup.constructor('return process')(),
        ];
        for (const each of tries) { try { print(typeof each()); } catch (error) { print(error.name); } }
        try { wrk.lookup('127.0.0.1', 'gopher'); } catch (error) { print(error instanceof Error); }
        function delay() { print(this === undefined || this === globalThis); return 1; }`),
    ).catch((error: unknown) => ({ printed: () => String(error) }));
    // The refused lookup ends the script all the same.
    expect(printed()).toContain('script-failed');
    const opened = await open(
      script(`print(typeof require, typeof process, typeof fetch, typeof setTimeout, typeof Buffer);
        for (const each of [Function, wrk.constructor.constructor, print.constructor]) {
          try { print(typeof each('return process')()); } catch (error) { print(error.name); }
        }
        function delay() { print(this === undefined || this === globalThis); return 1; }`),
    );
    opened.threads[0]!.delay();
    const once = 'undefined\tundefined\tundefined\tundefined\tundefined\nEvalError\nEvalError\nEvalError\n';
    expect(opened.printed()).toBe(`${once}${once}true\n`);
  });
});

describe('a JavaScript script that is wrong', () => {
  const reason = async (
    source: string,
    use: (opened: Awaited<ReturnType<typeof open>>) => unknown = () => {},
  ) => {
    const failure = await failureOf(open(script(source)).then(use));
    expect(failure).toMatchObject({ code: 'script-failed', subject: 'test.js' });
    return failure.facts.reason;
  };

  it('is told by line', async () => {
    expect(await reason('let x = 1;\nlet y = = 2;')).toBe("line 2: Unexpected token '='");
    expect(await reason('\nnothing();')).toBe('line 2: nothing is not defined');
    expect(await reason('\n\nfunction init() { throw new Error("no luck"); }')).toBe('line 3: no luck');
    expect(await reason('throw 5')).toBe('it threw 5');
  });

  it('ends where a wrong type is returned', async () => {
    const kinds = { undefined: 'undefined', '{}': 'an object', 12: 'a number', null: 'null' };
    for (const [value, kind] of Object.entries(kinds)) {
      expect(await reason(`function request() { return ${value}; }`)).toBe(
        `request() must return the text or bytes of a request, not ${kind}`,
      );
    }
    expect(await reason('function request() { return "hello"; }')).toContain('returned no HTTP request');
    expect(await reason('const delay = () => "soon";', ({ threads }) => threads[0]!.delay())).toContain(
      'delay() must return a number',
    );
  });

  it('ends an endless loop', async () => {
    expect(await reason('while (true);')).toBe('a call took longer than 2 s');
    expect(await reason('function request() { while (true); }')).toBe('a call took longer than 2 s');
  });

  it('may print much, but not without end, in either language', async () => {
    const much = "for (let i = 0; i < 200; i++) { try { print('x'.repeat(1e6)); } catch {} }";
    expect(await reason(much)).toBe('it printed more than 64 MB');
    const lua = taskOf('local s = string.rep("x", 1e6); while true do io.write(s) end');
    expect(await failureOf(open(lua))).toMatchObject({
      code: 'script-failed',
      facts: { reason: 'it printed more than 64 MB' },
    });
  });

  it('may not import, however it is written', async () => {
    for (const code of [
      "import('node:fs')",
      "import /* x */\n('node:fs')",
      'import <!-- x\n("fs")',
      'import.meta',
    ]) {
      expect(await reason(`const load = async () => ${code};`)).toContain('imports modules');
    }
    const [thread] = (await open(script("const importing = 1; wrk.path = '/important?import=1';"))).threads;
    expect(textOf(thread!.request())).toContain('GET /important?import=1 ');
  });

  it('is not handed the frames of its errors, which would be objects of the host', async () => {
    for (const hook of [
      'Error.prepareStackTrace = hook',
      'globalThis.Error = { prepareStackTrace: hook }',
      'delete globalThis.Error; globalThis.Error = { prepareStackTrace: hook }',
      'Object.setPrototypeOf(Error, { prepareStackTrace: hook })',
    ]) {
      const source = `const hook = (error, frames) => 'test.js:' + (frames.constructor === Array ? 77 : 88);
        ${hook};
        function request() { throw new TypeError('out'); }`;
      expect(await reason(source)).toBe('line 3: out');
    }
    const throws = await reason("'use strict'; Error.prepareStackTrace = () => 'x';");
    expect(throws).toContain('read only');
  });

  it('has no code run for what it calls its globals', async () => {
    const source = `globalThis["(print('ran'), im" + "port('node:fs'))"] = 1;
      globalThis['grün'] = 2;
      globalThis.class = 4;
      Object.defineProperty(globalThis, 'odd', { enumerable: true, get() { throw 1; } });
let $a = 3;`;
    const { threads, printed } = await open(script(source));
    expect([...threads[0]!.globals()]).toEqual([
      ['grün', 2],
      ['$a', 3],
    ]);
    expect(printed()).toBe('');
  });

  it('hands over no objects in place of texts', async () => {
    const source = `globalThis.String = () => ({ replace(pattern) { print('host: ' + typeof pattern); } });
      print(wrk.lookup('127.0.0.1')[0]);`;
    expect((await open(script(source))).printed()).toBe('127.0.0.1:80\n127.0.0.1:80\n');
    // What is no text for the API is none for the host either.
    const shaped = "wrk.lookup({ toString: () => '127.0.0.1', replace() {} }, { toString: () => 'gopher' })";
    expect(await reason(shaped)).toContain("the service 'gopher'");
  });

  it('may not address what did not pass the gate', async () => {
    const swallowing = 'function setup() { try { wrk.lookup("10.1.2.3", "80"); } catch {} }';
    expect(await failureOf(open(script(swallowing)))).toMatchObject({ code: 'target-not-confirmed' });
    expect(await reason('function setup(t) { t.addr = "127.0.0.1:80"; }')).toContain('from wrk.lookup');
  });
});
