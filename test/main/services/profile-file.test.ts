import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { readProfile } from '../../../engine/formats/index';
import { inflateNode } from '../../../main/services/inflate';
import { readProfileFile } from '../../../main/services/profile-file';
import { failureOf } from './failures';
import { tempFolder } from './temp-folder';

const recorded = join(__dirname, '../../fixtures/perf-script/default.txt');
const path = process.env.PATH ?? '';
afterEach(() => {
  process.env.PATH = path;
});

/** A folder with a perf.data and, in front of PATH, a program called perf that runs `script`. */
function withPerf(script: string | null): string {
  const folder = tempFolder();
  writeFileSync(join(folder, 'perf.data'), `PERFILE2${'\0'.repeat(96)}`);
  if (script !== null) {
    writeFileSync(join(folder, 'perf'), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, 'perf'), 0o755);
  }
  process.env.PATH = script === null ? folder : `${folder}:${path}`;
  return join(folder, 'perf.data');
}

describe('a profile file', () => {
  it('comes as it is', async () => {
    const file = join(tempFolder(), 'x.folded');
    writeFileSync(file, 'a;b 1\n');
    expect(Buffer.from(await readProfileFile(file, 'x.folded')).toString()).toBe('a;b 1\n');
  });

  it('that is missing is called by its name', async () => {
    expect(await failureOf(readProfileFile(join(tempFolder(), 'gone'), 'gone'))).toEqual({
      code: 'file-not-found',
      subject: 'gone',
      facts: {},
    });
  });
});

describe('perf.data', () => {
  it('goes through perf script', async () => {
    const file = withPerf(`[ "$1 $2 $3" = 'script -f -i' ] && exec cat '${recorded}'`);
    const bytes = await readProfileFile(file, 'perf.data');
    expect(Buffer.from(bytes)).toEqual(readFileSync(recorded));
    const profile = await readProfile(bytes, 'perf.data', inflateNode);
    expect(profile.samples.length).toBeGreaterThan(0);
  });

  it('without perf is named for what it is', async () => {
    const bytes = await readProfileFile(withPerf(null), 'perf.data');
    const failure = await failureOf(readProfile(bytes, 'perf.data', inflateNode));
    expect(failure.code).toBe('not-a-profile');
    expect(failure.facts.looksLike).toContain('perf script');
  });

  it('that perf refuses fails with the words of perf', async () => {
    const file = withPerf('echo "incompatible file format" >&2; exit 1');
    expect(await failureOf(readProfileFile(file, 'perf.data'))).toEqual({
      code: 'io-failed',
      subject: 'perf.data',
      facts: { reason: 'perf script says: incompatible file format' },
    });
  });
});
