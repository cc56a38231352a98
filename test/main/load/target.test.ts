import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { checkTarget, type Lookup, resolveTarget } from '../../../main/load/target';
import { failureOf, serve } from './helpers';

const answers =
  (...addresses: string[]): Lookup =>
  async () =>
    addresses.map((address) => ({ address }));

describe('resolveTarget', () => {
  it('resolves once and pins the address', async () => {
    let lookups = 0;
    const lookup: Lookup = async () => {
      lookups++;
      return [{ address: '127.0.0.1' }];
    };
    expect(await resolveTarget(new URL('http://service.test:81/x'), '', lookup)).toEqual({
      endpoints: [{ address: '127.0.0.1', port: 81 }],
      addressClass: 'loopback',
    });
    expect(lookups).toBe(1);
  });

  it('goes where a person was told it goes, if the name leads elsewhere by now', async () => {
    const url = new URL('http://box.test/');
    const moved = answers('93.184.216.34');
    const { endpoints } = await resolveTarget(url, 'box.test', moved, ['10.0.0.7']);
    expect(endpoints).toEqual([{ address: '10.0.0.7', port: 80 }]);
    expect(await failureOf(resolveTarget(url, '', moved, ['10.0.0.7']))).toMatchObject({
      code: 'target-not-confirmed',
    });
    expect(await failureOf(resolveTarget(url, 'box.test', moved, ['elsewhere.test']))).toMatchObject({
      code: 'host-not-found',
    });
  });

  it('takes the address that accepts, where a name has several', async () => {
    const { port } = await serve(() => {});
    const url = new URL(`http://localhost:${port}/`);
    const expected = {
      endpoints: [
        { address: '127.0.0.1', port },
        { address: '127.0.0.2', port },
      ],
      addressClass: 'loopback',
    };
    expect(await resolveTarget(url, '', answers('127.0.0.2', '127.0.0.1'))).toEqual(expected);
    expect(await resolveTarget(url, '', answers('127.0.0.1', '127.0.0.2'))).toEqual(expected);
  });

  it('takes the first address where none accepts: the load then counts the refusals', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const url = new URL(`http://localhost:${port}/`);
    const { endpoints } = await resolveTarget(url, '', answers('127.0.0.1', '127.0.0.2'));
    expect(endpoints[0]).toEqual({ address: '127.0.0.1', port });
  });

  it('refuses a name of which a single address is not loopback', async () => {
    const url = new URL('http://sneaky.test/');
    expect(await failureOf(resolveTarget(url, '', answers('127.0.0.1', '10.0.0.1')))).toMatchObject({
      code: 'target-not-confirmed',
      facts: { host: 'sneaky.test', address: '10.0.0.1' },
    });
  });

  it('lets a confirmed host pass', async () => {
    const url = new URL('http://box.test:8080/');
    const resolved = await resolveTarget(url, 'box.test', answers('192.0.2.1'));
    expect(resolved).toEqual({
      endpoints: [{ address: '192.0.2.1', port: 8080 }],
      addressClass: 'public',
    });
  });

  it('names a host that is not found', async () => {
    const failing: Lookup = async () => {
      throw new Error('ENOTFOUND');
    };
    const failure = await failureOf(resolveTarget(new URL('http://nowhere.test/'), '', failing));
    expect(failure).toMatchObject({ code: 'host-not-found', subject: 'nowhere.test' });
  });
});

describe('checkTarget', () => {
  it.each([
    ['127.0.0.1', 'free'],
    ['10.1.2.3', 'ask'],
    ['fe80::1', 'type'],
    ['169.254.169.254', 'type'],
    ['93.184.216.34', 'type'],
  ])('says what a load on %s asks of a person', async (address, permission) => {
    const check = await checkTarget('http://box.test:81/x', answers(address));
    expect(check).toMatchObject({ host: 'box.test', permission, addresses: [{ address }] });
  });

  it('goes by the address that asks most', async () => {
    const mixed = answers('127.0.0.1', '93.184.216.34', '10.0.0.1');
    expect((await checkTarget('https://box.test/', mixed)).permission).toBe('type');
  });
});
