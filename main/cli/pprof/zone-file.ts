/** Reads the names of time zones out of the system's own files (TZif, RFC 9636). */

const headerLength = 44;
/** Version 1 has its numbers in 4 bytes; later ones repeat all of it in 8, behind that. */
const wordBytes = (version: number) => (version === 1 ? 4 : 8);

/**
 * The name of a zone at a moment, as its file has it: 'CET', '+03'. The name is that of the last change up to
 * then that set this offset, since files end their list of changes where a rule goes on.
 *
 * @param offsetMinutes what clocks are off UTC at that moment
 * @returns null where the file is not of this kind, or does not know the offset.
 */
export function zoneName(file: Uint8Array, unixMs: number, offsetMinutes: number): string | null {
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  try {
    const first = readBlock(view, 0, 1);
    if (first === null) return null;
    const second = view.getUint8(4) >= 0x32 ? readBlock(view, first.end, 2) : null;
    return nameIn(second ?? first, unixMs, offsetMinutes);
  } catch (error) {
    // It ends too early.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

interface Block {
  readonly view: DataView;
  /** Bytes of a time. */
  readonly word: number;
  readonly timeCount: number;
  readonly typeCount: number;
  /** Where the times, the types of the changes, the types and the names begin. */
  readonly times: number;
  readonly changes: number;
  readonly types: number;
  readonly names: number;
  readonly end: number;
}

function readBlock(view: DataView, start: number, version: 1 | 2): Block | null {
  if (view.getUint32(start) !== 0x545a6966) return null;
  const count = (index: number) => view.getUint32(start + 20 + 4 * index);
  const word = wordBytes(version);
  const [timeCount, typeCount] = [count(3), count(4)];
  const times = start + headerLength;
  const changes = times + timeCount * word;
  const types = changes + timeCount;
  const names = types + typeCount * 6;
  const leaps = names + count(5);
  const end = leaps + count(2) * (word + 4) + count(1) + count(0);
  return { view, word, timeCount, typeCount, times, changes, types, names, end };
}

function nameIn(block: Block, unixMs: number, offsetMinutes: number): string | null {
  const { view, word, times, changes, timeCount, typeCount } = block;
  const seconds = Math.floor(unixMs / 1000);
  const timeAt = (i: number) =>
    word === 4 ? view.getInt32(times + 4 * i) : Number(view.getBigInt64(times + 8 * i));
  let change = timeCount - 1;
  while (change >= 0 && timeAt(change) > seconds) change--;
  for (; change >= 0; change--) {
    const name = typeName(block, view.getUint8(changes + change), offsetMinutes);
    if (name !== null) return name;
  }
  for (let type = 0; type < typeCount; type++) {
    const name = typeName(block, type, offsetMinutes);
    if (name !== null) return name;
  }
  return null;
}

/** Name of a type of local time; null where its offset is another. */
function typeName({ view, types, names }: Block, type: number, offsetMinutes: number): string | null {
  const at = types + 6 * type;
  if (Math.round(view.getInt32(at) / 60) !== offsetMinutes) return null;
  let name = '';
  for (let i = names + view.getUint8(at + 5); view.getUint8(i) !== 0; i++) {
    name += String.fromCharCode(view.getUint8(i));
  }
  return name;
}
