import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createDesk } from '../../../main/window/desk';
import { tempFolder } from '../services/temp-folder';

describe('what is kept of a window', () => {
  const deskIn = () => {
    const at = tempFolder();
    const file = join(at, 'desk.json');
    const desk = createDesk({
      recent: null,
      read: () => Promise.reject(new Error('nothing is read')),
      file,
      setTheme() {},
      setLanguage() {},
    });
    return { desk, file, at };
  };

  it('is nothing at the first start, and then what was saved last', async () => {
    const { desk } = deskIn();
    expect(await desk.load()).toBe('');
    await Promise.all([desk.save('one'), desk.save('two')]);
    expect(await desk.load()).toBe('two');
  });

  it('is put aside whole, each time under a name of its own', async () => {
    const { desk, file, at } = deskIn();
    for (let turn = 1; turn <= 12; turn++) {
      writeFileSync(file, `damaged ${turn}`);
      const path = await desk.setAside();
      expect(readFileSync(path, 'utf8')).toBe(`damaged ${turn}`);
    }
    await desk.save('new');
    expect(readFileSync(`${file}.damaged-1`, 'utf8')).toBe('damaged 1');
    expect(readdirSync(at)).toHaveLength(10);
  });

  it('is not put aside where there is nothing', async () => {
    expect(await deskIn().desk.setAside()).toBe('');
  });

  it('fails in words where it cannot be read, rather than being taken for nothing', async () => {
    const { desk, file } = deskIn();
    mkdirSync(file);
    await expect(desk.load()).rejects.toThrow('bad-argument');
  });
});
