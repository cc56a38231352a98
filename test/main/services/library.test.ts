import {
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openLibrary } from '../../../main/services/library';
import { failureOf } from './failures';
import { FaultyStore } from './faulty-store';
import { sampleFiles, sampleRun } from './sample-run';
import { tempFolder } from './temp-folder';

/** Everything under a folder: path → content. */
function snapshot(folder: string): Record<string, string> {
  const files: Record<string, string> = {};
  for (const name of readdirSync(folder, { recursive: true }) as string[]) {
    try {
      files[name] = readFileSync(join(folder, name), 'latin1');
    } catch {
      files[name] = '(folder)';
    }
  }
  return files;
}

describe('saving', () => {
  it('gives back the run and its files, byte for byte', async () => {
    const folder = join(tempFolder(), 'not', 'there', 'yet');
    const library = openLibrary(folder);
    const files = new Map([['cpu.pb.gz', Uint8Array.from({ length: 256 }, (_, i) => i)]]);
    await library.write(sampleRun('a'), files);
    const reopened = openLibrary(folder);
    expect(await reopened.read('a')).toEqual(sampleRun('a'));
    expect(await reopened.readFile('a', 'cpu.pb.gz')).toEqual(files.get('cpu.pb.gz'));
    expect(readdirSync(folder)).toEqual(['a']);
  });

  it('never overwrites a run', async () => {
    const library = openLibrary(tempFolder());
    await library.write(sampleRun('a'), sampleFiles('first'));
    const failure = await failureOf(library.write(sampleRun('a'), sampleFiles('second')));
    expect(failure.code).toBe('io-failed');
    expect(Buffer.from(await library.readFile('a', 'cpu.pb.gz')).toString()).toBe('first');
  });

  it.each(['../evil', '.hidden', 'run.json', 'a/b', ''])('refuses %j as the name of a file', async (name) => {
    const folder = tempFolder();
    const failure = await failureOf(
      openLibrary(folder).write(sampleRun('a'), new Map([[name, new Uint8Array(1)]])),
    );
    expect(failure.code).toBe('bad-argument');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('that fails at any step leaves the library exactly as it was', async () => {
    let steps = 0;
    for (let failAt = 1; ; failAt++) {
      const folder = tempFolder();
      await openLibrary(folder).write(sampleRun('before'), sampleFiles());
      const before = snapshot(folder);
      const store = new FaultyStore(failAt, failAt % 2 === 0 ? 'EACCES' : 'ENOSPC');
      const writing = openLibrary(folder, store).write(sampleRun('new'), sampleFiles('new'));
      if (
        !(await writing.then(
          () => false,
          () => true,
        ))
      ) {
        expect(store.failed).toBe(false);
        break;
      }
      const failure = await failureOf(writing);
      expect(failure.code).toBe(failAt % 2 === 0 ? 'permission-denied' : 'disk-full');
      expect(snapshot(folder), `after a fault at step ${failAt}`).toEqual(before);
      steps = failAt;
    }
    // Two folders made, two files, two flushes, one rename.
    expect(steps).toBe(7);
  });

  it('that crashes at any step leaves no run or all of it, and what it left is swept later', async () => {
    for (let failAt = 1; failAt <= 7; failAt++) {
      const folder = tempFolder();
      await openLibrary(folder).write(sampleRun('before'), sampleFiles());
      const store = new FaultyStore(failAt, 'EIO', true);
      await failureOf(openLibrary(folder, store).write(sampleRun('new'), sampleFiles('new')));
      const inTwoHours = () => Date.now() + 2 * 3600 * 1000;
      const later = openLibrary(folder, undefined, inTwoHours);
      const ids = (await later.list()).map((run) => run.id).sort();
      // The last step is the flush after the rename.
      expect(ids, `after a crash at step ${failAt}`).toEqual(failAt < 7 ? ['before'] : ['before', 'new']);
      expect(await later.broken()).toEqual([]);
      expect(readdirSync(folder).sort()).toEqual(ids);
    }
  });
});

describe('opening', () => {
  it('sweeps only our own temporary folders, and only old ones', async () => {
    const folder = tempFolder();
    const old = new Date(Date.now() - 2 * 3600 * 1000);
    const stale = '.flamebench-tmp-stale';
    const young = '.flamebench-tmp-young';
    const file = '.flamebench-tmp-file';
    const others = ['.tmp-somebody-elses', '.other', 'old'];
    for (const name of [stale, young, ...others]) mkdirSync(join(folder, name));
    writeFileSync(join(folder, file), '');
    for (const name of [stale, file, ...others]) utimesSync(join(folder, name), old, old);
    await openLibrary(folder).list();
    expect(readdirSync(folder).sort()).toEqual([young, file, ...others].sort());
  });

  it('of a folder that is not there finds nothing and makes nothing', async () => {
    const parent = tempFolder();
    expect(await openLibrary(join(parent, 'runs')).list()).toEqual([]);
    expect(readdirSync(parent)).toEqual([]);
  });

  it('is tried before anything is measured, and left as it was', async () => {
    const folder = join(tempFolder(), 'new');
    await openLibrary(folder).prepare();
    expect(readdirSync(folder)).toEqual([]);
    const file = join(tempFolder(), 'file');
    writeFileSync(file, '');
    expect(await failureOf(openLibrary(file).prepare())).toMatchObject({ subject: file });
  });

  it('of a file in its place says so when saving', async () => {
    const file = join(tempFolder(), 'runs');
    writeFileSync(file, '');
    const failure = await failureOf(openLibrary(file).write(sampleRun('a'), sampleFiles()));
    expect(['io-failed', 'file-not-found']).toContain(failure.code);
    expect(readFileSync(file, 'utf8')).toBe('');
  });
});

describe('the list', () => {
  it('is newest first', async () => {
    const library = openLibrary(tempFolder());
    for (const [id, second] of [
      ['b', 2],
      ['c', 1],
      ['a', 3],
    ] as const) {
      await library.write(sampleRun(id, second), sampleFiles());
    }
    expect((await library.list()).map((run) => run.id)).toEqual(['a', 'b', 'c']);
  });

  it('leaves out what is broken and says why', async () => {
    const folder = tempFolder();
    const library = openLibrary(folder);
    await library.write(sampleRun('good'), sampleFiles());
    const manifest = (id: string, text: string) => {
      mkdirSync(join(folder, id));
      writeFileSync(join(folder, id, 'run.json'), text);
    };
    manifest('json', '{"format": 1,');
    manifest('newer', JSON.stringify({ ...sampleRun('newer'), format: 3 }));
    manifest('wrong', JSON.stringify({ ...sampleRun('wrong'), captures: 'none' }));
    manifest('null', 'null');
    mkdirSync(join(folder, 'empty'));
    expect((await library.list()).map((run) => run.id)).toEqual(['good']);
    const broken = new Map((await library.broken()).map(({ id, error }) => [id, error.failure]));
    expect([...broken.keys()].sort()).toEqual(['empty', 'json', 'newer', 'null', 'wrong']);
    expect(broken.get('json')).toMatchObject({
      code: 'run-broken',
      facts: { reason: 'run.json is not JSON' },
    });
    expect(broken.get('newer')?.facts.reason).toContain('newer Flamebench');
    expect(broken.get('wrong')?.facts.reason).toContain('captures');
    expect(broken.get('empty')?.code).toBe('file-not-found');
    expect(await failureOf(library.read('newer'))).toEqual(broken.get('newer'));
  });

  it('knows a run by the name of its folder, which people change', async () => {
    const folder = tempFolder();
    mkdirSync(join(folder, 'renamed'));
    writeFileSync(join(folder, 'renamed', 'run.json'), JSON.stringify(sampleRun('original')));
    expect((await openLibrary(folder).list())[0]?.id).toBe('renamed');
  });
});

describe('reading', () => {
  it.each([
    ['a', '../b/run.json'],
    ['a', '..'],
    ['..', 'secret'],
    ['.', 'secret'],
    ['', 'secret'],
    ['a/../..', 'secret'],
    ['a', 'missing'],
    ['missing', 'run.json'],
    ['a', 'run.json\0'],
  ])('reaches nothing outside a run: %j %j', async (id, file) => {
    const parent = tempFolder();
    writeFileSync(join(parent, 'secret'), 'secret');
    const library = openLibrary(join(parent, 'runs'));
    await library.write(sampleRun('a'), sampleFiles());
    await library.write(sampleRun('b'), sampleFiles());
    expect((await failureOf(library.readFile(id, file))).code).toBe('file-not-found');
  });

  it('follows no links, neither of a file nor of a folder', async () => {
    const parent = tempFolder();
    const folder = join(parent, 'runs');
    const library = openLibrary(folder);
    await library.write(sampleRun('a'), sampleFiles());
    writeFileSync(join(parent, 'secret'), 'secret');
    rmSync(join(folder, 'a', 'cpu.pb.gz'));
    symlinkSync(join(parent, 'secret'), join(folder, 'a', 'cpu.pb.gz'));
    symlinkSync(join(folder, 'a'), join(folder, 'linked'));
    expect((await failureOf(library.readFile('a', 'cpu.pb.gz'))).code).toBe('file-not-found');
    expect((await failureOf(library.readFile('linked', 'run.json'))).code).toBe('file-not-found');
    expect((await library.list()).map((run) => run.id)).toEqual(['a']);
  });
});

describe('annotating', () => {
  const words = { label: 'before 二', notes: 'slower since the cache\n二', tags: ['cache', 'v2'] };

  it('changes label, notes and tags and nothing else, not even what this version does not know', async () => {
    const folder = tempFolder();
    const library = openLibrary(folder);
    await library.write(sampleRun('a'), sampleFiles());
    const path = join(folder, 'a', 'run.json');
    const manifest = { ...JSON.parse(readFileSync(path, 'utf8')), later: { kept: true } };
    writeFileSync(path, JSON.stringify(manifest));
    expect(await library.annotate('a', words)).toEqual({ ...sampleRun('a'), ...words });
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ ...manifest, ...words });
    expect(readdirSync(join(folder, 'a')).sort()).toEqual(['cpu.pb.gz', 'run.json']);
  });

  it('keeps the last of several at once', async () => {
    const library = openLibrary(tempFolder());
    await library.write(sampleRun('a'), sampleFiles());
    await Promise.all(['1', '2', '3'].map((notes) => library.annotate('a', { ...words, notes })));
    expect((await library.read('a')).notes).toBe('3');
  });

  it('that fails or crashes at any step leaves the old words or the new, and a whole run', async () => {
    for (const dead of [false, true]) {
      for (let failAt = 1; failAt <= 4; failAt++) {
        const folder = tempFolder();
        await openLibrary(folder).write(sampleRun('a'), sampleFiles());
        const store = new FaultyStore(failAt, 'ENOSPC', dead);
        const failure = await failureOf(openLibrary(folder, store).annotate('a', words));
        expect(failure).toMatchObject({ code: 'disk-full', subject: 'a/run.json' });
        const run = await openLibrary(folder).read('a');
        // The last step is the flush after the rename.
        expect(run.notes, `after a fault at step ${failAt}`).toBe(failAt < 4 ? '' : words.notes);
        // What a crash left is no obstacle to the next try.
        expect((await openLibrary(folder).annotate('a', words)).tags).toEqual(words.tags);
      }
    }
  });

  it('refuses runs that cannot be read, and does not touch them', async () => {
    const folder = tempFolder();
    mkdirSync(join(folder, 'newer'));
    const text = JSON.stringify({ ...sampleRun('newer'), format: 99 });
    writeFileSync(join(folder, 'newer', 'run.json'), text);
    const library = openLibrary(folder);
    expect((await failureOf(library.annotate('newer', words))).code).toBe('run-broken');
    expect((await failureOf(library.annotate('missing', words))).code).toBe('file-not-found');
    expect((await failureOf(library.annotate('../newer', words))).code).toBe('file-not-found');
    expect(readFileSync(join(folder, 'newer', 'run.json'), 'utf8')).toBe(text);
  });
});
