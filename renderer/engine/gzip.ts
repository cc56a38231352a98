import type { Gzip } from '../../engine/export/types';

/** {@link Gzip} by the browser's CompressionStream. */
export const gzipStream: Gzip = async (bytes) => {
  const stream = new Blob([bytes.slice()]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
};
