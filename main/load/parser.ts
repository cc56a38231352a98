import type { HeadMemory } from './head-memory';

/** Where a response stands after {@link ResponseParser.execute} or {@link ResponseParser.finish}. */
export type ParseState = 'more' | 'complete' | 'broken';

/** Status line and header lines of one response, or size and trailer lines of its chunks, may take this. */
export const maxHeadBytes = 64 * 1024;

const maxChunkDigits = 13; // 52 bits: a double holds it exactly

type Phase = 'status' | 'headers' | 'sized' | 'until-close' | 'chunk-size' | 'chunk-data' | 'trailers';

/** Hears what a script wants to see of responses; connections without one have none and pay nothing. */
export interface ResponseObserver {
  /** One header line, its value trimmed. Of interim responses too: {@link begin} comes again for the final one. */
  header(name: string, value: string): void;
  /** A status line was read: what was heard before belonged to an interim response. */
  begin(): void;
  /** Part of the body, valid during the call. */
  body(bytes: Uint8Array, from: number, to: number): void;
}

/**
 * An incremental parser of HTTP/1.x responses (RFC 9112) that keeps what a load generator counts: status,
 * end of body, and whether the connection lives on. Bodies are skipped by arithmetic, never copied; lines
 * are read where they lie and copied only when a read cuts them.
 */
export class ResponseParser {
  state: ParseState = 'more';
  status = 0;
  /** Whether the peer will take another request on this connection; valid once complete. */
  keepAlive = true;
  /** Which rule was broken; '' while none is. */
  problem = '';

  #head: boolean;
  readonly #known: HeadMemory | null;
  readonly #observer: ResponseObserver | null;
  #phase: Phase = 'status';
  #lineBytes = 0;
  #left = 0;
  #length = -1;
  #coded = false;
  #chunked = false;
  #carry: Uint8Array = new Uint8Array(0);
  #carried = 0;

  /** `known`: heads seen before, shared by all parsers of a service. */
  constructor(known: HeadMemory | null = null, observer: ResponseObserver | null = null) {
    this.#head = false;
    this.#known = observer === null ? known : null;
    this.#observer = observer;
  }

  /** Makes ready for the next response. `head`: it answers a HEAD request, and has no body. */
  reset(head = false): void {
    this.state = 'more';
    this.status = 0;
    this.problem = '';
    this.#head = head;
    this.#carried = 0;
    this.#beginHead();
  }

  /** Whether a part of a response has been taken. */
  get hasBegun(): boolean {
    return this.#phase !== 'status' || this.#carried > 0;
  }

  get #isPastHead(): boolean {
    return this.state === 'complete' || (this.#phase !== 'status' && this.#phase !== 'headers');
  }

