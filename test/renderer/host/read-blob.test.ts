import { expect, test } from 'vitest';
import { pieceBytes } from '../../../proto/pieces';
import { readBlob } from '../../../renderer/host/read-blob';

test.each([0, 1, pieceBytes, 3 * pieceBytes + 17])('reads a file of %i bytes', async (length) => {
  const bytes = Uint8Array.from({ length }, (_, i) => (i * 7 + Math.floor(i / pieceBytes)) % 251);
  const read = await readBlob(new Blob([bytes]));
  expect(Buffer.compare(read, bytes)).toBe(0);
  expect(read.buffer.byteLength).toBe(length);
});
