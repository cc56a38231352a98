import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cli } from './capture-cli';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flamebench-cli-'));
  const profile = await readFile(fileURLToPath(new URL('../../fixtures/go-cpu.pb.gz', import.meta.url)));
  await writeFile(join(folder, 'empty.pb.gz'), '');
  await writeFile(join(folder, 'page.pb.gz'), '<!DOCTYPE html><html><body>502 Bad Gateway</body></html>');
  await writeFile(join(folder, 'short.pb.gz'), profile.subarray(0, profile.length / 2));
  await writeFile(join(folder, 'newline\n.pb.gz'), 'nothing');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A port of this machine on which nothing listens. */
async function refusedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe('what goes wrong', () => {
  it.each([
    ['missing.pb.gz', 'does not exist'],
    ['empty.pb.gz', 'empty'],
    ['page.pb.gz', 'an HTML page'],
    ['short.pb.gz', 'middle of its compressed data'],
    ['newline\n.pb.gz', 'not a profile'],
  ])('is told of %j in one sentence, with status 1', async (name, words) => {
    for (const argv of [
      ['top', join(folder, name)],
      ['flame', join(folder, name), join(folder, 'out.svg')],
      ['diff', join(folder, name), join(folder, name)],
    ]) {
      const { status, out, err } = await cli(argv);
      expect({ status, out }).toEqual({ status: 1, out: '' });
      expect(err).toContain(words);
      expect(err).toContain(name.split('\n')[0]);
      expect(err).toMatch(/^[^\n]+\.\n$/);
      expect(err).not.toMatch(/\bat \S+ \(/);
    }
  });

  it('is told of a folder that is no run, and of a file that is none', async () => {
    expect(await cli(['top', folder])).toMatchObject({
      status: 1,
      err: expect.stringContaining('no run.json'),
    });
    const file = join(folder, 'page.pb.gz');
    const { status, err } = await cli(['diff', file]);
    expect(status).toBe(1);
    expect(err).toContain(`${file} cannot be used: it is one file`);
  });

  it('is told of a profile without sample types', async () => {
    const file = join(folder, 'typeless.pb');
    // An empty string table, and a duration: a profile in form.
    await writeFile(file, Uint8Array.of(0x32, 0x00, 0x50, 0x01));
    for (const argv of [
      ['top', file],
      ['convert', file, '-', '--to', 'html'],
      ['diff', file, file],
    ]) {
      expect(await cli(argv)).toMatchObject({
        status: 1,
        err: 'typeless.pb cannot be used: the profile has no sample types; change it and try again.\n',
      });
    }
  });

  it('is told of a folder where a file is meant, and of a folder that is missing', async () => {
    const profile = fileURLToPath(new URL('../../fixtures/go-cpu.pb.gz', import.meta.url));
    for (const argv of [
      ['pprof', '-top', folder],
      ['convert', profile, folder, '--to', 'svg'],
    ]) {
      expect((await cli(argv)).err).toBe(
        `${folder} cannot be used: it is a folder, not a file; change it and try again.\n`,
      );
    }
    const { status, err } = await cli(['convert', profile, join(folder, 'nowhere', 'out.svg')]);
    expect(status).toBe(1);
    expect(err).toContain(`${join(folder, 'nowhere')} does not exist`);
  });

  it('is told of a service that is not there, and nothing is saved', async () => {
    const port = await refusedPort();
    const library = join(folder, 'runs');
    const { status, out, err } = await cli(['record', `127.0.0.1:${port}`, '-o', library]);
    expect({ status, out }).toEqual({ status: 1, out: '' });
    expect(err).toBe(`Nothing answers at 127.0.0.1:${port}: start the service, or check the port.\n`);
    await expect(readFile(library)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('is told of a URL that is none', async () => {
    const { status, err } = await cli(['record', 'ftp://127.0.0.1/']);
    expect(status).toBe(1);
    expect(err).toContain('ftp');
  });
});
