import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readProfile } from '../../../engine/formats';
import { inflateNode } from '../../../main/services/inflate';

// google/pprof's own test profiles, where the machine has them: PPROF_SUITE names their folder.
const suite = process.env.PPROF_SUITE ?? '';
const files = existsSync(suite) ? readdirSync(suite).filter((f) => f.endsWith('.pb.gz')) : [];
const reason = files.length > 0 ? '' : ' (skipped: PPROF_SUITE names no folder of *.pb.gz files)';

describe.skipIf(files.length === 0)(`pprof's own profiles${reason}`, () => {
  it.each(files)('%s decodes', async (file) => {
    const path = join(suite, file);
    const profile = await readProfile(readFileSync(path), file, inflateNode);
    expect(profile.samples.length).toBeGreaterThan(0);
  });
});
