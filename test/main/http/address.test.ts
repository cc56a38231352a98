import { describe, expect, it } from 'vitest';
import {
  authorityOf,
  isLoopback,
  isOwnAuthority,
  pageAuthority,
  parseListenAddress,
} from '../../../main/http/address';

describe('an address to listen at', () => {
  it.each([
    ['localhost:8080', 'localhost', 8080],
    [':8080', 'localhost', 8080],
    [':0', 'localhost', 0],
    [':', 'localhost', 0],
    ['127.0.0.1:', '127.0.0.1', 0],
    ['[::1]:99', '::1', 99],
    ['0.0.0.0:8080', '0.0.0.0', 8080],
  ])('%s', (text, host, port) => {
    expect(parseListenAddress(text)).toEqual({ host, port });
  });

  it.each([
    '',
    '8080',
    'localhost',
    'http://localhost:8080',
    '::1:99',
    'a:b',
    'a:65536',
    'a:-1',
    'a b:1',
    'u@h:1',
  ])('is not %j', (text) => {
    expect(() => parseListenAddress(text)).toThrow('bad-argument');
  });
});

describe("the server's own names", () => {
  const own = (host: string, port: number) => (authority: string) =>
    isOwnAuthority(authority, { host, port });

  it('on this machine alone are those of this machine, with the port', () => {
    for (const host of ['localhost', '127.0.0.1', '::1']) {
      const isOwn = own(host, 8080);
      expect(['localhost:8080', 'LocalHost:8080', '127.0.0.1:8080', '[::1]:8080'].map(isOwn)).toEqual(
        Array(4).fill(true),
      );
      const foreign = [
        'localhost',
        'localhost:80',
        'localhost:8081',
        'evil.example:8080',
        'localhost.evil:8080',
      ];
      foreign.push(
        '',
        '127.0.0.2:8080',
        'localhost:8080@evil.example',
        'evil.example#localhost:8080',
        '0.0.0.0:8080',
      );
      expect(foreign.filter(isOwn)).toEqual([]);
    }
  });

  it('have no port where it is the usual one', () => {
    expect(own('localhost', 80)('localhost')).toBe(true);
    expect(authorityOf({ host: '::1', port: 80 })).toBe('[::1]');
  });

  it('elsewhere are the name it was given', () => {
    expect(own('bench.lan', 8080)('bench.lan:8080')).toBe(true);
    expect(own('bench.lan', 8080)('localhost:8080')).toBe(false);
  });

  it('on all addresses are any address, but no name that somebody owns', () => {
    const isOwn = own('0.0.0.0', 8080);
    expect(['192.168.1.5:8080', '[fe80::1]:8080', 'localhost:8080'].map(isOwn)).toEqual([true, true, true]);
    expect(pageAuthority({ host: '0.0.0.0', port: 8080 })).toBe('localhost:8080');
    expect(['evil.example:8080', '192.168.1.5:80', '192.168.1.5'].map(isOwn)).toEqual([false, false, false]);
  });

  it('are loopback or not', () => {
    expect(['localhost', '127.0.0.1', '127.8.8.8', '::1'].map(isLoopback)).toEqual([true, true, true, true]);
    expect(['0.0.0.0', '::', '127.evil.example', '10.0.0.1'].map(isLoopback)).toEqual(Array(4).fill(false));
  });
});
