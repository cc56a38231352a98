import { ByteTable } from '../byte-table';

/** Distinct lines that are remembered at most. */
const mostLines = 1 << 20;

/** Frames of a line, outer first; null where the line is no line of a stack. */
export type LineFrames = Int32Array | null;

/**
 * Lines of stacks that were seen before, whole and with their newlines. Stacks repeat: what called a function
 * last time calls it most often this time too, so each line also knows which line followed it, and one
 * comparison there saves the search for the line's end, the hash and the parsing.
 */
export class LineCache {
  /** Bytes of the line that the latest {@link next} found. */
  length = 0;
  private readonly lines = new ByteTable();
  private readonly frames: [(LineFrames | undefined)[], (LineFrames | undefined)[]] = [[], []];
  /** The line that followed; -1 where none did yet. */
  private readonly follower: number[] = [];
  private previous = -1;

  /** Frames of the line at `at`, where it is the one that followed the latest line before. */
  next(text: Uint8Array, at: number, isJava: boolean): Int32Array | undefined {
    if (this.previous < 0) return undefined;
    const guess = this.follower[this.previous]!;
    if (guess < 0 || !this.lines.startsAt(guess, text, at)) return undefined;
    const frames = this.frames[isJava ? 1 : 0][guess];
    if (frames === undefined || frames === null) return undefined;
    this.length = this.lines.endOf(guess) - this.lines.startOf(guess);
    this.previous = guess;
    return frames;
  }

  /**
   * Frames of the line `text[start, end)`, its newline included.
   * @param parse asked where the line is new
   */
  framesOf(
    text: Uint8Array,
    start: number,
    end: number,
    isJava: boolean,
    parse: () => LineFrames,
  ): LineFrames {
    if (this.lines.size >= mostLines) {
      this.previous = -1;
      return parse();
    }
    const id = this.lines.idOf(text, start, end);
    if (id === this.follower.length) this.follower.push(-1);
    if (this.previous >= 0) this.follower[this.previous] = id;
    this.previous = id;
    const list = this.frames[isJava ? 1 : 0];
    let frames = list[id];
    if (frames === undefined) {
      frames = parse();
      list[id] = frames;
    }
    return frames;
  }
}
