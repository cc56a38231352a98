import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeFileAtomically } from '../../../main/services/save-file';
import { failureOf } from './failures';
import { FaultyStore } from './faulty-store';
import { tempFolder } from './temp-folder';

const bytes = new TextEncoder().encode('new content');

describe('writing a file', () => {
  it('makes it', async () => {
    const path = join(tempFolder(), 'out.svg');
    await writeFileAtomically(path, bytes);
    expect(readFileSync(path, 'utf8')).toBe('new content');
  });

  it('replaces the old one and keeps its permissions', async () => {
    const path = join(tempFolder(), 'out.svg');
    writeFileSync(path, 'old');
    chmodSync(path, 0o600);
    await writeFileAtomically(path, bytes);
    expect(readFileSync(path, 'utf8')).toBe('new content');
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('replaces what a link names, not the link', async () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'real'), 'old');
    symlinkSync(join(folder, 'real'), join(folder, 'link'));
    await writeFileAtomically(join(folder, 'link'), bytes);
    expect(readFileSync(join(folder, 'real'), 'utf8')).toBe('new content');
    expect(readdirSync(folder).sort()).toEqual(['link', 'real']);
  });

  it.each([1, 2])('that fails at step %i leaves the old file and nothing else', async (step) => {
    const folder = tempFolder();
    const path = join(folder, 'out.svg');
    writeFileSync(path, 'old');
    const failure = await failureOf(writeFileAtomically(path, bytes, new FaultyStore(step, 'ENOSPC')));
    expect(failure).toEqual({ code: 'disk-full', subject: path, facts: {} });
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['out.svg']);
  });

  it('into a folder that is not there says that', async () => {
    const path = join(tempFolder(), 'missing', 'out.svg');
    expect(await failureOf(writeFileAtomically(path, bytes))).toMatchObject({
      code: 'file-not-found',
      subject: join(path, '..'),
    });
  });

  it('over a folder fails and leaves it', async () => {
    const folder = tempFolder();
    mkdirSync(join(folder, 'out'));
    expect((await failureOf(writeFileAtomically(join(folder, 'out'), bytes))).code).toBe('bad-argument');
    expect(readdirSync(folder)).toEqual(['out']);
  });
});
