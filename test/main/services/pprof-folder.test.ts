import { mkdirSync, readdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { defaultPprofFolder, openPprofFolder } from '../../../main/services/pprof-folder';
import { failureOf } from './failures';
import { tempFolder } from './temp-folder';

it('is where go tool pprof saves', () => {
  expect(defaultPprofFolder({})).toBe(join(homedir(), 'pprof'));
  expect(defaultPprofFolder({ PPROF_TMPDIR: '/elsewhere' })).toBe('/elsewhere');
});

it('lists profiles newest first, and nothing else', async () => {
  const folder = tempFolder();
  const names = ['pprof.api.samples.cpu.001.pb.gz', 'pprof.api.alloc_space.002.pb.gz', 'old.prof'];
  names.forEach((name, i) => {
    writeFileSync(join(folder, name), name);
    utimesSync(join(folder, name), 1000 - i, 1000 - i);
  });
  writeFileSync(join(folder, 'notes.txt'), '');
  writeFileSync(join(folder, '.hidden.pb.gz'), '');
  mkdirSync(join(folder, 'folder.pb.gz'));
  symlinkSync('/etc/hostname', join(folder, 'link.pb.gz'));
  const before = readdirSync(folder);
  const opened = openPprofFolder(folder);
  expect(await opened.list()).toEqual({
    folder,
    files: names.map((name, i) => ({ name, modifiedMs: (1000 - i) * 1000 })),
  });
  expect(Buffer.from(await opened.read(names[0]!)).toString()).toBe(names[0]);
  expect(readdirSync(folder)).toEqual(before);
});

it('that is not there holds nothing', async () => {
  const folder = join(tempFolder(), 'pprof');
  expect(await openPprofFolder(folder).list()).toEqual({ folder, files: [] });
});

it.each(['../secret.pb.gz', 'link.pb.gz', 'missing.pb.gz', 'secret.txt', '/etc/hostname', ''])(
  'gives nothing from outside: %j',
  async (name) => {
    const parent = tempFolder();
    const folder = join(parent, 'pprof');
    mkdirSync(folder);
    writeFileSync(join(parent, 'secret.pb.gz'), 'secret');
    writeFileSync(join(folder, 'secret.txt'), 'secret');
    symlinkSync(join(parent, 'secret.pb.gz'), join(folder, 'link.pb.gz'));
    expect((await failureOf(openPprofFolder(folder).read(name))).code).toBe('file-not-found');
  },
);