  /**
   * Takes bytes[from…to) and returns how far it went: `to` unless the response ended, or broke, before.
   * Stops at the end of a response; what follows belongs to the next.
   */
  execute(bytes: Uint8Array, from: number, to: number): number {
    let at = from;
    let headFrom = -1;
    if (this.#known !== null && this.#phase === 'status' && this.#carried === 0 && !this.#head) {
      at = this.#recall(this.#known, bytes, from, to);
      if (at === from) headFrom = from;
    }
    while (at < to && this.state === 'more') {
      switch (this.#phase) {
        case 'until-close':
          this.#observer?.body(bytes, at, to);
          return to;
        case 'sized':
        case 'chunk-data': {
          const taken = Math.min(this.#left, to - at);
          if (this.#observer !== null) this.#observeBody(bytes, at, taken);
          at += taken;
          this.#left -= taken;
          if (this.#left === 0) this.#endOfBytes();
          break;
        }
        default:
          at = this.#takeLine(bytes, at, to);
          if (headFrom !== -1 && this.#isPastHead) {
            this.#learn(bytes, headFrom, at);
            headFrom = -1;
          }
      }
    }
    return at;
  }

  /** The peer closed: that ends a body without a length, and breaks any other. */
  finish(): ParseState {
    if (this.state === 'more') {
      if (this.#phase === 'until-close') this.state = 'complete';
      else this.refuse('the connection closed inside a response');
    }
    return this.state;
  }

  /** Takes a head that was seen before at the price of comparing it. Returns where it ends, or `from`. */
  #recall(known: HeadMemory, bytes: Uint8Array, from: number, to: number): number {
    const end = known.match(bytes, from, to);
    if (end === from) return from;
    this.status = known.status;
    this.#left = known.bodyLength;
    if (known.bodyLength === 0) this.state = 'complete';
    else this.#phase = 'sized';
    return end;
  }

  /** Remembers the head in bytes[from…end), which has just been read, if it is of the plainest kind. */
  #learn(bytes: Uint8Array, from: number, end: number): void {
    const { status, keepAlive } = this;
    if (this.#length === -1 || this.#coded || !keepAlive || status === 204 || status === 304) return;
    this.#known?.remember(bytes, from, end, status, this.#length);
  }

  /** Chunks end in a line break that is no part of the body. */
  #observeBody(bytes: Uint8Array, at: number, taken: number): void {
    const framing = this.#phase === 'chunk-data' ? 2 : 0;
    const length = Math.min(taken, this.#left - framing);
    if (length > 0) this.#observer?.body(bytes, at, at + length);
  }

  #beginHead(): void {
    this.#phase = 'status';
    this.#lineBytes = 0;
    this.#length = -1;
    this.#coded = false;
    this.#chunked = false;
    this.keepAlive = true;
  }

  /** Marks what is being read as not the response that was asked for. */
  refuse(problem: string): void {
    this.state = 'broken';
    this.problem = problem;
  }

  #takeLine(bytes: Uint8Array, from: number, to: number): number {
    let end = from;
    while (end < to && bytes[end] !== 10) end++;
    this.#lineBytes += end - from + 1;
    if (this.#lineBytes > maxHeadBytes) {
      this.refuse(`its head is longer than ${maxHeadBytes} bytes`);
      return end;
    }
    if (end === to) {
      this.#keep(bytes, from, to);
      // Garbage without a line break must not wait for one.
      if (this.#phase === 'status') this.#checkBeginning(this.#carry, this.#carried);
      return to;
    }
    if (this.#carried > 0) {
      this.#keep(bytes, from, end);
      const length = this.#carried;
      this.#carried = 0;
      this.#line(this.#carry, 0, length);
    } else {
      this.#line(bytes, from, end);
    }
    return end + 1;
  }

  #keep(bytes: Uint8Array, from: number, to: number): void {
    const needed = this.#carried + (to - from);
    if (needed > this.#carry.length) {
      const grown = new Uint8Array(Math.max(256, needed * 2));
      grown.set(this.#carry.subarray(0, this.#carried));
      this.#carry = grown;
    }
    this.#carry.set(bytes.subarray(from, to), this.#carried);
    this.#carried = needed;
  }

  #checkBeginning(bytes: Uint8Array, length: number): void {
    if (length === 1 && bytes[0] === 13) return; // half of an empty line
    const expected = 'HTTP/1.';
    for (let i = 0; i < Math.min(length, expected.length); i++) {
      if (bytes[i] !== expected.charCodeAt(i)) {
        this.refuse('it does not begin with HTTP/1.');
        return;
      }
    }
  }

  /** One line without its LF. */
  #line(bytes: Uint8Array, from: number, lineEnd: number): void {
    const end = lineEnd > from && bytes[lineEnd - 1] === 13 ? lineEnd - 1 : lineEnd;
    switch (this.#phase) {
      case 'status':
        // Empty lines before a status line are tolerated, as RFC 9112 2.2 asks of the other side.
        if (end > from) this.#statusLine(bytes, from, end);
        break;
      case 'headers':
        if (end > from) this.#header(bytes, from, end);
        else this.#endOfHead();
        break;
      case 'chunk-size':
        this.#chunkSize(bytes, from, end);
        break;
      default:
        if (end === from) this.state = 'complete'; // the empty line after the trailers
    }
  }

