import { decompress } from 'fzstd';
import { FlamebenchError } from '../../proto/errors';

/**
 * Zstandard (RFC 8878), which Node 20 and Chromium 114 cannot read by themselves. fzstd decodes; what it
 * would take on trust is checked here first: sizes, windows and where frames end.
 */

/** The window that the RFC asks every decoder to support, and encoders not to exceed. */
const maxWindowBytes = 8 * 1024 * 1024;
const maxBlockBytes = 128 * 1024;

interface Frame {
  readonly end: number;
  /** Bytes that come out; -1 where the frame does not say. */
  readonly contentBytes: number;
  /** No more than this can come out. */
  readonly boundBytes: number;
}

export function isZstd(bytes: Uint8Array): boolean {
  return bytes.length >= 4 && uint(bytes, 0, 4) === 0xfd2fb528;
}

/**
 * All frames, decompressed and joined. As `Inflate` promises, the subject of failures is left ''.
 * @throws FlamebenchError 'gzip-truncated', 'gzip-corrupt' (facts.reason), 'too-large'
 */
export function unzstd(bytes: Uint8Array, maxBytes: number): Uint8Array {
  const parts: Uint8Array[] = [];
  let total = 0;
  for (let at = 0; at < bytes.length; ) {
    const skipped = skippableEnd(bytes, at);
    if (skipped > 0) {
      at = skipped;
      continue;
    }
    const frame = frameAt(bytes, at);
    if (total + (frame.contentBytes < 0 ? frame.boundBytes : frame.contentBytes) > maxBytes) {
      throw new FlamebenchError('too-large', '', { limitBytes: maxBytes });
    }
    const part = decode(bytes.subarray(at, frame.end), frame);
    parts.push(part);
    total += part.length;
    at = frame.end;
  }
  if (parts.length === 1) return parts[0]!;
  const whole = new Uint8Array(total);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function decode(frame: Uint8Array, { contentBytes }: Frame): Uint8Array {
  try {
    // Into a buffer of the right size there is no window to move along.
    if (contentBytes >= 0) return decompress(frame, new Uint8Array(contentBytes));
    return decompress(frame);
  } catch (thrown) {
    throw corrupt(thrown instanceof Error ? thrown.message : String(thrown));
  }
}

/** Where a skippable frame at `at` ends; 0 where there is none. */
function skippableEnd(bytes: Uint8Array, at: number): number {
  need(bytes, at + 4);
  if ((uint(bytes, at, 4) & 0xfffffff0) >>> 0 !== 0x184d2a50) return 0;
  need(bytes, at + 8);
  const end = at + 8 + uint(bytes, at + 4, 4);
  need(bytes, end);
  return end;
}

/** Reads a frame's header and walks its blocks' headers to its end. */
function frameAt(bytes: Uint8Array, start: number): Frame {
  if (!isZstd(bytes.subarray(start, start + 4))) throw corrupt('unknown bytes follow the compressed data');
  need(bytes, start + 6);
  const flags = bytes[start + 4]!;
  const isSingleSegment = (flags & 0x20) !== 0;
  if ((flags & 3) !== 0) throw corrupt('it was compressed with a dictionary');
  const sizeBytes = [isSingleSegment ? 1 : 0, 2, 4, 8][flags >> 6]!;
  const sizeAt = start + 5 + (isSingleSegment ? 0 : 1);
  need(bytes, sizeAt + sizeBytes);
  const contentBytes = sizeBytes === 0 ? -1 : uint(bytes, sizeAt, sizeBytes) + (sizeBytes === 2 ? 256 : 0);
  if (contentBytes < 0) {
    const window = bytes[start + 5]!;
    const windowBytes = 2 ** (10 + (window >> 3)) * (1 + (window & 7) / 8);
    if (windowBytes > maxWindowBytes) {
      throw corrupt(`it needs a window of ${windowBytes} bytes, more than ${maxWindowBytes}`);
    }
  }
  let at = sizeAt + sizeBytes;
  let boundBytes = 0;
  for (let isLast = false; !isLast; ) {
    need(bytes, at + 3);
    const header = uint(bytes, at, 3);
    const kind = (header >> 1) & 3;
    const size = header >> 3;
    isLast = (header & 1) === 1;
    boundBytes += kind === 2 ? maxBlockBytes : size;
    at += 3 + (kind === 1 ? 1 : size); // a run-length block is one byte, repeated
    need(bytes, at);
  }
  const end = at + ((flags & 4) !== 0 ? 4 : 0);
  need(bytes, end);
  if (contentBytes > boundBytes) throw corrupt('a frame is shorter than it says');
  return { end, contentBytes, boundBytes };
}

/** Little-endian; exact up to 2^53, and beyond that large enough to be refused. */
function uint(bytes: Uint8Array, at: number, length: number): number {
  let value = 0;
  for (let i = length - 1; i >= 0; i--) value = value * 256 + bytes[at + i]!;
  return value;
}

function need(bytes: Uint8Array, end: number): void {
  if (end > bytes.length) throw new FlamebenchError('gzip-truncated', '');
}

function corrupt(reason: string): FlamebenchError {
  return new FlamebenchError('gzip-corrupt', '', { reason });
}
