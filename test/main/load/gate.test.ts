import { describe, expect, it } from 'vitest';
import { checkConfirmed, checkLimits, classifyAddress, permissionFor } from '../../../main/load/gate';
import { planFor } from '../../../proto/load';
import { thrownBy } from './helpers';

describe('classifyAddress', () => {
  it.each([
    ['127.0.0.1', 'loopback'],
    ['127.255.0.9', 'loopback'],
    ['::1', 'loopback'],
    ['0:0:0:0:0:0:0:1', 'loopback'],
    ['::ffff:127.0.0.1', 'loopback'],
    ['::ffff:7f00:1', 'loopback'],
    ['::ffff:8.8.8.8', 'public'],
    ['::ffff:192.168.1.1', 'private'],
    ['::127.0.0.1', 'public'],
    ['10.1.2.3', 'private'],
    ['172.15.0.1', 'public'],
    ['172.16.0.1', 'private'],
    ['172.31.255.255', 'private'],
    ['172.32.0.1', 'public'],
    ['192.168.0.1', 'private'],
    ['192.169.0.1', 'public'],
    ['100.64.0.1', 'private'],
    ['100.128.0.1', 'public'],
    ['fd12::1', 'private'],
    ['fe00::1', 'public'],
    ['169.254.1.1', 'link-local'],
    ['169.254.169.254', 'link-local'],
    ['::ffff:169.254.169.254', 'link-local'],
    ['::ffff:10.0.0.1', 'private'],
    ['::ffff:a00:1', 'private'],
    ['0:0:0:0:0:ffff:0.0.0.0', 'unspecified'],
    ['64:ff9b::7f00:1', 'public'],
    ['2002:7f00:1::', 'public'],
    ['255.255.255.255', 'public'],
    ['fe80::1%25eth0', 'link-local'],
    ['febf::1', 'link-local'],
    ['fec0::1', 'public'],
    ['fe80::1', 'link-local'],
    ['fe80::1%eth0', 'link-local'],
    ['0.0.0.0', 'unspecified'],
    ['::', 'unspecified'],
    ['224.0.0.1', 'multicast'],
    ['ff02::1', 'multicast'],
    ['8.8.8.8', 'public'],
    ['2001:4860:4860::8888', 'public'],
  ])('%s is %s', (address, expected) => {
    expect(classifyAddress(address)).toBe(expected);
  });

  it('refuses names', () => {
    expect(() => classifyAddress('localhost')).toThrow(TypeError);
  });
});

describe('checkConfirmed', () => {
  it('lets loopback pass without a word', () => {
    checkConfirmed('anything.test', '127.0.0.1', '');
  });

  it('wants the very host typed for anything else, and names host and address', () => {
    expect(thrownBy(() => checkConfirmed('api.test', '10.0.0.7', 'other.test'))).toMatchObject({
      code: 'target-not-confirmed',
      facts: { host: 'api.test', address: '10.0.0.7' },
    });
    checkConfirmed('api.test', '10.0.0.7', ' API.test ');
    checkConfirmed('[2001:db8::1]', '2001:db8::1', '2001:db8::1');
  });
});

describe('permissionFor', () => {
  it.each([
    ['loopback', 'free'],
    ['private', 'ask'],
    ['link-local', 'type'],
    ['unspecified', 'type'],
    ['multicast', 'type'],
    ['public', 'type'],
  ] as const)('of %s is %s', (reach, expected) => {
    expect(permissionFor(reach)).toBe(expected);
  });
});

describe('checkLimits', () => {
  const plan = { ...planFor('http://box.test/'), connections: 5000, seconds: 3600, rate: 50_000 };

  it('leaves this machine and private networks alone', () => {
    for (const reach of ['loopback', 'private'] as const) checkLimits(plan, 'box.test', reach);
  });

  it.each([
    ['connections', {}, 50],
    ['seconds', { connections: 1 }, 900],
    ['requests a second', { connections: 1, seconds: 10 }, 1000],
    ['requests in a pipeline', { connections: 1, seconds: 10, rate: 0, pipeline: 2 }, 1],
    ['threads', { threads: 5 }, 4],
    ['requests a second', { connections: 1, seconds: 10, stages: [{ seconds: 1, rate: 2000 }] }, 1000],
  ])('bounds %s elsewhere', (what, changes, limit) => {
    expect(thrownBy(() => checkLimits({ ...plan, ...changes }, 'box.test', 'public'))).toMatchObject({
      code: 'target-over-limit',
      facts: { what, limit },
    });
  });
});
