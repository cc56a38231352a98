import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ProfileBuilder } from '../../../engine/model/builder';
import { checkValid } from '../../../engine/model/check';
import type { Profile } from '../../../engine/model/profile';
import { parseSymbolizeMode } from '../../../engine/symbols/mode';
import { openElf } from '../../../main/symbols/elf-file';
import { symbolize } from '../../../main/symbols/symbolize';
import { createFindTool, type FindTool } from '../../../main/symbols/tools';
import { compileHot, programFolder } from '../../helpers/native-program';
import { requireTool } from '../../helpers/require-tool';

const gcc = requireTool('g++');
const churn = '_ZN4work5churnImEET_RSt6vectorIS1_SaIS1_EEi';
/** Lines of hot.cc. */
const mixLines = [6, 7, 8];

/** How a program lies in memory: where its pages were put, and how many were mapped. */
interface Layout {
  readonly start: bigint;
  readonly limit: bigint;
  readonly offset: bigint;
}

/** A profile of every address of a function, one sample each. */
async function profileOf(program: string, layout: Layout, base: bigint, buildId: string): Promise<Profile> {
  const opened = await openElf(program);
  const symbol = (await opened!.elf.symbols()).find(({ name }) => name === churn)!;
  const builder = new ProfileBuilder([{ type: 'samples', unit: 'count' }]);
  const mapping = builder.mapping({ filename: program, buildId, ...layout });
  for (let address = symbol.address; address < symbol.address + symbol.size; address++) {
    builder.sample([builder.location({ mapping, address: address + base })], [1]);
  }
  return builder.build();
}

/** What each location says, as 'inner:line < outer:line'. */
function said({ locations, functions, strings }: Profile): string[] {
  return Array.from({ length: locations.length }, (_, location) => {
    const frames: string[] = [];
    for (let i = locations.lineOffsets[location]!; i < locations.lineOffsets[location + 1]!; i++) {
      const name = strings.get(functions.name[locations.lines.function[i]!]!);
      frames.push(`${name}:${locations.lines.line[i]}`);
    }
    return frames.join(' < ');
  });
}

