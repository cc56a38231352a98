import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileOfUrl, isPageUrl } from '../../../main/electron/page-url';

const folder = '/opt/flamebench/dist/renderer';

describe('fileOfUrl', () => {
  it('names the page and its files', () => {
    expect(fileOfUrl(folder, 'app://flamebench/')).toBe(join(folder, 'index.html'));
    expect(fileOfUrl(folder, 'app://flamebench/index.html')).toBe(join(folder, 'index.html'));
    expect(fileOfUrl(folder, 'app://flamebench/assets/worker.js?v=1#x')).toBe(
      join(folder, 'assets/worker.js'),
    );
  });

  it.each([
    'app://flamebench/%2e%2e/main.cjs',
    'app://flamebench/..%2fmain.cjs',
    'app://flamebench/assets/..%2f..%2f..%2fetc/passwd',
    'app://flamebench/a%00.html',
    'app://flamebench/%zz',
    'app://elsewhere/index.html',
    'file:///opt/flamebench/dist/renderer/index.html',
  ])('refuses %s', (url) => {
    const file = fileOfUrl(folder, url);
    // A URL parser may resolve dots itself; what is left must then lie inside.
    expect(file === null || file.startsWith(`${folder}/`)).toBe(true);
    if (/%2f|%00|%zz|elsewhere|file:/.test(url)) expect(file).toBeNull();
  });

  it('never leaves the folder', () => {
    const piece = fc.constantFrom(
      '..',
      '%2e%2e',
      '%2E.',
      '%2f',
      '/',
      '\\',
      '%5c',
      'a',
      '.',
      '%2e',
      'index.html',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const file = fileOfUrl(folder, `app://flamebench/${pieces.join('')}`);
        expect(file === null || file.startsWith(`${folder}/`)).toBe(true);
      }),
    );
  });
});

describe('isPageUrl', () => {
  it('knows our origin from others that look alike', () => {
    expect(isPageUrl('app://flamebench/index.html')).toBe(true);
    for (const url of [
      '',
      'app://flamebench.evil/',
      'app://flamebench@evil/',
      'https://flamebench/',
      'about:blank',
    ]) {
      expect(isPageUrl(url)).toBe(false);
    }
  });
});
