import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cachedFallback, cacheFolder, fallback, verifyIntegrity } from '../../build/electron-fallback.mjs';
import { installCommand, missingLibraries } from '../../build/electron-libraries.mjs';
import { isInstalled } from '../../build/install.mjs';

describe('the substitute runtime', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'flamebench-runtime-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is taken only when it is what was pinned', async () => {
    const file = join(folder, 'download.tgz');
    writeFileSync(file, 'what a broken mirror sends');
    await expect(verifyIntegrity(file, fallback.integrity)).rejects.toThrow('not what was pinned');
    const own = `sha512-${createHash('sha512').update('what a broken mirror sends').digest('base64')}`;
    await expect(verifyIntegrity(file, own)).resolves.toBeUndefined();
  });

  it('is kept in the cache folder of its version, and is there only with its executable', () => {
    const before = process.env.XDG_CACHE_HOME;
    try {
      process.env.XDG_CACHE_HOME = folder;
      expect(cacheFolder()).toBe(join(folder, 'flamebench', `electron-${fallback.version}`));
      expect(cachedFallback()).toBeNull();
    } finally {
      if (before === undefined) delete process.env.XDG_CACHE_HOME;
      else process.env.XDG_CACHE_HOME = before;
    }
  });
});

describe('missing libraries', () => {
  const listing = [
    '\tlinux-vdso.so.1 (0x00007ffd)',
    '\tlibgtk-3.so.0 => not found',
    '\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f)',
    '\tlibnss3.so => not found',
    '\tlibnssutil3.so => not found',
    '\tlibasound.so.2 => not found',
  ].join('\n');

  it("are read from ldd's listing", () => {
    expect(missingLibraries(listing)).toEqual([
      'libgtk-3.so.0',
      'libnss3.so',
      'libnssutil3.so',
      'libasound.so.2',
    ]);
    expect(missingLibraries('\tnot a dynamic executable')).toEqual([]);
  });

  it('are named once each in the command that installs them', () => {
    const command = installCommand(missingLibraries(listing));
    expect(command).toMatch(
      /^apt-get update && apt-get install -y libgtk-3-0(t64)? libnss3 libasound2(t64)?$/,
    );
    expect(installCommand([])).toBe('');
  });
});

describe('isInstalled', () => {
  const wanted = {
    '': {},
    'node_modules/a': { version: '1.0.0' },
    'node_modules/b': { version: '2.0.0', optional: true },
  };

  it.each([
    [
      'all are there',
      { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '2.0.0' } },
      true,
    ],
    ['only an optional one is missing', { 'node_modules/a': { version: '1.0.0' } }, true],
    ['one is missing', { 'node_modules/b': { version: '2.0.0' } }, false],
    ['one is of another version', { 'node_modules/a': { version: '1.0.1' } }, false],
    ['there are none', {}, false],
  ])('when %s: %#', (_when, installed, expected) => {
    expect(isInstalled(wanted, installed)).toBe(expected);
  });
});
