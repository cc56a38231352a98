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
  // Before any memory is asked for by what it says of itself.
  if (frame.length < headerBytes || frame.length !== frameLength(frame)) throw broken('its length is wrong');
  return new FrameReader().push(frame)[0];
}

/**
 * Reads values out of a stream of frames. Each piece of the stream goes where it stays as soon as it comes: the last
 * of a large frame is no more work than the others.
 */
export class FrameReader {
  private incoming = new Incoming();

  /**
   * @returns the values whose frames are whole with this piece of the stream
   * @throws FlamebenchError 'too-large' when a frame is announced that is too long, 'bad-argument' for one that is
   *   broken; the stream is then lost
   */
  push(chunk: Uint8Array): unknown[] {
    const values: unknown[] = [];
    for (let at = 0; at < chunk.length; ) {
      at += this.incoming.take(chunk.subarray(at));
      if (!this.incoming.isWhole) continue;
      values.push(this.incoming.value);
      this.incoming = new Incoming();
    }
    return values;
  }
}

/** A byte array of a frame, and where in the frame's bytes it lies. */
interface Part {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/** One frame, as far as it has come. */
class Incoming {
  /** What it holds, once its JSON has come; the byte arrays in it fill until it is whole. */
  value: unknown = undefined;
  private readonly header = new Uint8Array(headerBytes);
  private json: Uint8Array | null = null;
  private parts: readonly Part[] | null = null;
  private bytes = 0;
  /** How much of what comes now, header, JSON or bytes, has come. */
  private come = 0;

  get isWhole(): boolean {
    return this.parts !== null && this.come === this.bytes;
  }

  /** Takes what comes next of it. @returns how many bytes were its own */
  take(chunk: Uint8Array): number {
    if (this.parts !== null) return this.fill(this.parts, chunk);
    const into = this.json ?? this.header;
    const count = Math.min(chunk.length, into.length - this.come);
    into.set(chunk.subarray(0, count), this.come);
    this.come += count;
    if (this.come === into.length) this.goOn();
    return count;
  }

  /** The header has come, or the JSON. */
  private goOn(): void {
    this.come = 0;
    if (this.json !== null) {
      this.parse(this.json);
      return;
    }
    if (frameLength(this.header) > maxFrameBytes) {
      throw new FlamebenchError('too-large', 'message', { limitBytes: maxFrameBytes });
    }
    const view = viewOf(this.header);
    this.json = new Uint8Array(view.getUint32(0, true));
    this.bytes = view.getUint32(4, true);
    if (this.json.length === 0) this.parse(this.json);
  }

  private parse(json: Uint8Array): void {
    const parts: Part[] = [];
    let given = 0;
    try {
      this.value = JSON.parse(ascii(json), (_key, value: unknown) => {
        if (typeof value !== 'object' || value === null || !Object.hasOwn(value, mark)) return value;
        const { offset, length } = placeOf(this.bytes, (value as Record<string, unknown>)[mark]);
        // Bytes that many names share would grow without end.
        given += length;
        if (given > this.bytes) throw broken('it names bytes twice');
        const bytes = new Uint8Array(length);
        parts.push({ offset, bytes });
        return bytes;
      });
    } catch (thrown) {
      if (thrown instanceof FlamebenchError) throw thrown;
      throw broken('it holds no JSON');
    }
    this.parts = parts;
  }

  private fill(parts: readonly Part[], chunk: Uint8Array): number {
    const count = Math.min(chunk.length, this.bytes - this.come);
    for (const { offset, bytes } of parts) {
      const from = Math.max(this.come, offset);
      const to = Math.min(this.come + count, offset + bytes.length);
      if (from < to) bytes.set(chunk.subarray(from - this.come, to - this.come), from - offset);
    }
    this.come += count;
    return count;
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

function frameLength(frame: Uint8Array): number {
  const header = viewOf(frame);
  return headerBytes + header.getUint32(0, true) + header.getUint32(4, true);
}

function placeOf(bytes: number, place: unknown): { readonly offset: number; readonly length: number } {
  const [offset, length] = Array.isArray(place) ? (place as unknown[]) : [];
  const isCount = (n: unknown): n is number => Number.isSafeInteger(n) && (n as number) >= 0;
  if (!isCount(offset) || !isCount(length) || offset + length > bytes) {
    throw broken('it names bytes that it does not hold');
  }
  return { offset, length };
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
