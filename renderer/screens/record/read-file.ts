import { FlamebenchError } from '../../../proto/errors';

/** More than any script, certificate, list or recording of requests that a person means. */
export const mostFileBytes = 64 * 1024 * 1024;

/** The bytes of a chosen file. @throws FlamebenchError 'too-large', 'io-failed' */
export async function readBytes(file: File, mostBytes = mostFileBytes): Promise<Uint8Array> {
  if (file.size > mostBytes) throw new FlamebenchError('too-large', file.name, { limitBytes: mostBytes });
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new FlamebenchError('io-failed', file.name, { reason });
  }
}

export async function readText(file: File): Promise<string> {
  return new TextDecoder().decode(await readBytes(file));
}

/** Bytes in base64, in pieces that a call's arguments can hold. */
export function bytesToBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) {
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return btoa(text);
}
