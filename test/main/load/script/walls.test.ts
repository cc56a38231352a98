import { describe, expect, it } from 'vitest';
import { openMainScript, openThreadScript } from '../../../../main/load/script/open';
import { FlamebenchError } from '../../../../proto/errors';
import { none, open, summary, taskOf } from './helpers';

/**
 * Goes over all that can be reached from a value, by properties of any name, descriptors and prototypes, and prints
 * what is not of the script's own realm: an object of the host's would lead to all that the host can do.
 */
const crawler = `
const seen = new Set(), text = String;
const own = { object: Object.prototype, fn: Function.prototype };
const protoOf = Object.getPrototypeOf, keysOf = Reflect.ownKeys, describe = Object.getOwnPropertyDescriptor;
let crawled = 0;
function rootOf(value) {
  let last = value;
  for (let at = protoOf(value); at !== null; at = protoOf(at)) last = at;
  return last;
}
function crawl(what, value) {
  const queue = [[what, value]];
  while (queue.length > 0 && crawled < 50000) {
    const [path, each] = queue.pop();
    if (each === null || (typeof each !== 'object' && typeof each !== 'function') || seen.has(each)) continue;
    seen.add(each);
    crawled++;
    const root = rootOf(each);
    // The global object has no prototype of the language, by intent.
    if (root !== own.object && root !== each) print('foreign: ' + path);
    if (typeof each === 'function' && each !== own.fn && !(each instanceof Function)) print('foreign function: ' + path);
    queue.push([path + '.__proto__', protoOf(each)]);
    for (const key of keysOf(each)) {
      const at = path + '.' + text(key);
      const descriptor = describe(each, key);
      if (descriptor === undefined) continue;
      if (protoOf(descriptor) !== own.object) print('foreign descriptor: ' + at);
      queue.push([at, descriptor.value], [at + ' get', descriptor.get], [at + ' set', descriptor.set]);
      try { queue.push([at + ' (got)', each[key]]); } catch (error) { queue.push([at + ' threw', error]); }
    }
  }
}
/** What is thrown, too. */
function provoke(what, call) {
  try { crawl(what, call()); } catch (error) { crawl(what + ' threw', error); }
}
/** Calls where the stack ends, at each of its last levels: who throws there may be the host. */
function deep(call) {
  const caught = [];
  const dive = () => {
    try { dive(); } catch (error) {
      if (caught.length > 100) return;
      caught.push(error);
      try { caught.push(call()); } catch (inner) { caught.push(inner); }
    }
  };
  try { dive(); } catch (error) { caught.push(error); }
  crawl('overflow', caught);
}
`;

const attacks = `${crawler}
Error.stackTraceLimit = 100;
crawl('global', globalThis);
crawl('wrk', wrk);
Object.defineProperty(globalThis, 'receiver', { configurable: true, get() { crawl('receiver', this); return 1; } });
provoke('a getter of the global', () => receiver);
provoke('names', () => Object.entries(Object.getOwnPropertyDescriptors(globalThis)));
for (const [name, call] of Object.entries({
  lookup: () => wrk.lookup('127.0.0.1', 'http'),
  connect: () => wrk.connect({}), connectNothing: () => wrk.connect(), format: () => wrk.format(Symbol()),
  printed: () => print({ toString() { throw new TypeError('x'); } }), request: () => wrk.request(),
  json: () => JSON.parse('{'), regexp: () => new RegExp('('), eval: () => eval('1'), fn: () => Function('return 1')(),
  wasm: () => new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])),
  rejected: () => { const made = (async () => { throw new Error('x'); })(); made.catch((error) => crawl('rejected', error)); return made; }, generator: () => (function* () { yield 1; })(),
  call: () => __call(), replaced: () => { __call = 1; }, console: () => typeof console === 'undefined' ? 1 : console,
})) {
  provoke(name, call);
  if (name !== 'rejected') deep(call);
}
provoke('stack', () => {
  const before = Error.prepareStackTrace;
  try {
    Error.prepareStackTrace = (error, sites) => {
      for (const site of sites) {
        crawl('site', site);
        for (const name of ['getThis', 'getFunction', 'getEvalOrigin', 'getTypeName']) {
          try { crawl(name, site[name]()); } catch (thrown) { crawl(name + ' threw', thrown); }
        }
      }
      return '';
    };
  } catch {}
  const holder = {};
  Error.captureStackTrace?.(holder);
  return [new Error('x').stack, holder.stack];
});
// What the API relies on is replaced by what looks at what it is given.
const told = (name) => function (...args) { crawl(name + ' this', this); crawl(name, args); return text(args[0]); };
const RealString = String, RealError = Error;
globalThis.String = told('String'); globalThis.Error = function (...args) { crawl('Error', args); return new RealError(); };
for (const call of [() => wrk.lookup('127.0.0.1'), () => wrk.format(), () => wrk.connect(1)]) {
  try { crawl('replaced', call()); } catch (error) { crawl('replaced threw', error); }
}
globalThis.String = RealString; globalThis.Error = RealError;
let busy = false;
const look = (what, value) => { if (busy) return; busy = true; try { crawl(what, value); } finally { busy = false; } };
const iterate = Array.prototype[Symbol.iterator];
Array.prototype[Symbol.iterator] = function () { look('iterated', this); return Reflect.apply(iterate, this, []); };
Array.prototype.map = new Proxy(Array.prototype.map, { apply(target, self, args) { look('mapped', [self, args]); return Reflect.apply(target, self, args); } });
for (const method of ['call', 'apply', 'bind']) {
  const real = Function.prototype[method];
  Function.prototype[method] = function (...args) { look('Function.' + method, [this, args]); return Reflect.apply(real, this, args); };
}
Object.prototype.get = undefined;
delete Object.prototype.get;
function spy(name) {
  return function () {
    crawl(name + ' this', this);
    crawl(name + ' arguments', [...arguments]);
    crawl(name + ' callee', arguments.callee);
    crawl(name + ' caller', arguments.callee.caller);
    crawl(name + ' its caller', spy.caller);
  };
}
const looks = { setup: spy('setup'), init: spy('init'), delay: spy('delay'), request: spy('request'), response: spy('response'), done: spy('done') };
function setup(thread) { looks.setup.apply(this, arguments); crawl('setup caller', setup.caller); provoke('thread.addr', () => { thread.addr = 1; }); provoke('set', () => thread.set('x', () => {})); }
function init(args) { looks.init.apply(this, arguments); crawl('init caller', init.caller); crawl('wrk.thread', wrk.thread); }
function delay() { looks.delay.apply(this, arguments); crawl('delay caller', delay.caller); return 0; }
function request() { looks.request.apply(this, arguments); crawl('request caller', request.caller); return wrk.format(); }
function response() { looks.response.apply(this, arguments); crawl('response caller', response.caller); }
function done() { looks.done.apply(this, arguments); crawl('done caller', done.caller); print('crawled ' + (crawled > 500)); }
`;

