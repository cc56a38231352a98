import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mappingBase } from '../../../engine/symbols/address';
import { type ElfFile, readElf } from '../../../engine/symbols/elf';
import { FlamebenchError } from '../../../proto/errors';

/** A 64-bit ELF file of two segments, a build id and one symbol, in as few bytes as that takes. */
function tinyElf(): Uint8Array {
  const bytes = new Uint8Array(0x400);
  const view = new DataView(bytes.buffer);
  const text = (at: number, value: string) => bytes.set(new TextEncoder().encode(value), at);
  const row64 = (at: number, ...values: bigint[]) => {
    for (const [i, value] of values.entries()) view.setBigUint64(at + i * 8, value, true);
  };
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  view.setUint16(16, 3, true);
  row64(24, 0n, 64n, 0x200n);
  for (const [at, value] of [
    [52, 64],
    [54, 56],
    [56, 2],
    [58, 64],
    [60, 4],
  ] as const)
    view.setUint16(at, value, true);
  // Program headers: code at 0x1000 from offset 0x1000, and the note.
  view.setUint32(64, 1, true);
  view.setUint32(68, 5, true);
  row64(72, 0x1000n, 0x2000n, 0x2000n, 0x800n, 0x800n, 0x1000n);
  view.setUint32(120, 4, true);
  row64(128, 0x100n, 0n, 0n, 24n, 24n);
  // Note: GNU build id.
  view.setUint32(0x100, 4, true);
  view.setUint32(0x104, 4, true);
  view.setUint32(0x108, 3, true);
  text(0x10c, 'GNU');
  bytes.set([0xde, 0xad, 0xbe, 0xef], 0x110);
  // Sections: none, .text, symbols, strings.
  const section = (
    i: number,
    type: number,
    flags: bigint,
    address: bigint,
    offset: bigint,
    size: bigint,
    link: number,
  ) => {
    const at = 0x200 + i * 64;
    view.setUint32(at + 4, type, true);
    row64(at + 8, flags, address, offset, size);
    view.setUint32(at + 40, link, true);
  };
  section(1, 1, 6n, 0x2010n, 0x1010n, 0x100n, 0);
  section(2, 2, 0n, 0n, 0x300n, 48n, 3);
  section(3, 3, 0n, 0n, 0x340n, 8n, 0);
  text(0x341, 'hot');
  view.setUint32(0x318, 1, true);
  bytes[0x318 + 4] = 2;
  view.setUint16(0x318 + 6, 1, true);
  row64(0x318 + 8, 0x2010n, 0x20n);
  return bytes;
}

const reader = (bytes: Uint8Array) => async (offset: number, length: number) =>
  bytes.slice(Math.min(offset, bytes.length), Math.min(offset + length, bytes.length));

describe('an ELF file', () => {
  it('tells how it is loaded, its build id and its symbols', async () => {
    const elf = (await readElf(reader(tinyElf()), 'tiny'))!;
    expect(elf.kind).toBe('movable');
    expect(elf.buildId).toBe('deadbeef');
    expect(elf.textSegment).toMatchObject({ offset: 0x1000n, address: 0x2000n });
    expect(await elf.symbols()).toEqual([{ name: 'hot', address: 0x2010n, size: 0x20n, isCode: true }]);
  });

  it('is none where it does not start like one', async () => {
    expect(await readElf(reader(new Uint8Array(0)), 'x')).toBeNull();
    expect(await readElf(reader(new TextEncoder().encode('#!/bin/sh')), 'x')).toBeNull();
  });

  it('fails in no unknown way, whatever is damaged', async () => {
    const edits = fc.array(fc.tuple(fc.nat(0x3ff), fc.nat(255)), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(edits, fc.nat(0x400), async (changes, length) => {
        const bytes = tinyElf();
        for (const [at, value] of changes) if (at > 3) bytes[at] = value;
        try {
          await (await readElf(reader(bytes.subarray(0, Math.max(4, length))), 'x'))?.symbols();
        } catch (error) {
          if (!(error instanceof FlamebenchError)) throw error;
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('addresses of a process', () => {
  const segment = {
    offset: 0x1000n,
    address: 0x2000n,
    fileSize: 0x800n,
    memorySize: 0x800n,
    isExecutable: true,
  };
  const elf = (kind: ElfFile['kind'], segments = [segment]): ElfFile => ({
    kind,
    segments,
    textSegment: segments[0] ?? null,
    buildId: '',
    symbols: async () => [],
  });
  const mapped = { start: 0x555555556000n, limit: 0x555555557000n, offset: 0x1000n };

  it('become those of a movable file through its segment', () => {
    expect(mappingBase(elf('movable'), mapped, 0x555555556010n)).toEqual({
      base: 0x555555554000n,
      isData: false,
    });
  });

  it('are those of a fixed file', () => {
    const at = { start: 0x2000n, limit: 0x3000n, offset: 0x1000n };
    expect(mappingBase(elf('fixed'), at, 0x2010n)).toEqual({ base: 0n, isData: false });
  });

  it('are left alone where the mapping is everything', () => {
    const all = { start: 0n, limit: 0xffffffffffffffffn, offset: 0n };
    expect(mappingBase(elf('movable'), all, 0x2010n)).toEqual({ base: 0n, isData: false });
  });

  it('outside the mapping have none', () => {
    expect(mappingBase(elf('movable'), mapped, 0x1n)).toBeNull();
  });

  it('are told apart by segment where one page holds two', () => {
    const data = {
      offset: 0x1800n,
      address: 0x3800n,
      fileSize: 0x100n,
      memorySize: 0x100n,
      isExecutable: false,
    };
    const both = elf('movable', [segment, data]);
    expect(mappingBase(both, mapped, 0x555555556010n)).toEqual({ base: 0x555555554000n, isData: false });
    expect(mappingBase(both, mapped, 0x555555556810n)).toEqual({ base: 0x555555553000n, isData: true });
  });
});
