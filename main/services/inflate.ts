import { gunzip } from 'node:zlib';
import type { Inflate } from '../../engine/formats/types';
import { FlamebenchError } from '../../proto/errors';

/**
 * {@link Inflate} by Node's zlib, off the main thread. All members of a file are inflated; what follows the
 * last one and is not zero padding is 'gzip-corrupt'.
 */
export const inflateNode: Inflate = (gzip, maxBytes) =>
  new Promise((resolve, reject) => {
    gunzip(gzip, { maxOutputLength: maxBytes, chunkSize: chunkSize(gzip.length) }, (error, inflated) => {
      if (error === null) resolve(new Uint8Array(inflated.buffer, inflated.byteOffset, inflated.length));
      else reject(failure(error, maxBytes));
    });
  });

/** Bytes inflated at a stretch: profiles shrink about threefold, and each stretch is a turn of the event loop. */
function chunkSize(gzipBytes: number): number {
  return Math.min(Math.max(gzipBytes * 2, 1 << 14), 1 << 22);
}

function failure(error: NodeJS.ErrnoException, maxBytes: number): FlamebenchError {
  if (error.code === 'Z_BUF_ERROR') return new FlamebenchError('gzip-truncated', '');
  if (error.code === 'ERR_BUFFER_TOO_LARGE') {
    return new FlamebenchError('too-large', '', { limitBytes: maxBytes });
  }
  return new FlamebenchError('gzip-corrupt', '', { reason: error.message });
}
