import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { type Lookup, pinTarget } from '../../../main/load/target';
import { failureOf, serve } from './helpers';

const answers =
  (...addresses: string[]): Lookup =>
  async () =>
    addresses.map((address) => ({ address }));

describe('pinTarget', () => {
  it('resolves once and pins the address', async () => {
    let lookups = 0;
    const lookup: Lookup = async () => {
      lookups++;
      return [{ address: '127.0.0.1' }];
    };
    expect(await pinTarget(new URL('http://service.test:81/x'), '', lookup)).toEqual({
      address: '127.0.0.1',
      port: 81,
    });
    expect(lookups).toBe(1);
  });

  it('takes the address that accepts, where a name has several', async () => {
    const { port } = await serve(() => {});
    const url = new URL(`http://localhost:${port}/`);
    const expected = { address: '127.0.0.1', port };
    expect(await pinTarget(url, '', answers('127.0.0.2', '127.0.0.1'))).toEqual(expected);
    expect(await pinTarget(url, '', answers('127.0.0.1', '127.0.0.2'))).toEqual(expected);
  });

  it('takes the first address where none accepts: the load then counts the refusals', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const url = new URL(`http://localhost:${port}/`);
    expect(await pinTarget(url, '', answers('127.0.0.1', '127.0.0.2'))).toEqual({
      address: '127.0.0.1',
      port,
    });
  });

  it('refuses a name of which a single address is not loopback', async () => {
    const url = new URL('http://sneaky.test/');
    expect(await failureOf(pinTarget(url, '', answers('127.0.0.1', '10.0.0.1')))).toMatchObject({
      code: 'target-not-confirmed',
      facts: { host: 'sneaky.test', address: '10.0.0.1' },
    });
  });

  it('lets a confirmed host pass', async () => {
    const url = new URL('http://box.test:8080/');
    const endpoint = await pinTarget(url, 'box.test', answers('192.0.2.1'));
    expect(endpoint).toEqual({ address: '192.0.2.1', port: 8080 });
  });

  it('names a host that is not found', async () => {
    const failing: Lookup = async () => {
      throw new Error('ENOTFOUND');
    };
    const failure = await failureOf(pinTarget(new URL('http://nowhere.test/'), '', failing));
    expect(failure).toMatchObject({ code: 'host-not-found', subject: 'nowhere.test' });
  });
});
