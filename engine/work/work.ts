/**
 * Work that is done in parts. Each yield says what share of it is done, 0…1, never less than before. Between two
 * parts whoever drives it may let other things happen, tell how far it is, or leave it for good. The work itself
 * knows nothing of that: it has no clock and makes no promises.
 *
 * A part is some milliseconds long on a large profile. The loops in it are functions of their own, entered once a
 * part: loops in a generator are slower.
 */
export type Work<T> = Generator<number, T, void>;

/** Does all of it without a stop. */
export function atOnce<T>(work: Work<T>): T {
  for (;;) {
    const next = work.next();
    if (next.done === true) return next.value;
  }
}

/** Drives work, and waits for `step` after each part; where that throws, the rest is left undone. */
export async function stepwise<T>(work: Work<T>, step: (done: number) => Promise<void>): Promise<T> {
  for (;;) {
    const next = work.next();
    if (next.done === true) return next.value;
    await step(next.value);
  }
}

/** Work as a stretch of larger work: its 0…1 is the other's `from`…`to`. */
export function* within<T>(from: number, to: number, work: Work<T>): Work<T> {
  for (;;) {
    const next = work.next();
    if (next.done === true) return next.value;
    yield from + next.value * (to - from);
  }
}

/** Rows of a loop that are done in one part, where a row is a few steps. */
const rowsInPart = 1 << 16;
/** The same where a row is a sample, with a stack of some dozens of frames. */
export const samplesInPart = 1 << 13;

/**
 * A loop over rows, in parts.
 * @param part does the rows `from` … `to` - 1
 */
export function* byRows(
  length: number,
  part: (from: number, to: number) => void,
  most = rowsInPart,
): Work<void> {
  for (let from = 0; from < length; from += most) {
    const to = Math.min(length, from + most);
    part(from, to);
    yield to / length;
  }
}

/** Several loops one after the other, each the same share of the whole. */
export function* inTurn(loops: readonly Work<unknown>[]): Work<void> {
  for (const [i, loop] of loops.entries()) yield* within(i / loops.length, (i + 1) / loops.length, loop);
}
