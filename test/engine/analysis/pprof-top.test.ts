import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { topOfTree, topTable } from '../../../engine/analysis/top';
import { buildTree } from '../../../engine/analysis/tree';
import { atOnce } from '../../../engine/work/work';
import { requireTool } from '../../helpers/require-tool';
import { goToolTop, ourTable, readPprof, tableOf } from './pprof-top';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const fixture = (name: string) => join(root, 'test/fixtures', `${name}.pb.gz`);

describe('the top table is, character for character, what go tool pprof -top printed for', () => {
  const folder = join(root, 'test/golden/top');
  test.each(readdirSync(folder))('%s', (file) => {
    const [name, type] = file.split('.') as [string, string];
    const profile = readPprof(fixture(name));
    const sampleIndex = profile.sampleTypes.findIndex((t) => t.type === type);
    expect(ourTable(profile, sampleIndex)).toEqual(tableOf(readFileSync(join(folder, file), 'utf8')));
  });
});

/** google/pprof's own test profiles, where the environment says they are. */
const suite = process.env.PPROF_SUITE;
const suiteFiles = suite === undefined ? [] : readdirSync(suite).filter((file) => file.endsWith('.pb.gz'));

describe.skipIf(requireTool('go').skip)('the installed go tool pprof agrees on', () => {
  const files = [fixture('go-cpu'), fixture('go-heap'), ...suiteFiles.map((file) => join(suite!, file))];
  test.each(files.map((path) => [path.split('/').pop()!, path]))(
    '%s',
    (_, path) => {
      const profile = readPprof(path);
      for (let i = 0; i < profile.sampleTypes.length; i++) {
        expect(ourTable(profile, i)).toEqual(goToolTop(path, i));
      }
    },
    60_000,
  );
});

test.each(['go-cpu', 'go-heap'])('the table of the tree of %s is that of its samples', (name) => {
  const profile = readPprof(fixture(name));
  for (let sampleIndex = 0; sampleIndex < profile.sampleTypes.length; sampleIndex++) {
    const direct = topTable(profile, sampleIndex);
    const throughTree = atOnce(topOfTree(buildTree([{ profile, sampleIndex }]), 0));
    const rows = ({ length, frames, frame, flat, cum, total }: typeof direct) => ({
      total,
      rows: Array.from({ length }, (_, i) => [frames.name[frame[i]!], flat[i], cum[i]]),
    });
    expect(rows(throughTree)).toEqual(rows(direct));
  }
});
