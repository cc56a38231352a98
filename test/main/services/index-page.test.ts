import { expect, it } from 'vitest';
import { parseIndexPage } from '../../../main/services/index-page';

const pageUrl = new URL('http://host/x/debug/pprof/');
const offers = (html: string) => parseIndexPage(html, pageUrl);

it('reads the page of Go 1.11 and later', () => {
  const row = (count: number, name: string) =>
    `<tr><td>${count}</td><td><a href='${name}?debug=1'>${name}</a></td></tr>\n`;
  const html = `<html><head><title>/debug/pprof/</title></head><body><table>
    <thead><td>Count</td><td>Profile</td></thead>
    ${row(57, 'allocs')}${row(0, 'cmdline')}${row(11, 'goroutine')}${row(57, 'heap')}${row(0, 'profile')}${row(0, 'trace')}
    </table><a href="goroutine?debug=2">full goroutine stack dump</a></body></html>`;
  expect(offers(html)).toEqual([
    { name: 'allocs', count: 57 },
    { name: 'goroutine', count: 11 },
    { name: 'heap', count: 57 },
    { name: 'profile', count: 0 },
    { name: 'trace', count: 0 },
  ]);
});

it('reads the older page, which served the CPU profile without listing it', () => {
  const html = `<table>
    <tr><td align=right>3<td><a href="block?debug=1">block</a>
    <tr><td align=right>4<td><a href="goroutine?debug=1">goroutine</a>
    </table><a href="goroutine?debug=2">dump</a>`;
  expect(offers(html)).toEqual([
    { name: 'block', count: 3 },
    { name: 'goroutine', count: 4 },
    { name: 'profile', count: -1 },
    { name: 'trace', count: -1 },
  ]);
});

it('reads absolute links, custom names and pages without counts', () => {
  const html = `<a href="/x/debug/pprof/heap">heap</a> <a class=b href=my.pool-2?debug=1&amp;x=1>pool</a>
    <a href="http://elsewhere/x/debug/pprof/mutex">no</a> <a href="../metrics">no</a> <a href="a/b">no</a>`;
  expect(offers(html)).toEqual([
    { name: 'heap', count: -1 },
    { name: 'my.pool-2', count: -1 },
  ]);
});

it.each(['', '{"a":1}', '<html><a href="/login">Log in</a></html>', '<a href="http://[">heap</a>'])(
  'knows that %j is none',
  (html) => {
    expect(offers(html)).toBeNull();
  },
);

it('is not stalled by a page made to stall it', () => {
  expect(offers('<a '.repeat(300_000))).toBeNull();
  expect(offers(`<tr>${'<td>'.repeat(200)}<a href=heap>`)).toEqual([{ name: 'heap', count: -1 }]);
});
