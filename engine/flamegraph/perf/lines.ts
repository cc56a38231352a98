/** The two kinds of lines of `perf script` text, taken apart by hand: its lines can be long and hostile. */

const colon = 58;
const slash = 47;
const openParen = 40;
const closeParen = 41;

const isDigit = (byte: number) => byte >= 48 && byte <= 57;
export const isSpace = (byte: number) => byte === 32 || (byte >= 9 && byte <= 13);
const isWord = (byte: number) =>
  isDigit(byte) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122) || byte === 95;

/**
 * Head of a sample: `comm pid/tid [cpu] time: period event:`. Offsets into the bytes; a number that is
 * missing is an empty range.
 */
export interface EventLine {
  commEnd: number;
  firstStart: number;
  firstEnd: number;
  secondStart: number;
  secondEnd: number;
  /** Whether the line ends in `: period event:`, as the line of a sample with a stack does. */
  hasEvent: boolean;
  periodStart: number;
  periodEnd: number;
  eventStart: number;
  eventEnd: number;
}

/** Reads the head of a sample; null where the line is none. The name of a command may hold spaces. */
export function parseEventLine(bytes: Uint8Array, start: number, end: number): EventLine | null {
  if (start >= end || isSpace(bytes[start]!)) return null;
  for (let at = start + 2; at < end; at++) {
    if (!isSpace(bytes[at]!)) continue;
    const commEnd = at;
    while (at < end && isSpace(bytes[at]!)) at++;
    const firstStart = at;
    while (at < end && isDigit(bytes[at]!)) at++;
    const firstEnd = at;
    while (at < end && bytes[at] === slash) at++;
    const secondStart = at;
    while (at < end && isDigit(bytes[at]!)) at++;
    if (firstEnd > firstStart && at < end && isSpace(bytes[at]!)) {
      return {
        ...{ commEnd, firstStart, firstEnd, secondStart, secondEnd: at },
        ...parseEvent(bytes, start, end),
      };
    }
    // What follows may be a longer name's next word.
    at = Math.max(firstStart - 1, commEnd);
  }
  return null;
}

/** `: period event:` at the end of a line, read from behind. */
function parseEvent(bytes: Uint8Array, start: number, end: number) {
  const none = { hasEvent: false, periodStart: 0, periodEnd: 0, eventStart: 0, eventEnd: 0 };
  let at = end;
  while (at > start && isSpace(bytes[at - 1]!)) at--;
  if (at === start || bytes[at - 1] !== colon) return none;
  const eventEnd = --at;
  while (at > start && !isSpace(bytes[at - 1]!)) at--;
  const eventStart = at;
  while (at > start && isSpace(bytes[at - 1]!)) at--;
  const periodEnd = at;
  while (at > start && isDigit(bytes[at - 1]!)) at--;
  const periodStart = at;
  while (at > start && isSpace(bytes[at - 1]!)) at--;
  const hasColon = at > start && bytes[at - 1] === colon;
  if (eventEnd === eventStart || periodEnd === eventStart || !hasColon) return none;
  return { hasEvent: true, periodStart, periodEnd, eventStart, eventEnd };
}

/** `address function (module)`, as offsets into the bytes. */
export interface FrameLine {
  pcStart: number;
  pcEnd: number;
  functionStart: number;
  functionEnd: number;
  moduleStart: number;
  moduleEnd: number;
}

export function newFrameLine(): FrameLine {
  return { pcStart: 0, pcEnd: 0, functionStart: 0, functionEnd: 0, moduleStart: 0, moduleEnd: 0 };
}

/**
 * Reads a line of a stack into `into`. The module is what the last ` (` opens; whatever stands behind its
 * last `)` does not matter.
 * @returns false where the line is none
 */
export function parseFrameLine(bytes: Uint8Array, start: number, end: number, into: FrameLine): boolean {
  let at = start;
  while (at < end && isSpace(bytes[at]!)) at++;
  const pcStart = at;
  while (at < end && isWord(bytes[at]!)) at++;
  if (at === pcStart) return false;
  const wordEnd = at;
  while (at < end && isSpace(bytes[at]!)) at++;
  const functionStart = at;

  let close = end - 1;
  while (close > pcStart && bytes[close] !== closeParen) close--;
  let open = close - 1;
  while (open > pcStart && !(bytes[open] === openParen && bytes[open - 1] === 32)) open--;
  if (open <= pcStart) return false;
  // A function has one character at least; where nothing is left for it, it takes that from the address.
  into.functionStart = Math.min(functionStart, open - 2);
  if (into.functionStart <= pcStart) return false;
  into.pcStart = pcStart;
  into.pcEnd = Math.min(wordEnd, into.functionStart);
  into.functionEnd = open - 1;
  into.moduleStart = open + 1;
  into.moduleEnd = close;
  return true;
}
