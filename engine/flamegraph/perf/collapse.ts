import { ByteTable } from '../byte-table';
import { ByteWriter } from '../byte-writer';
import { fromLatin1, latin1 } from '../bytes';
import { sortedOrder } from '../sort-lines';
import { type FrameRules, frameNames } from './frame-names';
import { LineCache } from './line-cache';
import { type EventLine, isSpace, newFrameLine, parseEventLine, parseFrameLine } from './lines';
import { Totals } from './totals';

export interface CollapseOptions extends FrameRules {
  /** What the root frame names beside the command. */
  readonly process: 'name' | 'pid' | 'tid';
  /** The event to count; '' for the first that comes. */
  readonly event: string;
  /** Lines of source positions follow the frames (`perf script -F+srcline`). */
  readonly sourceLines: boolean;
  /**
   * Inlined functions at an address of a module, outer first, joined by `;`; '' or names of `??` where it
   * is not known. Not asked for code of the kernel and of just-in-time compilers.
   */
  readonly inlined?: (address: string, rawName: string, module: string) => string;
}

export interface CollapseResult {
  /** Lines `command;frame;… period`, sorted by stack. */
  readonly folded: Uint8Array;
  /** Lines for the person. */
  readonly warnings: readonly string[];
}

const hash = 35;
const newline = 10;

/** Modules whose addresses no file on disk explains. */
const notOnDisk = /perf-\d+.map|kernel\.|\[[^\]]+\]/;

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

  private event: string;
  private readonly eventIsDefault: boolean;
  private eventWarned = false;

  private readonly frames = new ByteTable();
  private readonly stacks = new ByteTable();
  private readonly totals = new Totals();
  private readonly cache = new LineCache();

  /** Frames of the sample so far, inner first. */
  private stack = new Int32Array(256);
  private stackBytes = new Uint8Array(this.stack.buffer);
  private depth = 0;
  /** Of the sample that is being read; '' outside of samples that count. */
  private command = '';
  private readonly commandIds = new Map<string, number>();
  private isJava = false;
  private period = '';

  constructor(options: CollapseOptions) {
    this.options = options;
    this.event = options.event;
    this.eventIsDefault = options.event === '';
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
    if (this.command !== '') {
      this.warnings.push('The last sample is left out: no empty line ends it, so it may be cut off.');
    }
    return { folded: this.write(), warnings: this.warnings };
  }

  private readLines(): void {
    const { text, cache } = this;
    for (let at = 0; at < text.length; ) {
      const known = cache.next(text, at, this.isJava);
      if (known !== undefined) {
        this.add(known);
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
    const { text, options } = this;
    if (line.hasEvent) {
      const event = latin1(text, line.eventStart, line.eventEnd);
      // Events of different kinds do not add up, so only the first kind counts.
      if (this.event === '') this.event = event;
      else if (event !== this.event) {
        if (this.eventIsDefault && !this.eventWarned) {
          this.warnings.push(`Filtering for events of type: ${this.event}`);
          this.eventWarned = true;
        }
        return;
      }
    }
    const period = latin1(text, line.periodStart, line.periodEnd);
    this.period = /^0?$/.test(period) ? '' : period;
    const first = latin1(text, line.firstStart, line.firstEnd);
    const second = latin1(text, line.secondStart, line.secondEnd);
    // A single number is the thread; so is the first one of "0/0", the idle task.
    const [pid, tid] = /^0?$/.test(second) ? ['?', first] : [first, second];
    let command = latin1(text, start, line.commEnd);
    if (options.process === 'tid') command += `-${pid}/${tid}`;
    if (options.process === 'pid') command += `-${pid}`;
    this.command = command.replaceAll(' ', '_');
    this.isJava = this.command.startsWith('java');
  }

  private rememberedLine(start: number, end: number): void {
    const known = this.cache.framesOf(this.text, start, end + 1, this.isJava, () =>
      this.framesAt(start, end),
    );
    if (known === null) this.warn(start, end);
    else this.add(known);
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
    const isAsked = options.sourceLines && this.command !== '';
    const frames = this.framesAt(start, end, isAsked ? sourceLine : undefined);
    if (frames === null) this.warn(start, end);
    else this.add(frames);
    return last;
  }

  private warn(start: number, end: number): void {
    this.warnings.push(`Unrecognized line: ${latin1(this.text, start, end)}`);
  }

  /** Frames of a line of a stack, outer first; null where it is none. */
  private framesAt(start: number, end: number, sourceLine?: () => string): Int32Array | null {
    const { text, options } = this;
    const line = newFrameLine();
    if (!parseFrameLine(text, start, end, line)) return null;
    const name = latin1(text, line.functionStart, line.functionEnd);
    const module = latin1(text, line.moduleStart, line.moduleEnd);
    const address = latin1(text, line.pcStart, line.pcEnd);
    if (options.inlined !== undefined && !notOnDisk.test(module)) {
      const found = options.inlined(address, name, module);
      if (!['', '??', '??:??:0'].includes(found)) return this.idsOf([found]);
    }
    return this.idsOf(frameNames(name, module, address, this.isJava, options, sourceLine));
  }

  private idsOf(names: readonly string[]): Int32Array {
    return Int32Array.from(names, (name) => this.frames.idOf(fromLatin1(name), 0, name.length));
  }

  /** Puts frames of one line onto the sample; what belongs to a sample of another event is left out. */
  private add(frames: Int32Array): void {
    if (this.command === '') return;
    if (this.depth + frames.length >= this.stack.length) {
      const copy = new Int32Array(this.stack.length * 2 + frames.length);
      copy.set(this.stack);
      this.stack = copy;
      this.stackBytes = new Uint8Array(copy.buffer);
    }
    for (let i = frames.length - 1; i >= 0; i--) this.stack[this.depth++] = frames[i]!;
  }

  private endSample(): void {
    if (this.command === '') return;
    let root = this.commandIds.get(this.command);
    if (root === undefined) {
      root = this.idsOf([this.command])[0]!;
      this.commandIds.set(this.command, root);
    }
    this.stack[this.depth] = root;
    this.totals.add(this.stacks.idOf(this.stackBytes, 0, (this.depth + 1) * 4), this.period);
    this.depth = 0;
    this.command = '';
  }

  private write(): Uint8Array {
    const { stacks, frames } = this;
    const ids = stacks.bytes;
    const columns = new DataView(ids.buffer, ids.byteOffset, ids.byteLength);
    // Stacks of different frames can read alike, as an inlined chain or a command may hold a `;` itself.
    const texts = new ByteTable();
    const totals = new Totals();
    const line = new ByteWriter();
    for (let row = 0; row < stacks.size; row++) {
      line.length = 0;
      for (let at = stacks.endOf(row) - 4; at >= stacks.startOf(row); at -= 4) {
        const id = columns.getInt32(at, true);
        line.range(frames.bytes, frames.startOf(id), frames.endOf(id));
        if (at > stacks.startOf(row)) line.byte(59);
      }
      totals.add(texts.idOf(line.written(), 0, line.length), this.totals.text(row));
    }
    const out = new ByteWriter(line.length + 1024);
    for (const row of sortedOrder(texts.lines())) {
      out.range(texts.bytes, texts.startOf(row), texts.endOf(row));
      out.latin1(` ${totals.text(row)}\n`);
    }
    return out.written();
  }
}

/** A line `file.c:12`, or `libc.so[1b25]` where the source is not known. */
function sourcePosition(line: string): string {
  return line.replace(/\[[^\]]*\]/g, '').replace(/^[ \t-\r]+|[ \t-\r]+$/g, '');
}
