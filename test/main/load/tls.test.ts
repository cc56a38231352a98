import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer, type TlsOptions } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { counter, failureKinds, type WorkerMemory } from '../../../main/load/memory';
import { tlsTask } from '../../../main/load/tls';
import { type LoadTls, loadTlsSchema } from '../../../proto/load';
import { drive, type Measured } from './drive';
import { ok, planOf, serve, thrownBy } from './helpers';

const pem = (name: string) =>
  readFileSync(new URL(`../../fixtures/tls/${name}.pem`, import.meta.url), 'utf8');
const ca = pem('ca');
const server = { cert: pem('server'), key: pem('server-key') };
const client = { certPem: pem('client'), keyPem: pem('client-key') };

/** A TLS service that answers every request, by `body` where one is given. */
async function serveTls(options: TlsOptions = {}, body = 'ok'): Promise<number> {
  const listening = createServer({ ...server, ...options }, (socket) => {
    let text = '';
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      text += bytes.toString('latin1');
      for (let end = text.indexOf('\r\n\r\n'); end !== -1; end = text.indexOf('\r\n\r\n')) {
        text = text.slice(end + 4);
        socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
      }
    });
  });
  listening.on('tlsClientError', () => {});
  listening.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  onTestFinished(() => {
    listening.close();
  });
  return (listening.address() as AddressInfo).port;
}

const someDone = (memory: WorkerMemory) =>
  memory.counters[counter.requests] >= 20 || failureKinds.some((kind) => memory.counters[counter[kind]] > 0);

function driveTls(port: number, tls: Partial<LoadTls>, host = '127.0.0.1'): Promise<Measured> {
  const plan = {
    url: `https://${host}:${port}/`,
    tls: loadTlsSchema.parse(tls),
    connections: 3,
    seconds: 10,
  };
  return drive(port, plan, someDone);
}

describe('a load over TLS', () => {
  it.each([
    ['by its address', '127.0.0.1', {}],
    ['by its name', 'localhost', {}],
    ['by a name that was given', '127.0.0.1', { serverName: 'server.test' }],
  ])('drives a service whose certificate is trusted, %s', async (_, host, tls) => {
    const measured = await driveTls(await serveTls(), { caPem: ca, ...tls }, host);
    expect(measured.failures).toEqual({});
    expect(measured.requests).toBeGreaterThanOrEqual(20);
    expect(measured.latencies).toBe(measured.requests);
  });

  it('tells in one line of a service that speaks no TLS', async () => {
    const service = await serve(() => {});
    service.server.on('connection', (socket) => socket.write(ok));
    const plain = await driveTls(service.port, {});
    expect(plain.failures).toHaveProperty('tls');
    // OpenSSL's own words end in a line break.
    expect(plain.problems.tls).toMatch(/^ERR_SSL_\w+: [^\n]*[^\s.]$/);
  });

  it.each([
    ['no authority that is known signed it', {}, '127.0.0.1', /certificate|issuer/i],
    ['it is of another name', { caPem: ca, serverName: 'other.test' }, '127.0.0.1', /other\.test|altnames/i],
  ])('counts a failure of TLS where %s', async (_, tls, host, reason) => {
    const measured = await driveTls(await serveTls(), tls, host);
    expect(measured.requests).toBe(0);
    expect(Object.keys(measured.failures)).toEqual(['tls']);
    expect(measured.problems.tls).toMatch(reason);
  });

  it('takes any certificate when told to', async () => {
    const measured = await driveTls(await serveTls(), { insecure: true });
    expect(measured.failures).toEqual({});
    expect(measured.requests).toBeGreaterThanOrEqual(20);
  });

  it('shows its own certificate to a service that wants one', async () => {
    const port = await serveTls({ ca, requestCert: true, rejectUnauthorized: true });
    const measured = await driveTls(port, { caPem: ca, ...client });
    expect(measured.failures).toEqual({});
    expect(measured.requests).toBeGreaterThanOrEqual(20);
    const without = await driveTls(port, { caPem: ca });
    expect(without.requests).toBe(0);
  });

  it('counts a failure of TLS where the service speaks plain HTTP', async () => {
    const plain = await serve((socket) => socket.end(ok));
    plain.server.on('connection', (socket) => socket.write('HTTP/1.1 400 Bad\r\n\r\n'));
    const measured = await driveTls(plain.port, { insecure: true });
    expect(measured.requests).toBe(0);
    expect(Object.keys(measured.failures)).toEqual(['tls']);
  });

  it('reads long bodies and writes long ones', async () => {
    const port = await serveTls({}, 'x'.repeat(300_000));
    const measured = await drive(
      port,
      {
        ...{ url: `https://127.0.0.1:${port}/`, tls: loadTlsSchema.parse({ insecure: true }), seconds: 10 },
        ...{ method: 'POST', body: 'y'.repeat(500_000), requests: 5 },
      },
      undefined,
    );
    expect(measured).toMatchObject({ requests: 5, failures: {} });
    expect(measured.bytes).toBeGreaterThan(1_500_000);
  });
});

describe('tlsTask', () => {
  const task = (tls: Partial<LoadTls>, url = 'https://localhost/') =>
    tlsTask({ ...planOf({ url }), tls: loadTlsSchema.parse(tls) });

  it('is for https only, and asks for names, not addresses', () => {
    expect(task({}, 'http://localhost/')).toBeNull();
    expect(task({})?.serverName).toBe('localhost');
    expect(task({}, 'https://127.0.0.1/')?.serverName).toBe('');
  });

  it.each<[string, Partial<LoadTls>]>([
    ['an authority that is none', { caPem: 'hello' }],
    ['a damaged authority', { caPem: ca.replace(/\n.{20}/, '\n') }],
    ['a certificate without its key', { certPem: client.certPem }],
    ['a key without its certificate', { keyPem: client.keyPem }],
    ["another's key", { certPem: client.certPem, keyPem: server.key }],
  ])('refuses %s before anything starts', (_, tls) => {
    expect(thrownBy(() => task(tls))).toMatchObject({
      code: 'bad-argument',
      facts: { reason: expect.stringMatching(/./) },
    });
  });
});
