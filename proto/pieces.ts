/**
 * Pieces: how large byte arrays reach the window. A message is copied on the page's thread, all of it in one go, and a
 * profile of many megabytes would hold the window for that long. From the app's main process a receipt crosses in its
 * place, `{ $held: { id, length } }`, and the window fetches the bytes piece by piece ('bytes.piece').
 *
 * No value of a contract has a key `$held`.
 */

/** The most bytes that cross at once; what is no longer crosses as it is. */
export const pieceBytes = 1024 * 1024;

/** Pieces that are under way at one time: the next one is made while the one before is taken in. */
const piecesAhead = 2;

const mark = '$held';

interface Receipt {
  readonly id: string;
  readonly length: number;
}

/** The value with a receipt in the place of every large byte array; `hold` keeps the bytes and gives them an id. */
export function holdLarge(value: unknown, hold: (bytes: Uint8Array) => string): unknown {
  const isLarge = (part: object): part is Uint8Array =>
    part instanceof Uint8Array && part.length > pieceBytes;
  const held = (part: unknown): unknown => {
    if (!isContainer(part)) {
      const isHeld = typeof part === 'object' && part !== null && isLarge(part);
      return isHeld ? { [mark]: { id: hold(part), length: part.length } } : part;
    }
    if (Array.isArray(part)) return part.map(held);
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, held(inner)]));
  };
  return has(value, isLarge) ? held(value) : value;
}

/** Whether bytes of the value are still to be fetched. */
export function hasHeld(value: unknown): boolean {
  return has(value, (part) => receiptIn(part) !== null);
}

/**
 * The value with the bytes themselves in the place of receipts, each array with a buffer of its own.
 * @param piece the bytes from `at` on, at most {@link pieceBytes}
 */
export async function fetchHeld(
  value: unknown,
  piece: (id: string, at: number) => Promise<Uint8Array>,
): Promise<unknown> {
  if (!isContainer(value)) return value;
  const receipt = receiptIn(value);
  if (receipt !== null) return gather(receipt.length, (at) => piece(receipt.id, at));
  if (Array.isArray(value)) return Promise.all(value.map((part) => fetchHeld(part, piece)));
  const parts = Object.entries(value).map(async ([key, part]) => [key, await fetchHeld(part, piece)]);
  return Object.fromEntries(await Promise.all(parts));
}

/** As many bytes as `length` says, asked for piece by piece, in their order. */
export async function gather(
  length: number,
  piece: (at: number) => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let next = 0;
  const fetchNext = async () => {
    while (next < length) {
      const at = next;
      next += pieceBytes;
      bytes.set(await piece(at), at);
    }
  };
  await Promise.all(Array.from({ length: piecesAhead }, fetchNext));
  return bytes;
}

/** Objects and lists that hold other values. */
function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !ArrayBuffer.isView(value);
}

function has(value: unknown, isIt: (part: object) => boolean): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return isIt(value) || (isContainer(value) && Object.values(value).some((part) => has(part, isIt)));
}

function receiptIn(value: object): Receipt | null {
  return Object.hasOwn(value, mark) ? (value as { readonly [mark]: Receipt })[mark] : null;
}
