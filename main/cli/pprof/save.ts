import { mkdir, open } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { encodePprof } from '../../../engine/formats/pprof/encode';
import type { Profile } from '../../../engine/model/profile';
import { basePath } from '../../../engine/pprof/paths';
import { fileError } from '../../services/file-error';

const compress = promisify(gzip);

/** A profile as the file that pprof writes: compressed. */
export async function profileFile(profile: Profile): Promise<Uint8Array> {
  return compress(encodePprof(profile));
}

const maxNumber = 9999;

/**
 * Writes a new file `${prefix}001${suffix}`, or with the first number that is free.
 * @returns its path
 * @throws FlamebenchError file errors
 */
export async function writeNumbered(
  folder: string,
  prefix: string,
  suffix: string,
  bytes: Uint8Array,
): Promise<string> {
  for (let number = 1; ; number++) {
    const path = join(folder, `${prefix}${String(number).padStart(3, '0')}${suffix}`);
    try {
      const file = await open(path, 'wx');
      await file.writeFile(bytes).finally(() => file.close());
      return path;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || number === maxNumber)
        throw fileError(error, path);
    }
  }
}

/**
 * Keeps a profile that came from a service where pprof keeps it: `$PPROF_TMPDIR`, else `$HOME/pprof`, else the
 * folder for temporary files, as `pprof.<program>.<sample types>.001.pb.gz`.
 * @returns the file's path
 */
export async function keepProfile(
  profile: Profile,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const { mappings, strings, sampleTypes } = profile;
  const program = mappings.length > 0 ? strings.get(mappings.filename[0]!) : '';
  // Names come from the service: a path in one must not lead elsewhere.
  const parts = [...(program === '' ? [] : [basePath(program)]), ...sampleTypes.map(({ type }) => type)];
  const prefix = `pprof.${parts.map((part) => `${part.replace(/[^\w.-]/g, '_')}.`).join('')}`;
  const bytes = await profileFile(profile);
  const home = env.HOME ?? homedir();
  const folders = [env.PPROF_TMPDIR ?? '', home === '' ? '' : join(home, 'pprof'), tmpdir()];
  for (const folder of folders.filter((each) => each !== '').slice(0, -1)) {
    try {
      await mkdir(folder, { recursive: true });
      return await writeNumbered(folder, prefix, '.pb.gz', bytes);
    } catch {
      // The next folder may be writable.
    }
  }
  return writeNumbered(tmpdir(), prefix, '.pb.gz', bytes);
}
