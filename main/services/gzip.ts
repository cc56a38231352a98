import { gzip } from 'node:zlib';
import type { Gzip } from '../../engine/export/types';

/**
 * {@link Gzip} by Node's zlib, off the main thread and in one part. The same bytes give the same file: no name, no time.
 */
export const gzipNode: Gzip = async (bytes, step) => {
  const packed = await new Promise<Uint8Array>((resolve, reject) => {
    gzip(bytes, (error, zipped) => {
      if (error === null) resolve(new Uint8Array(zipped.buffer, zipped.byteOffset, zipped.length));
      else reject(error);
    });
  });
  await step?.(1);
  return packed;
};
