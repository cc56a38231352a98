import { FlamebenchError } from '../../proto/errors';
import { pieceBytes } from '../../proto/pieces';

/** Bytes that a window was given a receipt for (proto/pieces.ts), until it has fetched them. */
export class HeldBytes {
  private readonly held = new Map<string, Uint8Array>();
  private last = 0;

  /** @returns the id under which they are fetched */
  hold(bytes: Uint8Array): string {
    const id = String(++this.last);
    this.held.set(id, bytes);
    return id;
  }

  /**
   * The bytes from `at` on, as many as cross at once; with the last of them all are let go.
   * @throws FlamebenchError 'bad-argument' where none are held, or not so many
   */
  piece({ id, at }: { readonly id: string; readonly at: number }): Uint8Array {
    const bytes = this.held.get(id);
    if (bytes === undefined || at >= bytes.length) {
      throw new FlamebenchError('bad-argument', 'bytes.piece', { reason: 'nothing is held there' });
    }
    if (at + pieceBytes >= bytes.length) this.held.delete(id);
    // A copy, since with a view the whole buffer behind it would cross.
    return new Uint8Array(bytes.subarray(at, at + pieceBytes));
  }

  /** Lets all go: the page that was to fetch them is no more. */
  clear(): void {
    this.held.clear();
  }
}
