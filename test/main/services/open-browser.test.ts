import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { browserPrograms, openBrowser } from '../../../main/services/open-browser';
import { tempFolder } from './temp-folder';

describe('a browser', () => {
  it('is what the person named, then what the system has', () => {
    expect(browserPrograms('linux', { BROWSER: '/opt/mine', DISPLAY: ':0' }).slice(0, 2)).toEqual([
      ['/opt/mine'],
      ['xdg-open'],
    ]);
    expect(browserPrograms('darwin', {})).toEqual([['/usr/bin/open']]);
    expect(browserPrograms('win32', {})[0]![0]).toBe('rundll32');
  });

  it('is none where nothing could show a window', async () => {
    expect(browserPrograms('linux', {})).toEqual([]);
    expect(await openBrowser('http://127.0.0.1:9/', [])).toBe(false);
  });

  it('is the first program that starts, and gets the address as one argument', async () => {
    const file = join(tempFolder(), 'opened');
    const write = `require('fs').writeFileSync(${JSON.stringify(file)}, process.argv[1])`;
    const url = 'http://127.0.0.1:9/?a=b&c=$(d)#token';
    const programs = [[join(tempFolder(), 'none')], [process.execPath, '-e', write]];
    expect(await openBrowser(url, programs)).toBe(true);
    await expect
      .poll(() => (existsSync(file) ? readFileSync(file, 'utf8') : ''), { timeout: 10_000 })
      .toBe(url);
  });
});
