import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readProfile } from '../../../engine/formats';
import { decodePprof } from '../../../engine/formats/pprof/decode';
import { encodePprof } from '../../../engine/formats/pprof/encode';
import { checkValid } from '../../../engine/model/check';
import { profileString } from '../../../engine/text/profile-string';
import { inflateNode } from '../../../main/services/inflate';

// The profiles that google/pprof's own parser is tested with, each beside what it must say.
const folder = join(process.env.PPROF_SUITE ?? '', 'legacy');
const files =
  process.env.PPROF_SUITE !== undefined && existsSync(folder)
    ? readdirSync(folder).filter((file) => existsSync(join(folder, `${file}.string`)))
    : [];

describe.skipIf(files.length === 0)(
  `pprof's legacy profiles${files.length === 0 ? ' (PPROF_SUITE names no folder that has them)' : ''}`,
  () => {
    it.each(files)('%s says what it must, also when written as pprof', async (file) => {
      const expected = readFileSync(join(folder, `${file}.string`), 'utf8');
      const bytes = new Uint8Array(readFileSync(join(folder, file)));
      const profile = await readProfile(bytes, file, inflateNode);
      checkValid(profile, file);
      expect(profileString(profile)).toBe(expected);
      expect(profileString(decodePprof(encodePprof(profile), file))).toBe(expected);
    });
  },
);
