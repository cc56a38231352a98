import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { untar } from '../../build/untar.mjs';

interface Entry {
  readonly name: string;
  readonly type?: string;
  readonly mode?: number;
  readonly link?: string;
  readonly body?: string;
}

/** One header block and its padded contents, as POSIX describes ustar. */
function tarEntry({ name, type = '0', mode = 0o644, link = '', body = '' }: Entry): Buffer {
  const bytes = Buffer.from(body);
  const header = Buffer.alloc(512);
  header.write(name, 0, 100);
  header.write(`${mode.toString(8).padStart(7, '0')}\0`, 100);
  header.write(`${bytes.length.toString(8).padStart(11, '0')}\0`, 124);
  header.write('        ', 148);
  header.write(type, 156);
  header.write(link, 157, 100);
  header.write('ustar\0' + '00', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return Buffer.concat([header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]);
}

const tar = (entries: readonly Entry[]) => Buffer.concat([...entries.map(tarEntry), Buffer.alloc(1024)]);

/** The archive in pieces of the given size, as a stream would bring it. */
async function* inPieces(archive: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < archive.length; at += size) yield archive.subarray(at, at + size);
}

describe('untar', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'flamebench-untar-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('writes files with their contents and modes, whatever the pieces of the stream', async () => {
    const archive = tar([
      { name: './', type: '5' },
      { name: './bin/run', mode: 0o755, body: 'x'.repeat(1300) },
      { name: 'empty' },
      { name: 'bin/link', type: '2', link: 'run' },
    ]);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 3000 }), async (size) => {
        const target = mkdtempSync(join(folder, 'case-'));
        await untar(inPieces(archive, size), target);
        expect(readFileSync(join(target, 'bin/run'), 'utf8')).toBe('x'.repeat(1300));
        expect(statSync(join(target, 'bin/run')).mode & 0o777).toBe(0o755);
        expect(statSync(join(target, 'empty')).size).toBe(0);
        expect(readlinkSync(join(target, 'bin/link'))).toBe('run');
      }),
      { numRuns: 12 },
    );
  });

  it('takes long names from pax and GNU entries', async () => {
    const long = `${'deep/'.repeat(30)}file`;
    const record = ` path=pax/${long}\n`;
    const length = record.length + String(record.length + 3).length;
    const archive = tar([
      { name: 'PaxHeader', type: 'x', body: `${length}${record}` },
      { name: 'short', body: 'pax' },
      { name: '././@LongLink', type: 'L', body: `gnu/${long}\0` },
      { name: 'short', body: 'gnu' },
    ]);
    await untar(inPieces(archive, 100), folder);
    expect(readFileSync(join(folder, 'pax', long), 'utf8')).toBe('pax');
    expect(readFileSync(join(folder, 'gnu', long), 'utf8')).toBe('gnu');
  });

  it('writes only what is wanted', async () => {
    const archive = tar([
      { name: './a', body: 'a' },
      { name: './b', body: 'b' },
    ]);
    await untar(inPieces(archive, 700), folder, (name: string) => name === 'b');
    expect(readdirSync(folder)).toEqual(['b']);
  });

  it.each([
    ['a name with dots', [{ name: '../evil', body: 'x' }]],
    ['an absolute name', [{ name: '/tmp/evil', body: 'x' }]],
    ['a link that leaves the folder', [{ name: 'link', type: '2', link: '../../etc' }]],
  ])('refuses %s', async (_what, entries) => {
    await expect(untar(inPieces(tar(entries), 512), folder)).rejects.toThrow('outside');
  });

  it('refuses a damaged and a shortened archive', async () => {
    const archive = tar([{ name: 'a', body: 'x'.repeat(2000) }]);
    const damaged = Buffer.from(archive);
    damaged[3] = 0x7a;
    await expect(untar(inPieces(damaged, 512), folder)).rejects.toThrow('checksum');
    await expect(untar(inPieces(archive.subarray(0, 1500), 512), folder)).rejects.toThrow('ends early');
  });
});
