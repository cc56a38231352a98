import type { ProfileBuilder } from '../../model/builder';
import { mappingHas } from '../../model/profile';
import { isJit, type PerfFrame, parseFrame } from './frame';

interface Line {
  readonly name: string;
  readonly file: string;
  readonly line: number;
}

interface Place {
  readonly address: bigint;
  readonly binary: string;
  /** Innermost first. */
  readonly lines: readonly Line[];
}

interface Source {
  readonly file: string;
  readonly line: number;
}

const noSource: Source = { file: '', line: 0 };

/** Collects the stacks of a perf script, each place of the program once. */
export class PerfStacks {
  private readonly places: Place[] = [];
  private readonly rows = new Map<string, number>();
  /** Frames by the text of their line, and rows by frame: most lines of a file are repeated many times. */
  private readonly parsed = new Map<string, PerfFrame | null>();
  private readonly plainRows = new Map<PerfFrame, number>();
  private readonly commRows = new Map<string, number>();
  private frames: PerfFrame[] = [];
  private sources: Source[] = [];

  /** Takes a frame's line; false where the text is none. */
  frame(text: string): boolean {
    let frame = this.parsed.get(text);
    if (frame === undefined) {
      frame = parseFrame(text);
      this.parsed.set(text, frame);
    }
    if (frame === null) return false;
    this.frames.push(frame);
    this.sources.push(noSource);
    return true;
  }

  /**
   * Takes the source line, `file.c:12`, that -F srcline shows below a frame, or `binary[address]` where there
   * is none to show; false for other text.
   */
  source(text: string): boolean {
    if (this.sources.length === 0) return false;
    if (/^[^[]*(\[[^\]]*\])?\[[0-9a-f]+\]$/.test(text)) return true;
    const colon = text.lastIndexOf(':');
    if (colon < 0 || !/^(\d{1,9}|\?)( \(inlined\))?$/.test(text.slice(colon + 1))) return false;
    const file = text.slice(0, colon);
    this.sources[this.sources.length - 1] = {
      file: file === '??' ? '' : file,
      line: Number.parseInt(text.slice(colon + 1), 10) || 0,
    };
    return true;
  }

  /** Ends a stack: its rows, leaf first, with the command as the root. */
  take(comm: string): number[] {
    const stack: number[] = [];
    let lines: Line[] = [];
    this.frames.forEach((frame, i) => {
      const source = this.sources[i]!;
      if (lines.length === 0 && source === noSource && !frame.isInlined) {
        stack.push(this.plainRow(frame));
        return;
      }
      for (const name of names(frame)) lines.push({ name, ...source });
      if (frame.isInlined) return;
      stack.push(this.row(frame.address, frame.binary, lines));
      lines = [];
    });
    if (lines.length > 0) stack.push(this.row(0n, '', lines));
    this.frames = [];
    this.sources = [];
    stack.push(this.commRow(comm));
    return stack;
  }

  /** Adds all places. Returns the location row of each. */
  addTo(builder: ProfileBuilder): number[] {
    const mappings = new Map<string, number>();
    return this.places.map(({ address, binary, lines }) => {
      let mapping = binary === '' ? -1 : mappings.get(binary);
      if (mapping === undefined) {
        // perf has named what could be named.
        mapping = builder.mapping({ filename: binary, has: mappingHas.functions });
        mappings.set(binary, mapping);
      }
      return builder.location({
        address,
        mapping,
        lines: lines.map(({ name, file, line }) => ({
          function: builder.function({ name, filename: file }),
          line,
        })),
      });
    });
  }

  private plainRow(frame: PerfFrame): number {
    let row = this.plainRows.get(frame);
    if (row === undefined) {
      const lines = names(frame).map((name) => ({ name, ...noSource }));
      row = this.row(frame.address, frame.binary, lines);
      this.plainRows.set(frame, row);
    }
    return row;
  }

  private commRow(comm: string): number {
    let row = this.commRows.get(comm);
    if (row === undefined) {
      row = this.row(0n, '', [{ name: comm, ...noSource }]);
      this.commRows.set(comm, row);
    }
    return row;
  }

  private row(address: bigint, binary: string, lines: readonly Line[]): number {
    const key = `${address} ${binary}\n${lines.map((l) => `${l.name}\n${l.file}:${l.line}`).join('\n')}`;
    let row = this.rows.get(key);
    if (row === undefined) {
      row = this.places.push({ address, binary, lines }) - 1;
      this.rows.set(key, row);
    }
    return row;
  }
}

/**
 * The functions of a symbol, innermost first. Agents of virtual machines write those inlined into each other
 * as `outer->middle->inner`; elsewhere '->' is part of a C++ operator's name.
 */
function names({ symbol, binary }: PerfFrame): string[] {
  if (symbol === '') return [];
  return isJit(binary) ? symbol.split('->').reverse() : [symbol];
}
