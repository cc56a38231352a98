import { gather, pieceBytes } from '../../proto/pieces';

/** The bytes of a file of the page, in a buffer of their own. Read at once, a large one would hold the page. */
export function readBlob(blob: Blob): Promise<Uint8Array> {
  return gather(blob.size, async (at) => new Uint8Array(await blob.slice(at, at + pieceBytes).arrayBuffer()));
}
