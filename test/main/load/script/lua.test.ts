import { describe, expect, it } from 'vitest';
import { failureOf } from '../helpers';
import { fixtureTask, none, open, summary, taskOf, textOf } from './helpers';

const firstLine = (bytes: Uint8Array): string => textOf(bytes).split('\r\n')[0]!;

describe('a Lua script', () => {
  it('that only sets wrk.* is static: one request, prepared once', async () => {
    const [thread] = (await open(fixtureTask('post.lua'))).threads;
    expect(thread).toMatchObject({ isStatic: true, pipeline: 1, delays: false, wantsResponse: false });
    const text = textOf(thread!.request());
    expect(text.startsWith('POST /here?q=1 HTTP/1.1\r\n')).toBe(true);
    expect(text.split('\r\n')).toEqual(
      expect.arrayContaining(['Host: 127.0.0.1:8080', 'Content-Length: 19']),
    );
    expect(text.endsWith('\r\n\r\nname=load&kind=form')).toBe(true);
    expect(thread!.request()).toBe(thread!.request());
  });

  it('makes a request of its own for each call, the first one sent too', async () => {
    const [thread] = (await open(fixtureTask('counter.lua'))).threads;
    expect(thread!.isStatic).toBe(false);
    for (let i = 0; i < 20; i++) {
      const text = textOf(thread!.request());
      expect(text).toContain(`GET /${i} HTTP/1.1\r\n`);
      expect(text).toContain(`X-Counter: ${i}\r\n`);
    }
  });

  it('hears responses, of doubled headers the last', async () => {
    const [thread] = (await open(fixtureTask('auth.lua'))).threads;
    expect(thread!.wantsResponse).toBe(true);
    expect(firstLine(thread!.request())).toBe('GET /sign-in HTTP/1.1');
    const headers: [string, string][] = [
      ['X-Token', 'first'],
      ['X-Token', 'second'],
    ];
    thread!.response(200, headers, Buffer.from('{}'));
    const text = textOf(thread!.request());
    expect(text).toContain('GET /account HTTP/1.1\r\n');
    expect(text).toContain('X-Token: second\r\n');
  });

  it('pipelines as many requests as one call gives', async () => {
    const [thread] = (await open(fixtureTask('pipeline.lua'))).threads;
    expect(thread!.pipeline).toBe(3);
    expect(textOf(thread!.request()).match(/GET \/\?\w+/g)).toEqual([
      'GET /?first',
      'GET /?second',
      'GET /?third',
    ]);
  });

  it('delays', async () => {
    const [thread] = (await open(fixtureTask('delay.lua'))).threads;
    expect(thread).toMatchObject({ delays: true, isStatic: true });
    for (let i = 0; i < 50; i++) {
      const ms = thread!.delay();
      expect(ms).toBeGreaterThanOrEqual(10);
      expect(ms).toBeLessThanOrEqual(50);
    }
  });

  it('stops its own thread', async () => {
    const [thread] = (await open(fixtureTask('stop.lua'))).threads;
    for (let i = 0; i < 99; i++) thread!.response(200, [], new Uint8Array());
    expect(thread!.isStopped()).toBe(false);
    thread!.response(200, [], new Uint8Array());
    expect(thread!.isStopped()).toBe(true);
  });

  it('reads files beside it, and nothing else', async () => {
    const siblings = { 'paths.txt': '/one\n/two\n', 'lib/more.lua': 'return { answer = 42 }' };
    const [thread] = (await open(fixtureTask('multiplepaths.lua', { siblings }))).threads;
    expect([1, 2, 3].map(() => firstLine(thread!.request()))).toEqual([
      'GET /one HTTP/1.1',
      'GET /two HTTP/1.1',
      'GET /one HTTP/1.1',
    ]);
    const { printed } = await open(
      taskOf(
        `print(require("lib.more").answer, dofile("lib/more.lua").answer)
         print(io.open("/etc/passwd"), io.open("../x"))
         print(io.open("paths.txt", "w"))
         print(os.remove("paths.txt"), os.getenv("PATH"), os.execute())
         local f = io.open("paths.txt")
         print(f:read("*l"), f:seek("set", 6), f:read("*a"), f:seek("end"))`,
        { siblings },
      ),
    );
    expect(printed().startsWith('42\t42\n')).toBe(true);
    expect(printed()).toContain('paths.txt: Read-only file system');
    expect(printed()).toContain('nil\tnil\t../x: No such file or directory');
    expect(printed()).toContain('/one\t6\ttwo\n\t10');
  });

  it('gives threads their numbers, and adds up what they have', async () => {
    const { main, threads, printed } = await open(fixtureTask('setup.lua'), 2);
    expect(main.wantsGlobals).toBe(true);
    threads[1]!.request();
    threads[1]!.request();
    threads[0]!.response(200, [], new Uint8Array());
    main.done(
      threads.map((thread) => thread.globals()),
      summary,
      none,
      none,
    );
    expect(printed().split('\n')).toEqual([
      'thread 1 created',
      'thread 2 created',
      'thread 1 made 1 requests and got 1 responses',
      'thread 2 made 2 requests and got 0 responses',
      '',
    ]);
  });

  it('reports in its own way from latency, requests and summary', async () => {
    const { main, printed } = await open(fixtureTask('report.lua'));
    const latency = { values: Float64Array.of(100, 200, 300), counts: Float64Array.of(5, 4, 1) };
    main.done([], summary, latency, none);
    expect(printed().split('\n')).toEqual([
      '------------------------------',
      '50%,200',
      '90%,300',
      '99%,300',
      '99.999%,300',
      'requests 10, bytes 2000, duration 1000000',
      '',
    ]);
  });

  it('sees min, max, mean, stdev, the distinct values and their counts', async () => {
    const { main, printed } = await open(
      taskOf(`function done(s, l, r)
        print(l.min, l.max, l.mean, l.stdev, #l, l(1), l:percentile(100))
        print(l(3))
        print(#r, r.max, s.errors.timeout, s.errors.connect)
      end`),
    );
    const latency = { values: Float64Array.of(10, 20, 40), counts: Float64Array.of(1, 2, 1) };
    main.done([], { ...summary, errors: { ...summary.errors, timeout: 7 } }, latency, none);
    expect(printed()).toBe('10\t40\t22.5\t12.583057392118\t3\t10\t40\n40\t1\n0\t0\t7\t0\n');
  });

  it('gets the URL and the arguments, and its parts', async () => {
    const { printed } = await open(
      taskOf(
        `function init(args) print(args[0], #args, args[1], args[2]) end
         print(wrk.scheme, wrk.host, wrk.port, wrk.method, wrk.path, wrk.body, wrk.headers.A)`,
        {
          url: 'http://[::1]:80/p?q#f',
          args: ['-x', 'ü'],
          headers: [['A', 'b']],
          addresses: [{ address: '::1', port: 80 }],
        },
      ),
    );
    const parts = 'http\t::1\t80\tGET\t/p?q\tnil\tb';
    // Latin-1 characters stand for bytes.
    const utf8 = Buffer.from('ü').toString('latin1');
    expect(printed()).toBe(`${parts}\n${parts}\nhttp://[::1]:80/p?q#f\t2\t-x\t${utf8}\n`);
  });

  it('carries tables between states, and text to its first zero byte', async () => {
    const { threads, printed } = await open(
      taskOf(`function setup(thread)
          thread:set("given", { 1, "two", { deep = true } })
          thread:set("zero", "a\\0b")
          print(thread:get("own"), thread:get("given")[3].deep, thread:get("zero"))
        end
        function init() print(given[1], given[2], given[3].deep, zero, wrk.thread:get("own")) end
        own = "mine"`),
    );
    expect(printed()).toBe('mine\ttrue\ta\n1\ttwo\ttrue\ta\tmine\n');
    expect(threads[0]!.globals().get('own')).toBe('mine');
  });

  it('runs what was written for LuaJIT beyond Lua 5.1', async () => {
    const { printed } = await open(
      taskOf(`function setup()
        print(("%s %5s|%-3s|%d%%"):format(true, nil, "x", 5))
        print(load("return 1 + 1")(), bit.band(0xff, 0x0f), bit.bxor(1, 2), bit.lshift(1, 31), bit.tohex(255))
        print(require("bit").rshift(-1, 28), bit.bnot(0), bit.bswap(1))
        print(table.getn({ 1, 2 }), unpack({ 1, 2 }), math.pow(2, 3), 10 / 2, string.format("%d", 3.7))
      end`),
    );
    expect(printed().split('\n')).toEqual([
      'true   nil|x  |5%',
      '2\t15\t3\t-2147483648\t000000ff',
      '15\t-1\t16777216',
      '2\t1\t8\t5\t3',
      '',
    ]);
  });

  it('tells the time', async () => {
    const { printed } = await open(
      taskOf(`function setup()
        print(os.date("!%Y-%m-%d %H:%M:%S %a %j", 86400 * 59))
        print(os.time({ year = 2020, month = 2, day = 30, hour = 12 }), os.date("!*t", 0).yday, os.time() > 1e9)
      end`),
    );
    expect(printed()).toBe('1970-03-01 00:00:00 Sun 060\n1583064000\t1\ttrue\n');
  });

  it('may call wrk.init from its init, as scripts for old versions do', async () => {
    const [thread] = (await open(taskOf('init = function(args) wrk.init(args) wrk.path = "/later" end')))
      .threads;
    expect(firstLine(thread!.request())).toBe('GET /later HTTP/1.1');
  });
});