describe('a JavaScript script that looks for a way out', () => {
  it('reaches nothing that is not of its own realm, in any of its calls', async () => {
    const { main, threads, printed } = await open(taskOf(attacks, { name: 'attack.js', args: ['a'] }), 2);
    for (const thread of threads) {
      thread.request();
      thread.request();
      thread.delay();
      thread.response(
        200,
        [
          ['constructor', 'x'],
          ['__proto__', 'y'],
        ],
        Buffer.from('ok'),
      );
    }
    main.done(
      threads.map((thread) => thread.globals()),
      summary,
      { values: Float64Array.of(1, 2), counts: Float64Array.of(1, 1) },
      none,
    );
    expect(
      printed()
        .split('\n')
        .filter((line) => line !== ''),
    ).toEqual(['crawled true']);
  });

  it('hands nothing over that runs in the host, whatever it returns or throws', async () => {
    const traps = `const trap = (name) => new Proxy(function () {}, new Proxy({}, {
        get(_, key) { return (...args) => { for (const each of args) crawl(name + '.' + text(key), each);
          return Reflect[key](...args); }; } }));`;
    for (const [what, source] of Object.entries({
      'a request that is a proxy': `function request() { return trap('request'); }`,
      'a request whose bytes are not its own': `function request() {
        const bytes = new Uint8Array(4);
        Object.defineProperty(bytes, 'buffer', { get() { crawl('buffer', this); return trap('buffer'); } });
        return bytes; }`,
      'an exception that is a proxy': `function request() { throw trap('thrown'); }`,
      'an exception with a stack of its own': `function request() { throw { message: 'm', stack: trap('stack') }; }`,
      'an exception that converts itself': `function request() {
        throw { toString() { crawl('toString', [...arguments]); return 'x'; } }; }`,
      'a lookup that is refused': `for (const call of [() => wrk.lookup('10.0.0.1'), () => wrk.lookup('x', {})]) {
        try { call(); } catch (error) { crawl('refused', error); } }`,
      'a setup whose answer is made anew': `Object.prototype.toJSON = function () { crawl('toJSON', [...arguments]); return {}; };
        function setup() {}`,
    })) {
      let printed = '';
      const task = taskOf(`${crawler}${traps}${source}`, { name: 'attack.js' });
      const output = (text: string): void => {
        printed += text;
      };
      try {
        const main = await openMainScript(task, output);
        const thread = await openThreadScript(task, output);
        const [setup] = main.setup([thread.globals()]);
        thread.init(setup!);
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(FlamebenchError);
      }
      expect([what, printed]).toEqual([what, '']);
    }
  });
});

describe('a Lua script that looks for a way out', () => {
  it('finds neither programs, nor the system, nor other files, nor code of the machine', async () => {
    const source = `
      local function try(name, call) local ok, value = pcall(call); print(name, ok and tostring(value) or 'refused') end
      try('execute', function() return os and os.execute and os.execute('id') end)
      try('popen', function() return io.popen and io.popen('id') end)
      try('getenv', function() return os.getenv and os.getenv('PATH') end)
      try('remove', function() return os.remove and os.remove('/etc/hostname') end)
      try('open', function() return io.open('/etc/hostname') end)
      try('up', function() return io.open('../../../../../../etc/hostname') end)
      try('write', function() return io.open('x', 'w') end)
      try('dofile', function() return dofile('/etc/hostname') end)
      try('require', function() return require('ffi') end)
      try('loadlib', function() return package and package.loadlib and package.loadlib('libc.so.6', 'system') end)
      try('bytecode', function() return loadstring(string.dump(function() return 1 end))() end)
      try('crafted', function() return loadstring('\\27Lua' .. string.rep('\\0', 100)) end)
      try('debug', function() return debug and debug.getregistry and type(debug.getregistry()) end)`;
    const { printed } = await open(taskOf(source));
    const once = printed().split('\n').slice(0, 13);
    const found = Object.fromEntries(once.map((line) => line.split('\t') as [string, string]));
    for (const name of [
      'execute',
      'popen',
      'getenv',
      'remove',
      'open',
      'up',
      'write',
      'dofile',
      'require',
      'loadlib',
    ]) {
      expect([name, found[name]]).toEqual([name, expect.stringMatching(/^(?:nil|refused|false|-1)$/)]);
    }
    // Whatever it makes of bytecode or its registry, it is inside WebAssembly.
    expect(found.crafted).toMatch(/^(?:nil|refused)$/);
  });
});
