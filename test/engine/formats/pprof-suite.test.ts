import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readProfile } from '../../../engine/formats';
import { decodePprof } from '../../../engine/formats/pprof/decode';
import { encodePprof } from '../../../engine/formats/pprof/encode';
import { checkValid } from '../../../engine/model/check';
import type { Profile } from '../../../engine/model/profile';
import { inflateNode } from '../../../main/services/inflate';
import { describeProfile } from '../../helpers/pprof-oracle';
import { requireTool } from '../../helpers/require-tool';

const fixtures = fileURLToPath(new URL('../../fixtures', import.meta.url));
// google/pprof's own test profiles, where the machine has them: PPROF_SUITE names their folder.
const suite = process.env.PPROF_SUITE ?? '';
const folders = existsSync(suite) ? [fixtures, suite] : [fixtures];
const note = folders.length === 2 ? '' : " (PPROF_SUITE names no folder: without pprof's own)";
const files = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.pb.gz'))
    .map((file): [string, string] => [file, join(folder, file)]),
);
const go = requireTool('go');

const read = async (path: string) => readProfile(new Uint8Array(readFileSync(path)), path, inflateNode);

describe(`real profiles${note}`, () => {
  it.each(files)('%s is valid and loses nothing when written', async (_, path) => {
    const profile = await read(path);
    checkValid(profile, path);
    expect(profile.samples.length).toBeGreaterThan(0);
    const written = encodePprof(profile);
    const again = decodePprof(written, path);
    expect(describeProfile(again)).toEqual(describeProfile(profile));
    expect(encodePprof(again)).toEqual(written);
  });

  it.skipIf(go.skip).each(files)(
    `%s has the samples that go tool pprof sees${go.skip ? ` (${go.reason})` : ''}`,
    async (_, path) => {
      const raw = spawnSync('go', ['tool', 'pprof', '-raw', path], { encoding: 'utf8', timeout: 60_000 });
      expect(raw.status, raw.stderr).toBe(0);
      expect(rawSamples(raw.stdout)).toEqual(samplesAsRaw(await read(path)));
    },
    90_000,
  );
});

/** The sample lines of a `-raw` report: values, then the ids of locations. */
function rawSamples(report: string): string[] {
  const body = report.slice(report.indexOf('Samples:\n'), report.indexOf('\nLocations\n'));
  return body
    .split('\n')
    .filter((line) => /^\s*-?\d+[\s\d-]*:/.test(line))
    .map((line) => line.trim().replace(/\s+/g, ' '));
}

function samplesAsRaw({ samples, locations }: Profile): string[] {
  return Array.from({ length: samples.length }, (_, row) => {
    const stack = samples.stacks.subarray(samples.stackOffsets[row], samples.stackOffsets[row + 1]);
    const ids = Array.from(stack, (location) => locations.id[location]);
    return `${samples.values.map((column) => column[row]).join(' ')}: ${ids.join(' ')}`.trim();
  });
}