describe('a Lua script that is wrong', () => {
  const reason = async (
    source: string,
    use: (opened: Awaited<ReturnType<typeof open>>) => unknown = () => {},
  ) => {
    const failure = await failureOf(open(taskOf(source)).then(use));
    expect(failure).toMatchObject({ code: 'script-failed', subject: 'test.lua' });
    return failure.facts.reason;
  };
  const ask = ({ threads }: Awaited<ReturnType<typeof open>>) => threads[0]!.request();

  it('is told by line: syntax, and errors of its own', async () => {
    expect(await reason('x = 1\ny = = 2')).toBe("line 2: unexpected symbol near '='");
    expect(await reason('local t = nil\nt.x = 1')).toContain('line 2: attempt to index');
    expect(await reason('error({})')).toBe('it raised an error that is no text');
    expect(await reason('\n\nfunction init() error("no luck") end')).toBe('line 3: no luck');
    expect(await reason('os.exit(3)')).toBe('it called os.exit(3)');
  });

  it.each([
    ['nil', 'nil'],
    ['{}', 'a table'],
    ['true', 'a boolean'],
    ['12', 'a number'],
  ])('ends where request returns %s', async (value, kind) => {
    expect(await reason(`function request() return ${value} end`)).toBe(
      `request() must return the text of a request, not ${kind}`,
    );
  });

  it('ends where request returns what is no request', async () => {
    const start = 'request() returned no HTTP request: ';
    expect(await reason('function request() return "" end')).toBe(`${start}it is empty`);
    expect(await reason('function request() return "hello\\r\\n\\r\\n" end')).toContain(
      "begins with 'hello'",
    );
    expect(await reason('function request() return "GET / HTTP/1.1\\r\\n" end')).toContain('empty line');
    expect(
      await reason('function request() return "GET / HTTP/1.1\\r\\nContent-Length: 5\\r\\n\\r\\nabc" end'),
    ).toContain('2 bytes shorter');
  });

  it('ends where a later call fails', async () => {
    const source =
      'n = 0 function request() n = n + 1 if n > 2 then return n.x.y end return wrk.format() end';
    expect(await reason(source, (opened) => [ask(opened), ask(opened), ask(opened)])).toContain(
      'attempt to index',
    );
    expect(
      await reason('function delay() return "soon" end', ({ threads }) => threads[0]!.delay()),
    ).toContain('delay() must return a number');
    expect(
      await reason('function response() nothing() end', ({ threads }) =>
        threads[0]!.response(200, [], new Uint8Array()),
      ),
    ).toContain('line 1: attempt to call');
  });

  it('ends an endless loop, even one that catches errors', async () => {
    expect(
      await reason('function init() while true do pcall(function() while true do end end) end end'),
    ).toBe('a call took longer than 2 s');
    expect(await reason('coroutine.wrap(function() while true do end end)()')).toBe(
      'a call took longer than 2 s',
    );
  });

  it('ends endless recursion and endless memory', async () => {
    expect(await reason('local function f() return 1 + f() end f()')).toContain('stack overflow');
    expect(await reason('local s = "x" while true do s = s .. s end')).toContain('not enough memory');
    expect(
      await reason(
        'local t = setmetatable({}, {}) getmetatable(t).__index = function(t, k) return t[k] end print(t.x)',
      ),
    ).toMatch(/overflow|recursed too deeply/);
  });

  it('may not address what did not pass the gate', async () => {
    const failure = await failureOf(open(taskOf('function setup() wrk.lookup("10.1.2.3", "80") end')));
    expect(failure).toMatchObject({ code: 'target-not-confirmed', facts: { address: '10.1.2.3' } });
    expect(await reason('function setup(t) t.addr = "127.0.0.1:80" end')).toContain(
      'an address from wrk.lookup',
    );
    expect(await reason('function setup() wrk.lookup("127.0.0.1", "gopher") end')).toContain("'gopher'");
    expect(await reason('function setup(t) t:set("x", print) end')).toContain('cannot transfer a function');
  });
});
