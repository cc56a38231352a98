import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { FlamebenchError } from '../../proto/errors';
import { fileError } from './file-error';

/** Larger files are refused before they are read: memory could not hold what is in them anyway. */
const maxFileBytes = 1024 * 1024 * 1024;
const perfDeadlineMs = 120_000;
/** What perf.data begins with, in either byte order. */
const perfMagics = ['PERFILE2', '2ELIFREP'];

/**
 * The bytes of a profile's file as readers take them: as they are, but of perf.data what `perf script` makes
 * of it. Where perf is not installed perf.data comes back untouched, and its reader says what it is.
 *
 * @param name what failures call the file
 * @throws FlamebenchError file-not-found, permission-denied, too-large, io-failed (also when perf refuses)
 */
export async function readProfileFile(path: string, name: string): Promise<Uint8Array> {
  let bytes: Buffer;
  try {
    const { size } = await stat(path);
    if (size > maxFileBytes) throw new FlamebenchError('too-large', name, { limitBytes: maxFileBytes });
    bytes = await readFile(path);
  } catch (thrown) {
    throw fileError(thrown, name);
  }
  if (!perfMagics.includes(bytes.toString('latin1', 0, 8))) return new Uint8Array(bytes);
  return (await perfScript(path, name)) ?? new Uint8Array(bytes);
}

/** The text of `perf script`, or null where there is no perf. */
function perfScript(path: string, name: string): Promise<Uint8Array | null> {
  return new Promise((resolve, reject) => {
    const options = { encoding: 'buffer' as const, maxBuffer: maxFileBytes, timeout: perfDeadlineMs };
    // -f: perf refuses files of other owners, which is no protection against what is in them.
    execFile('perf', ['script', '-f', '-i', path], options, (error, stdout, stderr) => {
      if (error === null) resolve(new Uint8Array(stdout));
      else if (error.code === 'ENOENT') resolve(null);
      else {
        const said = stderr.toString('utf8').trim().split('\n').at(-1)?.slice(0, 300) || error.message;
        reject(new FlamebenchError('io-failed', name, { reason: `perf script says: ${said}` }));
      }
    });
  });
}
