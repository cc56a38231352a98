import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formats } from '../../engine/formats';
import { FlamebenchError } from '../../proto/errors';
import { fixtureBytes, readBytes } from '../helpers/fixture';
import { textProfile } from '../helpers/text-profile';
import { type Input, makeInput, maxInputBytes } from './input';
import { judge } from './judge';
import { allSeeds } from './seeds';

// A small share of `npm run fuzz`, and what that has found before.

const seeds = allSeeds(fixtureBytes);
const seed = 3;
const inputs = 1500;

describe('the fuzzer', () => {
  it('starts from files that are read, and has some of every format', async () => {
    for (const { format, files, isPacked } of seeds) {
      const { recognise } = formats.find(({ id }) => id === format)!;
      for (const bytes of files) {
        expect((await readBytes(bytes)).samples.length).toBeGreaterThan(0);
        if (isPacked !== true) expect([format, recognise(bytes)]).toEqual([format, 'yes']);
      }
    }
    expect(new Set(seeds.map(({ format }) => format))).toEqual(new Set(formats.map(({ id }) => id)));
  });

  it('makes the same input of the same number, and another of another', () => {
    for (let index = 0; index < 2 * seeds.length; index++) {
      const input = makeInput(seeds, seed, index);
      expect(makeInput(seeds, seed, index)).toEqual(input);
      expect(makeInput(seeds, seed, index + seeds.length)).not.toEqual(input);
      expect(input.bytes.length).toBeLessThanOrEqual(maxInputBytes);
    }
  });

  it('tells what must never happen from what may', async () => {
    const input: Input = { format: 'folded', bytes: new Uint8Array(3), way: 'direct' };
    const defectOf = async (read: () => ReturnType<typeof textProfile>) =>
      (await judge(input, async () => read())).defect;
    const failing = (code: 'malformed-profile' | 'internal', subject: string, reason: string) => () => {
      throw new FlamebenchError(code, subject, { reason });
    };
    const profile = textProfile('main\n5');
    expect(await defectOf(() => profile)).toBe('');
    expect(await defectOf(failing('malformed-profile', 'fuzz.profile', 'line 1: \u0007\u202e'))).toBe('');
    expect(await defectOf(failing('malformed-profile', '', 'line 1'))).toMatch(/of ''/);
    expect(await defectOf(failing('internal', 'fuzz.profile', 'oh'))).toMatch(/internal/);
    expect(
      await defectOf(() => {
        throw new TypeError('x is undefined');
      }),
    ).toMatch(/threw TypeError/);
    const outside = { ...profile.samples, stacks: Int32Array.of(7) };
    expect(await defectOf(() => ({ ...profile, samples: outside }))).toMatch(/invalid profile/);
    expect(await defectOf(() => ({ ...profile, period: 1n << 64n }))).toMatch(/another period/);
  });
});

describe('every reader', () => {
  it(`reads or refuses ${inputs} damaged files`, async () => {
    const found: string[] = [];
    for (let index = 0; index < inputs; index++) {
      const input = makeInput(seeds, seed, index);
      const { defect } = await judge(input);
      if (defect !== '') found.push(`${input.format}, --seed ${seed} --first ${index}: ${defect}`);
    }
    expect(found).toEqual([]);
  });

  it.each(readdirSync(new URL('cases', import.meta.url)))('found before: %s', async (file) => {
    const format = formats.find(({ id }) => file.startsWith(`${id}-`))!.id;
    const way = file.slice(format.length + 1).startsWith('direct-') ? 'direct' : 'recognised';
    const bytes = new Uint8Array(readFileSync(new URL(`cases/${file}`, import.meta.url)));
    expect((await judge({ format, bytes, way })).defect).toBe('');
  });
});
