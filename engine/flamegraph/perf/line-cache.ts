import { ByteTable } from '../byte-table';

/** Distinct lines that are remembered at most. */
const mostLines = 1 << 20;

/**
 * Lines of stacks that were seen before, whole and with their newlines, and the frame that each gave. Stacks
 * repeat: what called a function last time calls it most often this time too, so each line also knows which
 * lines followed it, and a comparison there saves the search for the line's end, the hash and the parsing.
 */
export class LineCache {
  /** Bytes of the line that the latest {@link next} found. */
  length = 0;
  /** The line that was found last; -1 where the latest one is not remembered. */
  latest = -1;
  private readonly lines = new ByteTable();
  /** Two columns, for the commands whose names are read differently. */
  private readonly results: [Int32Array, Int32Array] = [new Int32Array(1024), new Int32Array(1024)];
  /** By line, the numbers + 1 of the two that followed it last; 0 where none did yet. */
  private follower = new Int32Array(1024);
  private otherFollower = new Int32Array(1024);

  /** What was remembered for the line at `at`, where it is one that followed the latest line before; or 0. */
  next(text: Uint8Array, at: number, isJava: boolean): number {
    const { latest } = this;
    if (latest < 0) return 0;
    let guess = this.follower[latest]! - 1;
    if (guess < 0) return 0;
    if (!this.lines.startsAt(guess, text, at)) {
      const other = this.otherFollower[latest]! - 1;
      if (other < 0 || !this.lines.startsAt(other, text, at)) return 0;
      this.otherFollower[latest] = guess + 1;
      this.follower[latest] = other + 1;
      guess = other;
    }
    this.length = this.lines.endOf(guess) - this.lines.startOf(guess);
    this.latest = guess;
    return this.results[isJava ? 1 : 0][guess]!;
  }

  /** What was remembered for the line `text[start, end)`, its newline included; 0 for nothing. */
  find(text: Uint8Array, start: number, end: number, isJava: boolean): number {
    if (this.lines.size >= mostLines) {
      this.latest = -1;
      return 0;
    }
    const id = this.lines.idOf(text, start, end);
    if (id === this.follower.length) this.grow();
    const { latest } = this;
    if (latest >= 0) {
      this.otherFollower[latest] = this.follower[latest]!;
      this.follower[latest] = id + 1;
    }
    this.latest = id;
    return this.results[isJava ? 1 : 0][id]!;
  }

  /** Remembers something for the line that {@link find} was asked for. */
  remember(result: number, isJava: boolean): void {
    if (this.latest >= 0) this.results[isJava ? 1 : 0][this.latest] = result;
  }

  private grow(): void {
    this.follower = doubled(this.follower);
    this.otherFollower = doubled(this.otherFollower);
    this.results[0] = doubled(this.results[0]);
    this.results[1] = doubled(this.results[1]);
  }
}

function doubled(column: Int32Array): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(column.length * 2);
  copy.set(column);
  return copy;
}
