import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { topTable } from '../../../engine/analysis/top';
import { buildTree } from '../../../engine/analysis/tree';
import { readProfile } from '../../../engine/formats/index';
import type { Profile } from '../../../engine/model/profile';
import { subtractAllocations } from '../../../engine/model/subtract';
import { inflateNode } from '../../../main/services/inflate';
import { formatTree, textProfile } from '../../helpers/text-profile';
import { bytesBy, hostileNames, profileOfNames, profileSubject, textBy } from './subjects';

/** The part of speedscope's file-format-schema.json that sampled profiles need, as it was published with 1.25. */
const fileSchema = z.object({
  $schema: z.literal('https://www.speedscope.app/file-format-schema.json'),
  exporter: z.string().optional(),
  name: z.string().optional(),
  activeProfileIndex: z.number().optional(),
  shared: z.object({
    frames: z.array(
      z.object({
        name: z.string(),
        file: z.string().optional(),
        line: z.number().optional(),
        col: z.number().optional(),
      }),
    ),
  }),
  profiles: z.array(
    z.object({
      type: z.literal('sampled'),
      name: z.string(),
      unit: z.enum(['bytes', 'microseconds', 'milliseconds', 'nanoseconds', 'none', 'seconds']),
      startValue: z.number(),
      endValue: z.number(),
      samples: z.array(z.array(z.number())),
      weights: z.array(z.number()),
    }),
  ),
});

async function exported(profile: Profile, sampleIndex = profile.sampleTypes.length - 1) {
  const file = fileSchema.parse(
    JSON.parse(await textBy('speedscope', profileSubject(profile, { sampleIndex }))),
  );
  for (const { samples, weights, startValue, endValue } of file.profiles) {
    expect(weights).toHaveLength(samples.length);
    expect(endValue - startValue).toBeCloseTo(weights.reduce((sum, weight) => sum + weight, 0));
    for (const frame of samples.flat()) expect(file.shared.frames[frame]).toBeDefined();
  }
  return file;
}

const fixture = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../../fixtures/${name}`, import.meta.url)));

describe('a speedscope file', () => {
  it('has a profile per sample type, root first, equal stacks joined', async () => {
    const drawing = `
      main  main  main
      work  work  rest
      3     4     5
      30    40    50`;
    const file = await exported(
      textProfile(drawing, [
        { type: 'samples', unit: 'count' },
        { type: 'cpu', unit: 'nanoseconds' },
      ]),
      0,
    );
    expect(file.activeProfileIndex).toBe(0);
    expect(file.profiles.map(({ name, unit }) => [name, unit])).toEqual([
      ['samples', 'none'],
      ['cpu', 'nanoseconds'],
    ]);
    const { samples, weights } = file.profiles[1]!;
    const named = samples.map((stack) => stack.map((frame) => file.shared.frames[frame]!.name).join(' '));
    expect(named).toEqual(['main rest', 'main work']);
    expect(weights).toEqual([50, 70]);
  });

  it('puts values of units that the format lacks into one it has', async () => {
    const file = await exported(textProfile('main\n3', [{ type: 'space', unit: 'kilobytes' }]));
    expect(file.profiles[0]).toMatchObject({ unit: 'bytes', weights: [3072] });
  });

  it('leaves out what comes to less than nothing, and refuses where that is what is meant', async () => {
    const types = [
      { type: 'alloc_space', unit: 'bytes' },
      { type: 'inuse_space', unit: 'bytes' },
    ];
    const profile = textProfile('main work\n-1 5\n2 3', types);
    expect((await exported(profile, 1)).profiles.map(({ name }) => name)).toEqual(['inuse_space']);
    await expect(textBy('speedscope', profileSubject(profile, { sampleIndex: 0 }))).rejects.toMatchObject({
      failure: { code: 'bad-argument' },
    });
  });

  it('holds a difference of allocations, whose samples are negative but whose stacks are not', async () => {
    const of = (value: number) => textProfile(`main\n${value}`, [{ type: 'alloc_space', unit: 'bytes' }]);
    const file = await exported(subtractAllocations(of(10), of(4)));
    expect(file.profiles[0]!.weights).toEqual([6]);
  });

  it('keeps names as they are', async () => {
    const { shared } = await exported(profileOfNames(hostileNames));
    // A mark that reverses the direction of text is never shown.
    const names = hostileNames.map((name) => name.replace('\u202e', '?'));
    expect(shared.frames.map(({ name }) => name).sort()).toEqual(['main', ...names].sort());
  });

  it.each(['go-cpu.pb.gz', 'go-heap.pb.gz'])('of %s reads back with all sample types', async (name) => {
    const profile = await readProfile(fixture(name), name, inflateNode);
    const back = await readProfile(await bytesBy('speedscope', profileSubject(profile)), name, inflateNode);
    expect(back.sampleTypes).toEqual(profile.sampleTypes);
    profile.sampleTypes.forEach((_, sampleIndex) => {
      const tree = (each: Profile) =>
        formatTree(buildTree([{ profile: each, sampleIndex }], { order: 'name' }));
      expect(tree(back)).toEqual(tree(profile));
      expect(topTable(back, sampleIndex).frames.file).toEqual(expect.arrayContaining(['fixture/main.go']));
    });
  });
});
