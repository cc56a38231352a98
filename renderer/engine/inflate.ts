import type { Inflate } from '../../engine/formats/types';
import { FlamebenchError } from '../../proto/errors';

/**
 * Input given to the stream at a time. The stream inflates all of what it is given before it can be stopped,
 * and deflate grows data at most 1032-fold: a bomb gets no further than about 16 MB past the cap.
 */
const feedBytes = 16 * 1024;
const deflateMaxRatio = 1032;

/** Boundaries between members that may be tried in vain before a file counts as corrupt. */
const maxFailedSplits = 16;

/**
 * {@link Inflate} by the browser's DecompressionStream.
 *
 * Browsers refuse files of several gzip members, which gzip allows and some writers make. Only when a file
 * has failed as a whole is it therefore split where a further member seems to begin; each part's own
 * checksum then tells whether it really did.
 */
export const inflateStream: Inflate = async (gzip, maxBytes) => {
  try {
    return await inflateMember(gzip, maxBytes);
  } catch (thrown) {
    if (!isFailure(thrown, 'gzip-corrupt') || nextMember(gzip, 1) < 0) throw thrown;
    return inflateMembers(gzip, maxBytes, thrown);
  }
};

async function inflateMembers(gzip: Uint8Array, maxBytes: number, whole: unknown): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let total = 0;
  let start = 0;
  let failed = 0;
  let end = nextMember(gzip, 1);
  while (start < gzip.length) {
    const isLast = end < 0;
    try {
      const part = await inflateMember(gzip.subarray(start, isLast ? gzip.length : end), maxBytes - total);
      parts.push(part);
      total += part.length;
      start = isLast ? gzip.length : end;
    } catch (thrown) {
      if (isFailure(thrown, 'too-large')) throw tooLarge(maxBytes);
      if (isLast) throw parts.length > 0 ? thrown : whole;
      if (++failed > maxFailedSplits) throw whole;
    }
    if (!isLast) end = nextMember(gzip, end + 1);
  }
  const inflated = new Uint8Array(total);
  let at = 0;
  for (const part of parts) {
    inflated.set(part, at);
    at += part.length;
  }
  return inflated;
}

/** Where a member may begin: gzip's magic, its only method, and no reserved flag. -1 = nowhere. */
function nextMember(gzip: Uint8Array, from: number): number {
  for (let i = gzip.indexOf(0x1f, from); i >= 0; i = gzip.indexOf(0x1f, i + 1)) {
    if (gzip[i + 1] === 0x8b && gzip[i + 2] === 8 && gzip[i + 3]! < 0x20) return i;
  }
  return -1;
}

async function inflateMember(gzip: Uint8Array, maxBytes: number): Promise<Uint8Array> {
  const stream = new DecompressionStream('gzip');
  const writer = stream.writable.getWriter();
  const reader = stream.readable.getReader();
  let fedAll = false;
  const feed = async () => {
    for (let at = 0; at < gzip.length; at += feedBytes) {
      // A copy, since the stream may be given only memory that is not shared.
      await writer.write(gzip.slice(at, at + feedBytes));
    }
    fedAll = true;
    await writer.close();
  };
  const feeding = feed();
  // The reader meets the same error; this one would otherwise count as unhandled.
  feeding.catch(() => {});
  const output = new Output(foreseenBytes(gzip, maxBytes));
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (output.length + value.length > maxBytes) throw tooLarge(maxBytes);
      output.append(value);
    }
    await feeding;
    return output.finish();
  } catch (thrown) {
    reader.cancel().catch(() => {});
    if (thrown instanceof FlamebenchError) throw thrown;
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    // That data is missing shows only at its end. What is wrong with it shows while it is fed, or in a
    // short file only afterwards, and then the words alone tell.
    if (fedAll && !/not valid|invalid|incorrect|junk/i.test(reason)) {
      throw new FlamebenchError('gzip-truncated', '');
    }
    throw new FlamebenchError('gzip-corrupt', '', { reason });
  }
}

/** The size that the member's last four bytes claim, where it can be true; it saves growing and copying. */
function foreseenBytes(gzip: Uint8Array, maxBytes: number): number {
  if (gzip.length < 18) return 0;
  const claimed = new DataView(gzip.buffer, gzip.byteOffset + gzip.length - 4, 4).getUint32(0, true);
  return claimed <= maxBytes && claimed <= gzip.length * deflateMaxRatio ? claimed : 0;
}

class Output {
  length = 0;
  private bytes: Uint8Array;

  constructor(foreseen: number) {
    this.bytes = new Uint8Array(foreseen);
  }

  append(part: Uint8Array): void {
    if (this.length + part.length > this.bytes.length) {
      const grown = new Uint8Array(Math.max(this.bytes.length * 2, this.length + part.length));
      grown.set(this.bytes.subarray(0, this.length));
      this.bytes = grown;
    }
    this.bytes.set(part, this.length);
    this.length += part.length;
  }

  finish(): Uint8Array {
    return this.length === this.bytes.length ? this.bytes : this.bytes.slice(0, this.length);
  }
}

function isFailure(thrown: unknown, code: string): boolean {
  return thrown instanceof FlamebenchError && thrown.failure.code === code;
}

function tooLarge(limitBytes: number): FlamebenchError {
  return new FlamebenchError('too-large', '', { limitBytes });
}
