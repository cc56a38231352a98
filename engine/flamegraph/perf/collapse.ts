import { encodeUtf8 } from '../../wire/utf8';
import { ByteTable } from '../byte-table';
import { ByteWriter } from '../byte-writer';
import { latin1 } from '../bytes';
import { FrameTable, type FrameTableOptions } from './frame-table';
import { LineCache } from './line-cache';
import { type EventLine, isSpace, newFrameLine, parseEventLine, parseFrameLine } from './lines';
import { plainStacks } from './plain-stacks';
import { sortStacks } from './sort-stacks';
import { Totals } from './totals';

export interface CollapseOptions extends FrameTableOptions {
  /** What the root frame names beside the command. */
  readonly process: 'name' | 'pid' | 'tid';
  /** The event to count; '' for the first that comes. */
  readonly event: string;
  /** Lines of source positions follow the frames (`perf script -F+srcline`). */
  readonly sourceLines: boolean;
}

export interface CollapseResult {
  /** Lines `command;frame;… period`, sorted by stack. */
  readonly folded: Uint8Array;
  /** Lines for the person. */
  readonly warnings: readonly string[];
}

const hash = 35;
const newline = 10;
const separator = 59;

/** The frame of a sample's command. */
interface Root {
  readonly frame: number;
  /** Names in Java are read by rules of their own. */
  readonly isJava: boolean;
}

/**
 * Text of `perf script` as folded stacks, weighted by period. An empty line ends a sample; a last one without
 * counts nothing, as the tool has it, and is warned of.
 */
export function collapsePerf(text: Uint8Array, options: CollapseOptions): CollapseResult {
  const collapse = new PerfCollapse(options);
  collapse.push(text);
  return collapse.finish();
}

/** The same for text that comes in pieces, so that it need not be in memory as a whole. */
export class PerfCollapse {
  /** What is being read: whole lines, but for the end of the last piece. */
  private text: Uint8Array = new Uint8Array(0);
  /** The text's memory, kept from piece to piece. */
  private buffer: Uint8Array = new Uint8Array(0);
  /** The beginning of a line whose rest is yet to come stands at the buffer's start. */
  private waiting = 0;

  private readonly options: CollapseOptions;
  private readonly warnings: string[] = [];

  /** Names of events; the one that counts has the number 0. */
  private readonly events = new ByteTable();
  private eventWarned = false;
  /** Beginnings of samples' heads, up to the numbers of process and thread, and the root of each. */
  private readonly heads = new ByteTable();
  private readonly roots: Root[] = [];

  private readonly frames: FrameTable;
  private readonly stacks = new ByteTable();
  private readonly totals = new Totals();
  private readonly cache = new LineCache();
  private readonly line = newFrameLine();
  /** Of lines that gave several frames, or none. */
  private readonly chains: Int32Array[] = [];

  /** Frames of the sample so far, inner first. */
  private stack = new Int32Array(256);
  private stackBytes = new Uint8Array(this.stack.buffer);
  private depth = 0;
  /** Of the sample that is being read; null outside of samples that count. */
  private root: Root | null = null;
  private isJava = false;
  private period = '';

  constructor(options: CollapseOptions) {
    this.options = options;
    this.frames = new FrameTable(options);
    const event = encodeUtf8(options.event);
    if (event.length > 0) this.events.idOf(event, 0, event.length);
  }

  /** Reads the next piece of the text, which may end anywhere. The piece is not kept. */
  push(piece: Uint8Array): void {
    const used = this.waiting + piece.length;
    if (used > this.buffer.length) {
      const buffer = new Uint8Array(Math.max(used, this.buffer.length * 2));
      buffer.set(this.buffer.subarray(0, this.waiting));
      this.buffer = buffer;
    }
    this.buffer.set(piece, this.waiting);
    // Positions in the source stand on lines of their own, behind what they belong to.
    const last = this.options.sourceLines ? -1 : piece.lastIndexOf(newline);
    const whole = last < 0 ? 0 : this.waiting + last + 1;
    if (whole > 0) {
      this.text = this.buffer.subarray(0, whole);
      this.readLines();
      this.buffer.copyWithin(0, whole, used);
    }
    this.waiting = used - whole;
  }

  /** Reads what is left, and sums up. */
  finish(): CollapseResult {
    this.text = this.buffer.subarray(0, this.waiting);
    this.readLines();
    if (this.root !== null) {
      this.warnings.push('The last sample is left out: no empty line ends it, so it may be cut off.');
    }
    return { folded: this.write(), warnings: this.warnings };
  }

  private readLines(): void {
    const { text, cache } = this;
    for (let at = 0; at < text.length; ) {
      const known = cache.next(text, at, this.isJava);
      if (known !== 0) {
        this.addRemembered(known);
        at += cache.length;
        continue;
      }
      const found = text.indexOf(newline, at);
      const end = found < 0 ? text.length : found;
      if (end === at) this.endSample();
      else if (text[at] !== hash) {
        const event = isSpace(text[at]!) ? null : parseEventLine(text, at, end);
        if (event !== null) this.startSample(event, at);
        else if (this.options.sourceLines || found < 0) at = this.stackLine(at, end);
        else this.rememberedLine(at, end);
      }
      at = Math.max(at, end) + 1;
    }
  }

