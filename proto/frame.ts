import { FlamebenchError } from './errors';

/**
 * Frames: how a contract's values cross where only bytes do, between the window in a browser and the server
 * behind it. A value is JSON; each Uint8Array in it stands as `{"$bytes": [offset, length]}` and follows as
 * it is.
 *
 * A frame is two 32-bit little-endian lengths, of the JSON and of the bytes, then both. The JSON is ASCII,
 * all else in it escaped, so that no text encoder is needed. No value of a contract has a key `$bytes`.
 */

const headerBytes = 8;
const mark = '$bytes';

/** The longest frame that is made or read: a profile of a gigabyte, and what is said of it. */
export const maxFrameBytes = 1024 * 1024 * 1024 + 16 * 1024 * 1024;

/** Packs a value of JSON's types and Uint8Arrays. */
export function encodeFrame(value: unknown): Uint8Array {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  const json = JSON.stringify(value, function (this: Record<string, unknown>, key, given: unknown) {
    // Not what is given: Node's Buffer has turned itself into numbers there.
    const part = this[key];
    if (!(part instanceof Uint8Array)) return given;
    const place = [bytes, part.length];
    parts.push(part);
    bytes += part.length;
    return { [mark]: place };
  }).replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const frame = new Uint8Array(headerBytes + json.length + bytes);
  const header = new DataView(frame.buffer);
  header.setUint32(0, json.length, true);
  header.setUint32(4, bytes, true);
  for (let i = 0; i < json.length; i++) frame[headerBytes + i] = json.charCodeAt(i);
  let at = headerBytes + json.length;
  for (const part of parts) {
    frame.set(part, at);
    at += part.length;
  }
  return frame;
}

/**
 * The value in a frame. Its byte arrays are copies, each with a buffer of its own that may be handed on.
 * @throws FlamebenchError 'bad-argument' when it is not one whole frame
 */
export function decodeFrame(frame: Uint8Array): unknown {
  if (frame.length < headerBytes || frame.length !== frameLength(frame)) throw broken('its length is wrong');
  const jsonEnd = headerBytes + viewOf(frame).getUint32(0, true);
  const parts = frame.subarray(jsonEnd);
  let given = 0;
  try {
    return JSON.parse(ascii(frame.subarray(headerBytes, jsonEnd)), (_key, value: unknown) => {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, mark)) return value;
      const part = partOf(parts, (value as Record<string, unknown>)[mark]);
      // Bytes that many names share would grow without end.
      given += part.length;
      if (given > parts.length) throw broken('it names bytes twice');
      return part;
    });
  } catch (thrown) {
    if (thrown instanceof FlamebenchError) throw thrown;
    throw broken('it holds no JSON');
  }
}

/** Cuts a stream of bytes into frames. */
export class FrameSplitter {
  private chunks: Uint8Array[] = [];
  private waiting = 0;

  /**
   * @returns the frames that are whole with this piece of the stream
   * @throws FlamebenchError 'too-large' when one is announced that is too long; the stream is then lost
   */
  push(chunk: Uint8Array): Uint8Array[] {
    this.chunks.push(chunk);
    this.waiting += chunk.length;
    const frames: Uint8Array[] = [];
    while (this.waiting >= headerBytes) {
      const [first] = this.chunks;
      // Joined only as far as needed: a long frame comes in many pieces.
      if (first!.length < headerBytes) this.chunks = [this.join()];
      const length = frameLength(this.chunks[0]!);
      if (length > maxFrameBytes) {
        throw new FlamebenchError('too-large', 'message', { limitBytes: maxFrameBytes });
      }
      if (this.waiting < length) break;
      const joined = this.join();
      frames.push(joined.subarray(0, length));
      this.waiting -= length;
      this.chunks = this.waiting === 0 ? [] : [joined.subarray(length)];
    }
    return frames;
  }

  private join(): Uint8Array {
    if (this.chunks.length === 1) return this.chunks[0]!;
    const joined = new Uint8Array(this.waiting);
    let at = 0;
    for (const chunk of this.chunks) {
      joined.set(chunk, at);
      at += chunk.length;
    }
    return joined;
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

function frameLength(frame: Uint8Array): number {
  const header = viewOf(frame);
  return headerBytes + header.getUint32(0, true) + header.getUint32(4, true);
}

function partOf(parts: Uint8Array, place: unknown): Uint8Array {
  const [offset, length] = Array.isArray(place) ? (place as unknown[]) : [];
  const isCount = (n: unknown): n is number => Number.isSafeInteger(n) && (n as number) >= 0;
  if (!isCount(offset) || !isCount(length) || offset + length > parts.length) {
    throw broken('it names bytes that it does not hold');
  }
  // The constructor, because a Buffer's slice is no copy.
  return new Uint8Array(parts.subarray(offset, offset + length));
}

function ascii(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) {
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return text;
}

function broken(reason: string): FlamebenchError {
  return new FlamebenchError('bad-argument', 'message', { reason });
}
