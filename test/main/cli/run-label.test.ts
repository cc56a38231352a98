import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { labelIn } from '../../../main/cli/run-label';
import { openLibrary } from '../../../main/services/library';
import { sampleFiles, sampleRun } from '../services/sample-run';
import { tempFolder } from '../services/temp-folder';

it('a second run of one service is called otherwise than the first', async () => {
  const library = openLibrary(join(tempFolder(), 'library'));
  const run = sampleRun('a');
  expect(await labelIn(library, run.label)).toBe(run.label);
  await library.write(run, sampleFiles('first'));
  expect(await labelIn(library, run.label)).toBe(`${run.label} #2`);
  expect(await labelIn(library, 'another')).toBe('another');
});

it('where no library can be, a run has its plain name', async () => {
  const file = join(tempFolder(), 'file');
  writeFileSync(file, '');
  expect(await labelIn(openLibrary(file), 'plain')).toBe('plain');
});