  /** HTTP/1.x SP three digits [SP reason]. */
  #statusLine(bytes: Uint8Array, from: number, end: number): void {
    this.#checkBeginning(bytes.subarray(from, end), end - from);
    if (this.state === 'broken') return;
    const minor = bytes[from + 7] - 48;
    let status = 0;
    for (let i = from + 9; i < from + 12; i++) {
      const digit = bytes[i] - 48;
      status = i < end && digit >= 0 && digit <= 9 ? status * 10 + digit : Number.NaN;
    }
    const tail = end > from + 12 ? bytes[from + 12] : 32;
    if (!(status >= 100) || bytes[from + 8] !== 32 || tail !== 32 || !(minor >= 0 && minor <= 9)) {
      this.refuse('its status line is malformed');
      return;
    }
    this.status = status;
    this.keepAlive = minor > 0;
    this.#phase = 'headers';
    this.#observer?.begin();
  }

  #header(bytes: Uint8Array, from: number, end: number): void {
    if (this.#observer !== null) observeHeader(this.#observer, bytes, from, end);
    // Only three fields matter, and they begin with c or t.
    const first = bytes[from] | 0x20;
    if (first !== 99 && first !== 116) return;
    if (nameIs(bytes, from, end, 'content-length:')) this.#contentLength(text(bytes, from + 15, end));
    else if (nameIs(bytes, from, end, 'transfer-encoding:')) {
      this.#coded = true;
      this.#chunked = /(^|,)\s*chunked$/.test(text(bytes, from + 18, end));
    } else if (nameIs(bytes, from, end, 'connection:')) {
      for (const option of text(bytes, from + 11, end).split(',')) {
        if (option.trim() === 'close') this.keepAlive = false;
        else if (option.trim() === 'keep-alive') this.keepAlive = true;
      }
    }
  }

  #contentLength(value: string): void {
    const length = /^\d{1,15}$/.test(value) ? Number(value) : -1;
    if (length === -1 || (this.#length !== -1 && this.#length !== length)) {
      this.refuse('its Content-Length is malformed');
      return;
    }
    this.#length = length;
  }

  /** Which body follows: RFC 9112, 6.3. */
  #endOfHead(): void {
    const status = this.status;
    if (status < 200) {
      if (status === 101) this.refuse('it switches protocols, which was not asked for');
      else this.#beginHead(); // an interim response; the final one follows
    } else if (this.#head || status === 204 || status === 304) {
      this.state = 'complete';
    } else if (this.#chunked) {
      this.#phase = 'chunk-size';
      this.#lineBytes = 0;
    } else if (this.#coded || this.#length === -1) {
      this.#phase = 'until-close';
      this.keepAlive = false;
    } else if (this.#length === 0) {
      this.state = 'complete';
    } else {
      this.#left = this.#length;
      this.#phase = 'sized';
    }
  }

  #chunkSize(bytes: Uint8Array, from: number, end: number): void {
    let size = 0;
    let digits = 0;
    let at = from;
    for (; at < end; at++) {
      const digit = hexDigit(bytes[at]);
      if (digit === -1) break;
      size = size * 16 + digit;
      digits++;
    }
    const terminated = at === end || bytes[at] === 59 || bytes[at] === 32 || bytes[at] === 9; // ; SP HT
    if (digits === 0 || digits > maxChunkDigits || !terminated) {
      this.refuse('a chunk size is malformed');
      return;
    }
    this.#lineBytes = 0;
    if (size === 0) {
      this.#phase = 'trailers';
    } else {
      this.#left = size + 2; // the data and the CRLF after it
      this.#phase = 'chunk-data';
    }
  }

  #endOfBytes(): void {
    if (this.#phase === 'sized') this.state = 'complete';
    else this.#phase = 'chunk-size';
  }
}

/** Whether a line begins with a lower-case field name and its colon. */
function nameIs(bytes: Uint8Array, from: number, end: number, name: string): boolean {
  if (end - from < name.length) return false;
  const last = name.length - 1;
  for (let i = 0; i < last; i++) {
    if ((bytes[from + i] | 0x20) !== (name.charCodeAt(i) | 0x20)) return false;
  }
  return bytes[from + last] === 58;
}

function observeHeader(observer: ResponseObserver, bytes: Uint8Array, from: number, end: number): void {
  const line = Buffer.from(bytes.buffer, bytes.byteOffset + from, end - from).toString('latin1');
  const colon = line.indexOf(':');
  if (colon > 0) observer.header(line.slice(0, colon), line.slice(colon + 1).trim());
}

/** A field's value: trimmed, in lower case. */
function text(bytes: Uint8Array, from: number, end: number): string {
  let value = '';
  for (let i = from; i < end; i++) value += String.fromCharCode(bytes[i]);
  return value.trim().toLowerCase();
}

function hexDigit(byte: number): number {
  if (byte >= 48 && byte <= 57) return byte - 48;
  const letter = byte | 0x20;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}
