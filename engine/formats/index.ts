import { FlamebenchError } from '../../proto/errors';
import type { Profile } from '../model/profile';
import { atOnce, type Work } from '../work/work';
import { contentionFormat } from './contention/format';
import { foldedFormat } from './folded/format';
import { goTextFormat } from './go-text/format';
import { goroutineDumpFormat } from './goroutine-dump/format';
import { gperftoolsCpuFormat } from './gperftools-cpu/format';
import { heapTextFormat } from './heap-text/format';
import { javaFormat } from './java/format';
import { looksLike } from './looks-like';
import { perfScriptFormat } from './perf-script/format';
import { pprofFormat } from './pprof/format';
import { pprofRawFormat } from './pprof-raw/format';
import { speedscopeFormat } from './speedscope/format';
import { threadzFormat } from './threadz/format';
import type { Format, Inflate } from './types';
import { cpuProfileFormat, heapProfileFormat } from './v8/format';
import { isZstd, unzstd } from './zstd';

/** Every format there is, asked in this order. */
export const formats: readonly Format[] = [
  pprofFormat,
  gperftoolsCpuFormat,
  heapTextFormat,
  goTextFormat,
  contentionFormat,
  threadzFormat,
  javaFormat,
  pprofRawFormat,
  goroutineDumpFormat,
  speedscopeFormat,
  cpuProfileFormat,
  heapProfileFormat,
  perfScriptFormat,
  // The least marked of all: what is left of text whose lines end in counts.
  foldedFormat,
];

/**
 * The most bytes a compressed profile may inflate to. A profile of a million samples takes about 64 MB; one
 * sixteen times that is still opened, and a bomb is stopped before it fills the machine's memory. There is
 * no bound on the ratio: profiles of equal stacks honestly compress a thousandfold.
 */
export const maxInflatedBytes = 2 ** 30;

/** Gzip within gzip happens (a compressed file served compressed); more layers than this do not. */
const maxLayers = 2;

/**
 * Reads a profile of any known format, compressed or not.
 *
 * @param name what the file is called in failures.
 * @param run drives the decoding; where none is given it is done without a stop.
 * @throws FlamebenchError 'empty-file', 'gzip-truncated', 'gzip-corrupt', 'too-large', 'not-a-profile',
 *   'malformed-profile'
 */
export async function readProfile(
  bytes: Uint8Array,
  name: string,
  inflate: Inflate,
  run: (work: Work<Profile>) => Profile | Promise<Profile> = atOnce,
): Promise<Profile> {
  let content = bytes;
  for (let layer = 0; layer < maxLayers; layer++) {
    if (isGzip(content)) content = await named(name, inflate(content, maxInflatedBytes));
    else if (isZstd(content)) content = await named(name, unzstded(content));
    else break;
  }
  if (content.length > maxInflatedBytes) tooLarge(name, maxInflatedBytes);
  if (content.length === 0) throw new FlamebenchError('empty-file', name);
  const format = formats.find((f) => f.recognise(content) === 'yes');
  if (format === undefined) {
    throw new FlamebenchError('not-a-profile', name, { looksLike: looksLike(content) });
  }
  try {
    if (format.readInParts === undefined) return format.read(content, name);
    return await run(format.readInParts(content, name));
  } catch (thrown) {
    // Readers check references and bounds, but only the machine knows when memory ends.
    if (thrown instanceof RangeError && /alloc|array length/i.test(thrown.message)) {
      tooLarge(name, content.length);
    }
    throw withSubject(thrown, name);
  }
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes.length >= 2 && bytes[0] === 0x1f && bytes[1] === 0x8b;
}

async function unzstded(content: Uint8Array): Promise<Uint8Array> {
  return unzstd(content, maxInflatedBytes);
}

function tooLarge(name: string, limitBytes: number): never {
  throw new FlamebenchError('too-large', name, { limitBytes });
}

async function named(name: string, inflating: Promise<Uint8Array>): Promise<Uint8Array> {
  try {
    return await inflating;
  } catch (thrown) {
    throw withSubject(thrown, name);
  }
}

/** Puts the file's name into a failure that has no subject: who inflates or builds does not know it. */
function withSubject(thrown: unknown, name: string): unknown {
  if (!(thrown instanceof FlamebenchError) || thrown.failure.subject !== '') return thrown;
  return new FlamebenchError(thrown.failure.code, name, thrown.failure.facts);
}
