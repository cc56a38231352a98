import { open } from 'node:fs/promises';
import { concatBytes } from '../../../engine/flamegraph/bytes';
import type { VerbContext } from '../verb';

const pieceBytes = 1 << 20;
const newline = Uint8Array.of(10);

/** The reason in an error of the file system, in the words of the C library: 'No such file or directory'. */
export function systemReason(error: unknown): string {
  const reason = /^[A-Z]+: ([^,]+)/.exec((error as Error).message)?.[1] ?? (error as Error).message;
  return reason[0]!.toUpperCase() + reason.slice(1);
}

/** A file in pieces; the next one is read while the reader is busy with the one before. */
async function* filePieces(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path);
  let [current, other] = [new Uint8Array(pieceBytes), new Uint8Array(pieceBytes)];
  let reading = file.read(current, 0, pieceBytes);
  try {
    for (;;) {
      const { bytesRead } = await reading;
      if (bytesRead === 0) return;
      const piece = current.subarray(0, bytesRead);
      [current, other] = [other, current];
      reading = file.read(current, 0, pieceBytes);
      yield piece;
    }
  } finally {
    await reading.catch(() => {});
    await file.close();
  }
}

/**
 * The named files one behind the other as Perl's `<>` reads them: standard input for '-' and where no file is
 * named, a line's end after each file, and a word on stderr for what cannot be opened.
 *
 * A piece is valid until the next one is asked for.
 */
export async function* inputPieces(
  operands: readonly string[],
  { stdin, terminal, signal }: VerbContext,
): AsyncGenerator<Uint8Array> {
  for (const path of operands.length === 0 ? ['-'] : operands) {
    let last = 10;
    try {
      for await (const piece of path === '-' ? (stdin ?? []) : filePieces(path)) {
        signal.throwIfAborted();
        last = piece.at(-1) ?? last;
        yield piece;
      }
    } catch (error) {
      if (signal.aborted || (error as { syscall?: string }).syscall === undefined) throw error;
      terminal.note(`Can't open ${path}: ${systemReason(error)}`);
    }
    if (last !== 10) yield newline;
  }
}

/** All of it at once. */
export async function readInput(operands: readonly string[], context: VerbContext): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const piece of inputPieces(operands, context)) parts.push(piece.slice());
  return concatBytes(parts);
}
