import { decodeUtf8 } from '../wire/utf8';

const headBytes = 1024;

/** What a file that is no profile seems to be, as a noun phrase: 'an HTML page', 'JSON', 'text', … */
export function looksLike(bytes: Uint8Array): string {
  if (startsWith(bytes, [0x7f, 0x45, 0x4c, 0x46])) return 'a Linux program';
  // 'PERFILE2' and 'go 1.': their readers are perf and Go, and both can write what is read here.
  if (startsWith(bytes, [0x50, 0x45, 0x52, 0x46, 0x49, 0x4c, 0x45, 0x32])) {
    return 'perf.data, which perf script turns into text that is read';
  }
  if (startsWith(bytes, [0x67, 0x6f, 0x20, 0x31, 0x2e]) && !isText(bytes)) return 'a Go execution trace';
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return 'a zip archive';
  if (startsWith(bytes, [0x28, 0xb5, 0x2f, 0xfd])) return 'zstd-compressed data';
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47])) return 'a PNG picture';
  if (!isText(bytes)) return 'binary data';
  const text = decodeUtf8(bytes, 0, Math.min(bytes.length, headBytes))
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (text === '') return 'blank space';
  if (/^<!doctype html|^<html|^<head|^<body/i.test(text)) return 'an HTML page';
  if (/^<\?xml|^<svg/i.test(text)) return 'XML';
  if (/^(\{\s*("|\}|$)|\[\s*([[{"\]\d-]|$))/.test(text)) return 'JSON';
  return 'text';
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, i) => bytes[i] === byte);
}

/** Text has no control characters but white space; bytes above 127 may be UTF-8 or any older encoding. */
function isText(bytes: Uint8Array): boolean {
  const end = Math.min(bytes.length, headBytes);
  for (let i = 0; i < end; i++) {
    const byte = bytes[i]!;
    if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27) || byte === 127) return false;
  }
  return true;
}
