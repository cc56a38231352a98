import { describe, expect, it } from 'vitest';
import type { LoadQuestion, ReadQuestion } from '../../../main/services/permission';
import { answerOf, confirmPage, confirmPolicy } from '../../../main/window/confirm-page';
import { confirmWords } from '../../../main/window/confirm-words';
import type { WindowLanguage } from '../../../proto/ipc';
import { planFor } from '../../../proto/load';

const question: LoadQuestion = {
  kind: 'load',
  host: 'shop.example',
  addresses: ['93.184.216.34', '2001:db8::1'],
  reach: 'public',
  loads: [{ ...planFor('http://me:secret@shop.example/buy?a=<b>'), method: 'POST', connections: 40 }],
  unsafeMethods: ['POST'],
  preflight: null,
  preflightFailure: '',
  mistyped: '',
};
const page = (over: Partial<LoadQuestion> = {}, language: WindowLanguage = 'en') =>
  confirmPage({ ...question, ...over }, confirmWords[language], '/7');

describe('the page on which a load is confirmed', () => {
  it('names host, addresses, requests, amount and methods that change things', () => {
    const markup = page();
    for (const words of ['93.184.216.34, 2001:db8::1', 'POST http://shop.example/buy', '40 connections']) {
      expect(markup).toContain(words);
    }
    expect(markup).toContain('POST requests change things');
    expect(markup).toContain('Type shop.example to start');
    expect(markup).toContain('not tried, as it may change something');
    expect(page({ unsafeMethods: [] })).toContain('not tried before you agree');
  });

  it('shows no secret, and nothing it was given as markup', () => {
    const markup = page({ mistyped: '"><script>alert(1)</script>' });
    expect(markup).not.toContain('secret');
    expect(markup).not.toContain('<script');
    expect(markup).toContain('&lt;script');
  });

  it('has no script, may run none, and sends its form to itself only', () => {
    expect(confirmPolicy).toContain("default-src 'none'");
    expect(confirmPolicy).not.toContain('script-src');
    expect(confirmPolicy).toContain("form-action 'self'");
    expect(page()).toContain('action="/7"');
  });

  it('is started by Enter only where the host was typed', () => {
    const first = (markup: string) => /name="go" value="(\w+)"/.exec(markup)![1];
    expect(first(page())).toBe('yes');
    expect(first(page({ reach: 'private' }))).toBe('no');
  });

  it('asks nothing to be typed of a private host, and shows the first answer', () => {
    const preflight = {
      ...{ method: 'GET', url: '', address: '', status: 404, statusText: 'Not Found', mediaType: '' },
      ...{ bytes: 1234, ms: 3.14, location: '' },
    };
    const markup = page({ reach: 'private', unsafeMethods: [], preflight });
    expect(markup).not.toContain('<input');
    expect(markup).toContain('404 Not Found, 1,234 bytes in 3.1 ms');
    expect(page({ preflightFailure: 'timed-out' })).toContain('none (timed-out)');
  });

  it('tells the rate of an open model', () => {
    const load = { ...planFor('http://shop.example/'), rate: 10, stages: [{ seconds: 5, rate: 2000 }] };
    expect(page({ loads: [load] })).toContain('10–2,000 a second over 1 connection');
  });

  it('speaks Chinese where the system does', () => {
    expect(page({}, 'zh')).toContain('lang="zh-CN"');
    expect(page({}, 'zh')).toContain('公网地址');
  });
});

describe('the page on which reading profiles is confirmed', () => {
  const reading: ReadQuestion = {
    kind: 'read',
    host: 'shop.example',
    addresses: ['93.184.216.34'],
    reach: 'public',
    urls: ['http://me:secret@shop.example/debug/pprof/?a=<b>'],
    mistyped: '',
  };
  const shown = (over: Partial<ReadQuestion> = {}, language: WindowLanguage = 'en') =>
    confirmPage({ ...reading, ...over }, confirmWords[language], '/7');

  it('names host, addresses and what is asked for, and no secret', () => {
    const markup = shown();
    for (const words of ['Fetch profiles from another machine?', '93.184.216.34', 'debug/pprof/?a=%3Cb%3E']) {
      expect(markup).toContain(words);
    }
    expect(markup).not.toContain('secret');
    expect(markup).not.toContain('load');
  });

  it('has the host of a public address typed, of a private one nothing', () => {
    expect(shown()).toContain('Type shop.example to go on');
    expect(shown({ reach: 'private' })).not.toContain('<input');
    expect(shown({ reach: 'private' }, 'zh')).toContain('获取');
  });
});

it('the answer is in the address of the form', () => {
  expect(answerOf(new URL('app://confirm/7?typed=Shop.example&go=yes'))).toEqual({
    agreed: true,
    typedHost: 'Shop.example',
  });
  expect(answerOf(new URL('app://confirm/7?typed=&go=no')).agreed).toBe(false);
  expect(answerOf(new URL('app://confirm/7')).agreed).toBe(false);
});
