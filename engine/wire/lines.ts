import { FlamebenchError } from '../../proto/errors';
import { decodeUtf8 } from './utf8';

const lineFeed = 10;
const carriageReturn = 13;

/** Reads text line by line, straight from its bytes: a file may be larger than the longest string. */
export class LineReader {
  /** The current line, without its end ('\n' or '\r\n'). */
  text = '';
  /** Number of the current line, from 1; 0 before the first. */
  number = 0;
  /** Where the next line begins, in bytes. */
  pos: number;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly subject: string,
    start = 0,
  ) {
    this.pos = start;
    if (start === 0 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) this.pos = 3;
  }

  /** Whether no line follows the current one. */
  get isLast(): boolean {
    return this.pos >= this.bytes.length;
  }

  /** Steps to the next line; false at the end, where `text` becomes ''. */
  next(): boolean {
    const { bytes, pos } = this;
    if (pos >= bytes.length) {
      this.text = '';
      return false;
    }
    const found = bytes.indexOf(lineFeed, pos);
    let end = found < 0 ? bytes.length : found;
    this.pos = found < 0 ? bytes.length : found + 1;
    if (end > pos && bytes[end - 1] === carriageReturn) end--;
    this.text = decodeUtf8(bytes, pos, end);
    this.number++;
    return true;
  }

  /** @throws FlamebenchError 'malformed-profile' with the reason and the number of the current line. */
  fail(reason: string): never {
    throw new FlamebenchError('malformed-profile', this.subject, {
      reason: `line ${this.number}: ${reason}`,
    });
  }
}

/** Lines that formats are recognised by lie within this many bytes. */
const headBytes = 4096;

/** The first lines of a file, for recognition: whole ones only, unless the file is a single line. */
export function headLines(bytes: Uint8Array, most = headBytes): string[] {
  const end = Math.min(bytes.length, most);
  const lines = decodeUtf8(bytes, 0, end)
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/);
  if (end < bytes.length && lines.length > 1) lines.pop();
  return lines;
}