  private startSample(line: EventLine, start: number): void {
    const { text, events } = this;
    if (line.hasEvent) {
      const event = events.idOf(text, line.eventStart, line.eventEnd);
      // Events of different kinds do not add up, so only the first kind counts, which got the number 0.
      if (event !== 0) {
        if (this.options.event === '' && !this.eventWarned) {
          const first = latin1(events.bytes, events.startOf(0), events.endOf(0));
          this.warnings.push(`Filtering for events of type: ${first}`);
          this.eventWarned = true;
        }
        return;
      }
    }
    const period = latin1(text, line.periodStart, line.periodEnd);
    this.period = period === '0' ? '' : period;
    const size = this.heads.size;
    const head = this.heads.idOf(text, start, line.secondEnd);
    if (head === size) this.roots.push(this.rootOf(line, start));
    this.root = this.roots[head]!;
    this.isJava = this.root.isJava;
  }

  private rootOf(line: EventLine, start: number): Root {
    const { text, options } = this;
    const first = latin1(text, line.firstStart, line.firstEnd);
    const second = latin1(text, line.secondStart, line.secondEnd);
    // A single number is the thread; so is the first one of "0/0", the idle task.
    const [pid, tid] = /^0?$/.test(second) ? ['?', first] : [first, second];
    let command = latin1(text, start, line.commEnd);
    if (options.process === 'tid') command += `-${pid}/${tid}`;
    if (options.process === 'pid') command += `-${pid}`;
    command = command.replaceAll(' ', '_');
    return { frame: this.frames.idOf(command), isJava: command.startsWith('java') };
  }

  private rememberedLine(start: number, end: number): void {
    const known = this.cache.find(this.text, start, end + 1, this.isJava);
    if (known !== 0) {
      this.addRemembered(known);
      return;
    }
    const frames = this.framesAt(start, end);
    if (frames === null) {
      this.warn(start, end);
      return;
    }
    const isOne = typeof frames === 'number';
    this.cache.remember(isOne ? frames + 1 : -this.chains.push(frames), this.isJava);
    this.add(frames);
  }

  /** @param known a frame's number + 1, or the negative number + 1 of a chain of frames */
  private addRemembered(known: number): void {
    this.add(known > 0 ? known - 1 : this.chains[-known - 1]!);
  }

  /** @returns where the last line ends that was read, which with source positions may be the next one */
  private stackLine(start: number, end: number): number {
    const { text, options } = this;
    let last = end;
    const sourceLine = () => {
      const from = last + 1;
      const found = text.indexOf(newline, from);
      last = found < 0 ? text.length : found;
      return from < text.length ? sourcePosition(latin1(text, from, last)) : '';
    };
    const isAsked = options.sourceLines && this.root !== null;
    const frames = this.framesAt(start, end, isAsked ? sourceLine : undefined);
    if (frames === null) this.warn(start, end);
    else this.add(frames);
    return last;
  }

  private warn(start: number, end: number): void {
    this.warnings.push(`Unrecognized line: ${latin1(this.text, start, end)}`);
  }

  /** Frames of a line of a stack, outer first; null where it is none. */
  private framesAt(start: number, end: number, sourceLine?: () => string): number | Int32Array | null {
    const line = this.line;
    if (!parseFrameLine(this.text, start, end, line)) return null;
    return this.frames.framesOf(this.text, line, this.isJava, sourceLine);
  }

  /** Puts frames of one line onto the sample; what belongs to a sample of another event is left out. */
  private add(frames: number | Int32Array): void {
    if (this.root === null) return;
    if (typeof frames === 'number') {
      if (this.depth + 1 >= this.stack.length) this.growStack(1);
      this.stack[this.depth++] = frames;
      return;
    }
    if (this.depth + frames.length >= this.stack.length) this.growStack(frames.length);
    for (let i = frames.length - 1; i >= 0; i--) this.stack[this.depth++] = frames[i]!;
  }

  private growStack(more: number): void {
    const copy = new Int32Array(this.stack.length * 2 + more);
    copy.set(this.stack);
    this.stack = copy;
    this.stackBytes = new Uint8Array(copy.buffer);
  }

  private endSample(): void {
    if (this.root === null) return;
    this.stack[this.depth] = this.root.frame;
    this.totals.add(this.stacks.idOf(this.stackBytes, 0, (this.depth + 1) * 4), this.period);
    this.depth = 0;
    this.root = null;
  }

  private write(): Uint8Array {
    const { names } = this.frames;
    const { stacks, totals } = plainStacks(this.stacks, this.totals, this.frames);
    const out = new ByteWriter(1 << 20);
    for (const row of sortStacks(stacks, names)) {
      const first = row === 0 ? 0 : stacks.ends[row - 1]!;
      for (let at = first; at < stacks.ends[row]!; at++) {
        if (at > first) out.byte(separator);
        const id = stacks.frames[at]!;
        out.range(names.bytes, names.startOf(id), names.endOf(id));
      }
      out.latin1(` ${totals.text(row)}\n`);
    }
    return out.written();
  }
}

/** A line `file.c:12`, or `libc.so[1b25]` where the source is not known. */
function sourcePosition(line: string): string {
  return line.replace(/\[[^\]]*\]/g, '').replace(/^[ \t-\r]+|[ \t-\r]+$/g, '');
}
