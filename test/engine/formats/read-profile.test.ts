import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { maxInflatedBytes, readProfile } from '../../../engine/formats';
import { encodePprof } from '../../../engine/formats/pprof/encode';
import { inflateNode } from '../../../main/services/inflate';
import { type Failure, FlamebenchError } from '../../../proto/errors';
import { inflateStream } from '../../../renderer/engine/inflate';
import { textProfile } from '../../helpers/text-profile';

const fixture = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../../fixtures/${name}`, import.meta.url)));
const utf8 = (text: string) => new TextEncoder().encode(text);
const small = encodePprof(textProfile('main\nwork'));

async function failureOf(bytes: Uint8Array, inflate = inflateNode): Promise<Failure | null> {
  try {
    await readProfile(bytes, 'it', inflate);
    return null;
  } catch (thrown) {
    if (thrown instanceof FlamebenchError) return thrown.failure;
    throw thrown;
  }
}

describe.each([
  ["Node's inflate", inflateNode],
  ["the window's inflate", inflateStream],
])('with %s, readProfile', (_, inflate) => {
  it.each(['go-cpu.pb.gz', 'go-heap.pb.gz'])('reads %s', async (name) => {
    const profile = await readProfile(fixture(name), name, inflate);
    expect(profile.samples.length).toBeGreaterThan(0);
  });

  it('reads profiles that are not compressed, compressed once, and twice', async () => {
    for (const bytes of [small, gzipSync(small), gzipSync(gzipSync(small))]) {
      const profile = await readProfile(new Uint8Array(bytes), 'it', inflate);
      expect(profile.samples.length).toBe(1);
    }
  });

  it('reads all members of a gzip file', async () => {
    const half = small.length >> 1;
    const members = Buffer.concat([gzipSync(small.subarray(0, half)), gzipSync(small.subarray(half))]);
    const profile = await readProfile(new Uint8Array(members), 'it', inflate);
    expect(profile.strings.length).toBeGreaterThan(3);
    expect(profile.samples.length).toBe(1);
  });

  it('names a truncated gzip file', async () => {
    const whole = fixture('go-cpu.pb.gz');
    expect(await failureOf(whole.subarray(0, whole.length >> 1), inflate)).toEqual({
      code: 'gzip-truncated',
      subject: 'it',
      facts: {},
    });
  });

  it('names a corrupt gzip file', async () => {
    const bytes = fixture('go-cpu.pb.gz');
    bytes[bytes.length - 6]! ^= 0xff; // within the checksum
    expect((await failureOf(bytes, inflate))?.code).toBe('gzip-corrupt');
    const tail = Buffer.concat([fixture('go-cpu.pb.gz'), utf8('tail')]);
    expect((await failureOf(new Uint8Array(tail), inflate))?.code).toBe('gzip-corrupt');
  });

  it('stops a gzip bomb at the cap', async () => {
    const bomb = new Uint8Array(gzipSync(new Uint8Array(4 << 20)));
    const cap = 1 << 20;
    const capped: typeof inflate = (gzip, maxBytes) => inflate(gzip, Math.min(maxBytes, cap));
    expect(await failureOf(bomb, capped)).toEqual({
      code: 'too-large',
      subject: 'it',
      facts: { limitBytes: cap },
    });
  });

  it('takes output of exactly the cap', async () => {
    const bytes = await inflate(new Uint8Array(gzipSync(small)), small.length);
    expect(bytes).toEqual(small);
    await expect(inflate(new Uint8Array(gzipSync(small)), small.length - 1)).rejects.toThrow('too-large');
  });

  it('names an empty file, also where the emptiness is compressed', async () => {
    expect((await failureOf(new Uint8Array(0), inflate))?.code).toBe('empty-file');
    expect((await failureOf(new Uint8Array(gzipSync('')), inflate))?.code).toBe('empty-file');
  });
});

it('asks for no more than its cap', async () => {
  let asked = 0;
  await readProfile(new Uint8Array(gzipSync(small)), 'it', (gzip, maxBytes) => {
    asked = maxBytes;
    return inflateNode(gzip, maxBytes);
  });
  expect(asked).toBe(maxInflatedBytes);
});

it.each([
  ['an HTML page', utf8('<!DOCTYPE html><html><body>502 Bad Gateway</body></html>')],
  ['an HTML page', utf8('\n\n  <html lang="en">')],
  ['XML', utf8('<?xml version="1.0"?><svg/>')],
  ['JSON', utf8('{"error": "not found"}')],
  ['JSON', utf8('\n[{"a": 1}]')],
  ['text', utf8('the heap profile is in the other file')],
  ['text', utf8('\n\tprofile unavailable')],
  ['text', utf8('größer')],
  ['text', utf8('2')],
  ['blank space', utf8(' \n\n')],
  ['a Linux program', Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0])],
  ['a zip archive', Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0, 0, 0])],
  ['a PNG picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10])],
  ['perf.data, which perf script turns into text that is read', utf8('PERFILE2h\0\0\0\0\0\0\0')],
  ['a Go execution trace', utf8('go 1.22 trace\0\0\0')],
  ['binary data', Uint8Array.from([0, 1, 2, 3, 4, 5])],
])('tells %s from a profile', async (looksLike, bytes) => {
  expect(await failureOf(bytes)).toEqual({ code: 'not-a-profile', subject: 'it', facts: { looksLike } });
});

it('tells a broken profile from a foreign file', async () => {
  const failure = await failureOf(small.subarray(0, small.length - 1));
  expect(failure?.code).toBe('malformed-profile');
});
