import { describe, expect, it } from 'vitest';
import { indexPage, maxSeconds, parseSeconds } from '../../../main/demo/pprof-pages';
import { parseIndexPage } from '../../../main/services/index-page';

describe('the index page', () => {
  it('is read as the page of a Go service is', () => {
    const offers = parseIndexPage(indexPage(), new URL('http://127.0.0.1:1/debug/pprof/'));
    expect(offers?.map(({ name }) => name).sort()).toEqual(['allocs', 'heap', 'profile']);
  });
});

describe('parseSeconds', () => {
  it('takes whole seconds up to the limit, 30 by default', () => {
    expect(parseSeconds(null)).toBe(30);
    expect(parseSeconds('1')).toBe(1);
    expect(parseSeconds(String(maxSeconds))).toBe(maxSeconds);
  });

  it.each(['', '0', '-1', '1.5', 'ten', 'NaN', 'Infinity'])('refuses %j', (text) => {
    expect(parseSeconds(text)).toMatch(/^invalid value for "seconds"/);
  });

  it('refuses more than the limit and names it', () => {
    expect(parseSeconds(String(maxSeconds + 1))).toContain(String(maxSeconds));
  });
});
