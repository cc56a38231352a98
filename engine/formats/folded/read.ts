import { FlamebenchError } from '../../../proto/errors';
import { ProfileBuilder } from '../../model/builder';
import type { Profile, ValueType } from '../../model/profile';
import { decodeUtf8 } from '../../wire/utf8';
import { atOnce, type Work, within } from '../../work/work';
import { countBefore, isBlank } from './counts';
import { ByteInterner } from './interner';

/** A line as it looks: anything, then a count. */
export const foldedLine = /^\S.*[ \t]\d+(\.\d*)?[ \t]*$/;

const semicolon = 59;
const lineFeed = 10;
const hash = 35;

/**
 * Reads folded stacks, `root;…;leaf count`, straight from the bytes. A file whose lines all have two counts
 * compares two profiles and gives the sample types 'before' and 'after'. Blank lines and those that begin
 * with '#' are skipped.
 *
 * Counts with decimals are kept in thousandths or millionths, and the unit says so.
 *
 * @throws FlamebenchError 'malformed-profile'
 */
export function readFolded(bytes: Uint8Array, name: string): Profile {
  return atOnce(readFoldedInParts(bytes, name));
}

/** {@link readFolded} in parts. */
export function readFoldedInParts(bytes: Uint8Array, name: string): Work<Profile> {
  return new FoldedReader(bytes, name).read();
}

/** Bytes of lines that are read in one part. */
const bytesInPart = 1 << 18;
/** What of the work looking for the kind of counts is. */
const surveying = 0.25;

/** Gets a line's bytes without the blanks at its end. */
type Visit = (start: number, end: number) => void;

class FoldedReader {
  private readonly interner: ByteInterner;
  /** Location row of each interned frame. */
  private readonly locations: number[] = [];
  /** Number of the line being read, from 1. */
  private line = 0;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly name: string,
  ) {
    this.interner = new ByteInterner(bytes);
  }

  *read(): Work<Profile> {
    const { bytes } = this;
    const { isPair, decimals } = yield* within(0, surveying, this.survey());
    const scale = 10 ** decimals;
    const builder = new ProfileBuilder(sampleTypes(isPair, decimals));
    const stack: number[] = [];
    const add = (start: number, end: number) => {
      const last = this.lastCount(start, end);
      const first = isPair ? countBefore(bytes, start, last.start) : null;
      const stackEnd = (first ?? last).start;
      stack.length = 0;
      for (let from = start; from < stackEnd; ) {
        let to = from;
        while (to < stackEnd && bytes[to] !== semicolon) to++;
        // 'a;;b' and a ';' at either end hold no frame.
        if (to > from) stack.push(this.location(builder, from, to));
        from = to + 1;
      }
      const values = first === null ? [last.value] : [first.value, last.value];
      builder.sample(
        stack.reverse(),
        values.map((value) => this.whole(value * scale)),
      );
    };
    yield* within(surveying, 1, this.eachLine(add));
    return builder.build();
  }

  /** Finds out whether all lines have two counts, and how many decimals are to be kept. */
  private *survey(): Work<{ isPair: boolean; decimals: number }> {
    const { bytes } = this;
    let isPair = true;
    let most = 0;
    const look = (start: number, end: number) => {
      const last = this.lastCount(start, end);
      const first = isPair ? countBefore(bytes, start, last.start) : null;
      isPair &&= first !== null;
      most = Math.max(most, last.decimals, first?.decimals ?? 0);
    };
    yield* this.eachLine(look);
    return { isPair, decimals: most === 0 ? 0 : most <= 3 ? 3 : 6 };
  }

  private *eachLine(visit: Visit): Work<void> {
    const { bytes } = this;
    this.line = 0;
    const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    for (let start = hasMark ? 3 : 0; start < bytes.length; ) {
      start = this.someLines(start, visit);
      yield Math.min(1, start / bytes.length);
    }
  }

  /** Visits the lines that begin in one part's bytes. @returns where the next one begins */
  private someLines(from: number, visit: Visit): number {
    const { bytes } = this;
    const until = Math.min(bytes.length, from + bytesInPart);
    let start = from;
    while (start < until) {
      const found = bytes.indexOf(lineFeed, start);
      let end = found < 0 ? bytes.length : found;
      const next = end + 1;
      this.line++;
      while (end > start && isBlank(bytes[end - 1]!)) end--;
      if (end > start && bytes[start] !== hash) visit(start, end);
      start = next;
    }
    return start;
  }

  private lastCount(start: number, end: number) {
    const count = countBefore(this.bytes, start, end);
    if (count !== null) return count;
    const excerpt = decodeUtf8(this.bytes, start, Math.min(end, start + 40));
    return this.fail(`'${excerpt}${end > start + 40 ? '…' : ''}' does not end with a count`);
  }

  private location(builder: ProfileBuilder, from: number, to: number): number {
    const frame = this.interner.row(from, to);
    if (frame === this.locations.length) {
      const name = decodeUtf8(this.bytes, from, to);
      this.locations.push(builder.location({ lines: [{ function: builder.function({ name }) }] }));
    }
    return this.locations[frame]!;
  }

  private whole(value: number): number {
    const whole = Math.round(value);
    if (!Number.isSafeInteger(whole)) this.fail(`a count of ${value} lies beyond 2^53`);
    return whole;
  }

  private fail(reason: string): never {
    throw new FlamebenchError('malformed-profile', this.name, { reason: `line ${this.line}: ${reason}` });
  }
}

function sampleTypes(isPair: boolean, decimals: number): ValueType[] {
  const unit = decimals === 0 ? 'count' : decimals === 3 ? 'thousandths' : 'millionths';
  return (isPair ? ['before', 'after'] : ['samples']).map((type) => ({ type, unit }));
}