describe.skipIf(gcc.skip)(`names out of binaries${gcc.reason && ` (skipped: ${gcc.reason})`}`, () => {
  const folder = programFolder();
  afterAll(folder.remove);
  const systemTools = createFindTool('');
  const without =
    (...names: string[]): FindTool =>
    async (tool) =>
      names.includes(tool) ? '' : systemTools(tool);
  let pie = '';
  let fixed = '';
  let buildId = '';
  const page = 0x1000n;
  const moved = { start: 0x555555555000n, limit: 0x555555556000n, offset: page };
  const movedBase = moved.start - moved.offset;

  beforeAll(async () => {
    pie = compileHot(folder.path, 'hot-pie', ['-fPIE', '-pie']);
    fixed = compileHot(folder.path, 'hot-fixed', ['-no-pie']);
    buildId = (await openElf(pie))!.elf.buildId;
  });

  const run = async (profile: Profile, mode: string, findTool = systemTools, folders: string[] = []) => {
    const notes: string[] = [];
    const named = await symbolize(profile, parseSymbolizeMode(mode), {
      findTool,
      folders,
      services: [],
      note: (line) => notes.push(line),
    });
    checkValid(named, 'named');
    return { named, notes };
  };

  it('reads the build id', () => {
    expect(buildId).toMatch(/^[0-9a-f]{40}$/);
  });

  const symbolisers = ['llvm-symbolizer', 'addr2line'] as const;
  for (const tool of symbolisers) {
    const check = requireTool(tool);
    it.skipIf(check.skip)(
      `asks ${tool} for frames, inlined ones too${check.reason && ` (skipped: ${check.reason})`}`,
      async () => {
        const findTool = without(...symbolisers.filter((other) => other !== tool));
        const { named, notes } = await run(
          await profileOf(pie, moved, movedBase, buildId),
          'local',
          findTool,
        );
        expect(notes).toEqual([]);
        const places = said(named);
        // 'work::mix' is inlined; one symboliser gives its short name, the other that of the linker.
        const inlined = places.filter((place) => /^(?:work::)?mix:\d+ < work::churn:15$/.test(place));
        expect(new Set(inlined.map((place) => Number(/:(\d+) </.exec(place)![1])))).toEqual(
          new Set(mixLines),
        );
        expect(places.every((place) => /work::churn:1\d$|work::churn:2\d$/.test(place))).toBe(true);
        expect(named.mappings.has[0]).toBe(15);
      },
    );
  }

  it('finds the same in a program that is not moved', async () => {
    const elf = (await openElf(fixed))!.elf;
    const text = elf.textSegment!;
    const layout = { start: text.address, limit: text.address + page, offset: text.offset };
    const { named } = await run(await profileOf(fixed, layout, 0n, elf.buildId), 'local');
    const { named: other } = await run(await profileOf(pie, moved, movedBase, buildId), 'local');
    expect(said(named).every((place) => place.includes('work::churn:'))).toBe(true);
    expect(new Set(said(named))).toEqual(new Set(said(other)));
  });

  it('needs no tool for names alone', async () => {
    const { named } = await run(await profileOf(pie, moved, movedBase, buildId), 'fastlocal');
    expect(new Set(said(named))).toEqual(new Set(['work::churn:0']));
    const bare = await run(await profileOf(pie, moved, movedBase, ''), 'local', async () => '');
    expect(new Set(said(bare.named))).toEqual(new Set(['work::churn:0']));
  });

  it('shows as much of C++ names as is asked for', async () => {
    const profile = await profileOf(pie, moved, movedBase, buildId);
    const whole =
      'unsigned long work::churn<unsigned long>(std::vector<unsigned long, std::allocator<unsigned long> >&, int)';
    expect(said((await run(profile, 'fastlocal:demangle=full')).named)[0]).toBe(`${whole}:0`);
    expect(said((await run(profile, 'fastlocal:demangle=templates')).named)[0]).toBe(
      'work::churn<unsigned long>:0',
    );
    expect(said((await run(profile, 'fastlocal:demangle=none')).named)[0]).toBe(`${churn}:0`);
  });

  it('does not take the names of another build', async () => {
    const { named, notes } = await run(await profileOf(pie, moved, movedBase, 'beef'.repeat(10)), 'local');
    expect(new Set(said(named))).toEqual(new Set(['']));
    expect(notes.join('\n')).toContain(`its build id is ${buildId}, not beefbeef`);
  });

  it('finds binaries below PPROF_BINARY_PATH by their build id', async () => {
    const store = join(folder.path, 'store');
    mkdirSync(join(store, buildId), { recursive: true });
    copyFileSync(pie, join(store, buildId, 'whatever'));
    const profile = await profileOf(pie, moved, movedBase, buildId);
    const missing: Profile = {
      ...profile,
      strings: {
        length: profile.strings.length,
        get: (i) => profile.strings.get(i).replace(pie, '/nowhere/hot-pie'),
        utf8: (i) => profile.strings.utf8(i),
      },
    };
    const lost = await run(missing, 'local');
    expect(new Set(said(lost.named))).toEqual(new Set(['']));
    expect(lost.notes.at(-1)).toContain('PPROF_BINARY_PATH');
    const found = await run(missing, 'local', systemTools, [store]);
    expect(said(found.named).every((place) => place.includes('work::churn:'))).toBe(true);
  });

  it('leaves names alone that the profile has', async () => {
    const profile = await profileOf(pie, moved, movedBase, buildId);
    const { named } = await run(profile, 'fastlocal');
    expect(said((await run(named, 'local')).named)).toEqual(said(named));
    expect(said((await run(named, 'local:force')).named)).not.toEqual(said(named));
  });
});
