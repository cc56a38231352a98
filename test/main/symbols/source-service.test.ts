import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openElf } from '../../../main/symbols/elf-file';
import { sourcePlaces } from '../../../main/symbols/source-rules';
import { createSourceService, maxSourceBytes } from '../../../main/symbols/source-service';
import { toFailure } from '../../../proto/errors';
import { tempFolder } from '../services/temp-folder';

const paths = (named: string, ...rules: { from: string; to: string }[]) =>
  sourcePlaces(named, rules).map(({ path }) => path);

describe('places of a source', () => {
  it('are where the rule of the longest prefix says, then its own path', () => {
    expect(
      paths('/build/app/x.go', { from: '/build', to: '/src' }, { from: '/build/app', to: '/home/me/app/' }),
    ).toEqual(['/home/me/app/x.go', '/src/app/x.go', '/build/app/x.go']);
  });

  it('are not of a prefix that ends in the middle of a name', () => {
    expect(paths('/builder/x.go', { from: '/build', to: '/src' })).toEqual(['/builder/x.go']);
  });

  it('are the ends of the path below a folder of any path, the longest first', () => {
    expect(paths('a/b/x.go', { from: '', to: '/src' })).toEqual([
      '/src/a/b/x.go',
      '/src/b/x.go',
      '/src/x.go',
    ]);
  });

  it('are understood as addresses of files, and from Windows', () => {
    expect(paths('file:///w/a%20b.js')).toEqual(['/w/a b.js']);
    expect(paths('C:\\w\\a.c', { from: 'C:\\w', to: '/src' })).toEqual(['/src/a.c', 'C:/w/a.c']);
  });

  it('never lead upward', () => {
    expect(paths('/a/../etc/x.go', { from: '/a', to: '/src' })).toEqual([]);
    expect(paths('../x.go', { from: '', to: '/src' })).toEqual(['/src/x.go']);
    expect(paths('a.go')).toEqual([]);
  });
});

describe('sources for the window', () => {
  const service = (allowFolder = async () => true, file: string | null = null) =>
    createSourceService({ file, allowFolder, distFolder: '' });
  const failure = async (promise: Promise<unknown>) =>
    promise.then(
      () => null,
      (thrown) => toFailure(thrown, ''),
    );

  it('are read where the profile says, and below folders of rules', async () => {
    const folder = tempFolder();
    mkdirSync(join(folder, 'pkg'));
    writeFileSync(join(folder, 'pkg/x.go'), 'package x\n');
    const sources = service();
    const own = join(folder, 'pkg/x.go');
    expect(await sources.read(own)).toEqual({ path: own, text: 'package x\n' });
    expect(await sources.read('/elsewhere/pkg/x.go')).toEqual({ path: '', text: '' });
    await sources.setRules([{ from: '/elsewhere', to: folder }]);
    expect(await sources.read('/elsewhere/pkg/x.go')).toEqual({ path: own, text: 'package x\n' });
  });

  it('are programs only, and lie inside the folder, whatever links say', async () => {
    const folder = tempFolder();
    const other = tempFolder();
    writeFileSync(join(folder, 'secret.key'), 'key');
    writeFileSync(join(other, 'out.go'), 'package out\n');
    symlinkSync(join(folder, 'secret.key'), join(folder, 'x.go'));
    symlinkSync(join(other, 'out.go'), join(folder, 'link.go'));
    const sources = service();
    await sources.setRules([{ from: '/p', to: folder }]);
    for (const name of ['/p/secret.key', '/p/x.go', '/p/link.go', '/p', '/etc/hostname']) {
      expect(await sources.read(name)).toEqual({ path: '', text: '' });
    }
  });

  it('are nowhere where no file can have the name', async () => {
    for (const name of ['/a\0.go', `/${'x'.repeat(300)}.go`, 'file:///a%00.go', '/etc/hosts/x.go']) {
      expect(await service().read(name), name).toEqual({ path: '', text: '' });
    }
  });

  it('are refused where they are too long or no text', async () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'long.c'), ' '.repeat(maxSourceBytes + 1));
    writeFileSync(join(folder, 'binary.c'), 'a\0b');
    expect(await failure(service().read(join(folder, 'long.c')))).toMatchObject({ code: 'too-large' });
    expect(await failure(service().read(join(folder, 'binary.c')))).toMatchObject({ code: 'bad-argument' });
  });

  it('ask before a folder is new, and keep what was allowed', async () => {
    const folder = tempFolder();
    const file = join(folder, 'settings/rules.json');
    mkdirSync(join(folder, 'settings'));
    const asked: string[] = [];
    const answers = [false, true];
    const sources = createSourceService({
      file,
      distFolder: '',
      allowFolder: async (to) => {
        asked.push(to);
        return answers.shift()!;
      },
    });
    const rules = [{ from: '', to: folder }];
    expect(await failure(sources.setRules(rules))).toMatchObject({ code: 'permission-denied' });
    expect(await sources.rules()).toEqual([]);
    await sources.setRules(rules);
    await sources.setRules([...rules, { from: '/y', to: folder }]);
    expect(asked).toEqual([folder, folder]);
    expect(await service(undefined, file).rules()).toHaveLength(2);
    expect(await failure(sources.setRules([{ from: '', to: 'relative' }]))).toMatchObject({
      code: 'bad-argument',
    });
  });

  it('of the demo come with it, behind what rules say, and nothing else does', async () => {
    const distFolder = tempFolder();
    const map = join(distFolder, 'demo-service.cjs.map');
    const mapped = {
      version: 3,
      sources: ['../main/demo/x.ts', '../lost.ts'],
      sourcesContent: ['mapped', null],
    };
    writeFileSync(map, JSON.stringify(mapped));
    const sources = createSourceService({ file: null, allowFolder: async () => true, distFolder });
    expect(await sources.read('main/demo/x.ts')).toEqual({ path: map, text: 'mapped' });
    for (const name of ['lost.ts', '/main/demo/x.ts', '../main/demo/x.ts', 'main/demo/y.ts']) {
      expect(await sources.read(name), name).toEqual({ path: '', text: '' });
    }
    const folder = tempFolder();
    writeFileSync(join(folder, 'x.ts'), 'edited');
    await sources.setRules([{ from: 'main/demo', to: folder }]);
    expect(await sources.read('main/demo/x.ts')).toEqual({ path: join(folder, 'x.ts'), text: 'edited' });
  });

  it('are nowhere where the map is damaged', async () => {
    const distFolder = tempFolder();
    writeFileSync(join(distFolder, 'demo-service.cjs.map'), '{"sources": ["a.ts"]');
    const sources = createSourceService({ file: null, allowFolder: async () => true, distFolder });
    expect(await sources.read('a.ts')).toEqual({ path: '', text: '' });
  });

  it('start without rules where those kept are damaged', async () => {
    const file = join(tempFolder(), 'rules.json');
    writeFileSync(file, '[{"from": 1}]');
    expect(await service(undefined, file).rules()).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')('are no pipes, and none is waited for', async () => {
    const folder = tempFolder();
    const pipes = Array.from({ length: 6 }, (_, i) => join(folder, `pipe${i}.go`));
    execFileSync('mkfifo', pipes);
    const sources = service();
    expect(await Promise.all(pipes.map((pipe) => sources.read(pipe)))).toEqual(
      pipes.map(() => ({ path: '', text: '' })),
    );
    const asBinary = await failure(openElf(pipes[0]!));
    expect(asBinary).toMatchObject({ code: 'bad-argument', facts: { reason: 'it is not a plain file' } });
  });
});
