import type { Gzip } from '../../engine/export/types';

/** Given to the stream at a time: some hundredths of a second's work. */
const partBytes = 1 << 20;

/** {@link Gzip} by the browser's CompressionStream, in parts. */
export const gzipStream: Gzip = async (bytes, step) => {
  const stream = new CompressionStream('gzip');
  const packed = new Response(stream.readable).arrayBuffer();
  const writer = stream.writable.getWriter();
  try {
    for (let at = 0; at < bytes.length; at += partBytes) {
      // A copy, since the stream may be given only memory that is not shared.
      await writer.write(bytes.slice(at, at + partBytes));
      await step?.(Math.min(1, (at + partBytes) / bytes.length));
    }
    await writer.close();
  } catch (thrown) {
    // What reads the stream fails with it, and has told nobody yet.
    packed.catch(() => {});
    await writer.abort(thrown);
    throw thrown;
  }
  return new Uint8Array(await packed);
};
