import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createRecentFiles, type RecentFiles } from '../../../main/services/recent-files';

describe('recent files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'flamebench-recent-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'recent-files.json');
  const names = (list: { name: string }[]) => list.map(({ name }) => name);

  const opened = (recent: RecentFiles, path: string) => {
    const id = recent.meet(path);
    recent.add(id);
    return id;
  };

  it('begin with the one opened last, each once', async () => {
    const recent = createRecentFiles(file);
    for (const path of ['/a/one.pb.gz', '/a/two.pb.gz', '/a/one.pb.gz']) opened(recent, path);
    expect(names(recent.list())).toEqual(['one.pb.gz', 'two.pb.gz']);
    expect(recent.list()[0]).toMatchObject({ folder: '/a' });
    await recent.settled();
  });

  it('are those that could be read, and tell the system of these alone', async () => {
    const heard: string[] = [];
    const recent = createRecentFiles(join(folder, 'readable.json'), (path) => heard.push(path));
    const id = recent.meet('/a/profile.pb.gz');
    expect(recent.list()).toEqual([]);
    expect(() => recent.pathOf(id)).toThrow('file-not-found');
    recent.add(id);
    recent.drop(recent.meet('/a/page.html'));
    recent.add('/etc/passwd');
    expect(names(recent.list())).toEqual(['profile.pb.gz']);
    expect(heard).toEqual(['/a/profile.pb.gz']);
    // Read once, and since then overwritten by something else.
    recent.drop(recent.meet('/a/profile.pb.gz'));
    await recent.settled();
    expect(createRecentFiles(join(folder, 'readable.json')).list()).toEqual([]);
  });

  it('are there at the next start, under the same ids', async () => {
    const before = createRecentFiles(file);
    const id = opened(before, '/b/three.folded');
    await before.settled();
    const after = createRecentFiles(file);
    expect(after.pathOf(id)).toBe('/b/three.folded');
    expect(id).not.toContain('three');
  });

  it('give no path for an id that was never given, or is forgotten', async () => {
    const recent = createRecentFiles(file);
    const id = opened(recent, '/c/four.pb.gz');
    expect(() => recent.pathOf('/etc/passwd')).toThrow('file-not-found');
    recent.clear();
    expect(() => recent.pathOf(id)).toThrow('file-not-found');
    await recent.settled();
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual([]);
  });

  it('are none where the list is damaged', () => {
    writeFileSync(file, '{"not": "a list"');
    expect(createRecentFiles(file).list()).toEqual([]);
  });

  it('are no more than a person looks through', () => {
    const recent = createRecentFiles(join(folder, 'many.json'));
    for (let i = 0; i < 100; i++) opened(recent, `/d/${i}.pb.gz`);
    expect(recent.list()).toHaveLength(60);
    expect(recent.list()[0]!.name).toBe('99.pb.gz');
  });
});
