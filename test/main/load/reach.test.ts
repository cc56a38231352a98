import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createStartLoad } from '../../../main/load/client';
import { createNodeFork } from '../../../main/services/node-fork';
import { type LoadPlan, type LoadScript, loadLimits } from '../../../proto/load';
import { failureOf, ok, planOf, serve } from './helpers';

// Where a load may go, tried from outside: whole load processes, with plans that mean to get around the gate.

const startLoad = createStartLoad(createNodeFork(fileURLToPath(new URL('../../../dist', import.meta.url))));
const run = (changes: Partial<LoadPlan> & { url: string }) => startLoad(planOf(changes)).report;

const script = (source: string, language: LoadScript['language'] = 'lua'): LoadScript => ({
  ...{ language, name: 'test', source, args: [], siblings: [], isCorrected: false },
});

describe('a load of an address', () => {
  it.each(['127.0.0.1', '127.1', '2130706433', '0x7f000001', '0177.0.0.1', '127.0.0.1.'])(
    'goes to this machine at once, however it is written: %s',
    async (host) => {
      const server = await serve((socket) => socket.write(ok));
      const report = await run({ url: `http://${host}:${server.port}/`, requests: 1 });
      expect(report).toMatchObject({ requests: 1, address: `127.0.0.1:${server.port}` });
    },
  );

  it.each([
    ['0.0.0.0', 'unspecified'],
    ['0', 'unspecified'],
    ['[::]', 'unspecified'],
    ['10.1', 'private'],
    ['167772161', 'private'],
    ['[::ffff:10.0.0.1]', 'private'],
    ['[::ffff:a00:1]', 'private'],
    ['169.254.169.254', 'link-local'],
    ['2852039166', 'link-local'],
    ['[fd00:ec2::254]', 'private'],
    ['[::ffff:169.254.169.254]', 'link-local'],
    ['[fe80::1]', 'link-local'],
    ['224.0.0.1', 'multicast'],
    ['8.8.8.8', 'public'],
    ['[64:ff9b::7f00:1]', 'public'],
  ])('is refused elsewhere, however it is written: %s', async (host, addressClass) => {
    // The port is one that answers on this machine: 0.0.0.0 would reach it.
    const server = await serve((socket) => socket.write(ok));
    const failure = await failureOf(run({ url: `http://${host}:${server.port}/` }));
    expect(failure).toMatchObject({ code: 'target-not-confirmed', facts: { addressClass } });
    expect(server.accepted).toBe(0);
  });

  it('is refused where a person agreed to another host, and beyond every bound', async () => {
    expect(await failureOf(run({ url: 'http://10.0.0.1/', confirmedHost: '10.0.0.2' }))).toMatchObject({
      code: 'target-not-confirmed',
    });
    const url = 'http://127.0.0.1:1/';
    for (const field of [
      'threads',
      'connections',
      'seconds',
      'timeoutMs',
      'requests',
      'rate',
      'pipeline',
    ] as const) {
      expect(await failureOf(run({ url, [field]: loadLimits[field] + 1 }))).toMatchObject({
        code: 'bad-argument',
        subject: field,
      });
    }
    const stages = new Array(loadLimits.stages + 1).fill({ seconds: 1, rate: 1 });
    expect((await failureOf(run({ url, stages }))).subject).toBe('stages');
  });
});

describe('a load whose service points elsewhere', () => {
  it('follows no redirect', async () => {
    const other = await serve((socket) => socket.write(ok));
    const server = await serve((socket) =>
      socket.write(`HTTP/1.1 302 Found\r\nLocation: ${other.url}\r\nContent-Length: 0\r\n\r\n`),
    );
    const report = await run({ url: server.url, requests: 20 });
    expect(report.statuses).toEqual({ 302: 20 });
    expect(other.accepted).toBe(0);
  });

  it.each(['http://10.0.0.1/x', '//10.0.0.1/x', 'https://127.0.0.1/', 'http://127.0.0.1:1/'])(
    'refuses further requests of another origin: %s',
    async (url) => {
      const server = await serve((socket) => socket.write(ok));
      const target = { url, method: 'GET', headers: [], body: '', bodyEncoding: 'utf8' as const };
      expect(await failureOf(run({ url: server.url, targets: [target] }))).toMatchObject({
        code: 'bad-url',
        subject: url,
      });
      expect(server.accepted).toBe(0);
    },
  );
});

describe('a script that wants to go elsewhere', () => {
  it.each([
    [
      'lua' as const,
      `wrk.host = "10.0.0.1"; wrk.port = 1; wrk.scheme = "https"; wrk.headers["Host"] = "shop.example"
       function init() wrk.host = "8.8.8.8" end
       function request() return wrk.format(nil, "http://8.8.8.8/") end`,
    ],
    [
      'js' as const,
      `Object.assign(wrk, { host: '10.0.0.1', port: 1, scheme: 'https' }); wrk.headers.Host = 'shop.example';
       function init() { wrk.host = '8.8.8.8'; }
       function request() { return wrk.format(null, 'http://8.8.8.8/'); }`,
    ],
  ])('talks to the pinned address whatever it sets: %s', async (language, source) => {
    const server = await serve((socket) => socket.write(ok));
    const report = await run({ url: server.url, script: script(source, language), requests: 5 });
    expect(report).toMatchObject({ requests: 5, address: `127.0.0.1:${server.port}` });
    expect(server.lastHead).toContain('GET http://8.8.8.8/ HTTP/1.1\r\n');
    expect(server.lastHead).toContain('Host: shop.example');
  });

  it.each([
    ['lua' as const, 'function setup(thread) thread.addr = wrk.lookup("10.0.0.1", "80")[1] end'],
    ['lua' as const, 'function setup(thread) pcall(wrk.lookup, "169.254.169.254", "80") end'],
    ['lua' as const, 'function init() pcall(wrk.lookup, "0.0.0.0", "80") end'],
    ['js' as const, 'function setup(thread) { thread.addr = wrk.lookup("10.0.0.1", "80")[0]; }'],
    ['js' as const, 'function request() { try { wrk.lookup("8.8.8.8") } catch {} return wrk.format(); }'],
  ])('is refused what the gate does not let pass: %s %s', async (language, source) => {
    const server = await serve((socket) => socket.write(ok));
    const failure = await failureOf(run({ url: server.url, script: script(source, language) }));
    expect(failure.code).toBe('target-not-confirmed');
    expect(server.requests).toBe(0);
  });

  it('is let nowhere by the name of a host that leads elsewhere', async () => {
    const server = await serve((socket) => socket.write(ok));
    const source = `Object.prototype.toJSON = function () {
      delete Object.prototype.toJSON;
      return { address: '10.255.255.1', port: 80, sets: [] };
    };
    function setup() {}`;
    const forged = { url: server.url, confirmedHost: '10.0.0.2', script: script(source, 'js') };
    expect(await failureOf(run(forged))).toMatchObject({
      code: 'target-not-confirmed',
      subject: '10.255.255.1',
    });
  });
});
