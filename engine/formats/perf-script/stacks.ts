import type { ProfileBuilder } from '../../model/builder';
import { mappingHas } from '../../model/profile';
import { isJit, type PerfFrame } from './frame';

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

interface PendingFrame extends PerfFrame {
  file: string;
  line: number;
}

/** Collects the stacks of a perf script, each place of the program once. */
export class PerfStacks {
  private readonly places: Place[] = [];
  private readonly rows = new Map<string, number>();
  private frames: PendingFrame[] = [];

  push(frame: PerfFrame): void {
    this.frames.push({ ...frame, file: '', line: 0 });
  }

  /**
   * Takes the source line, `file.c:12`, that -F srcline shows below a frame, or `binary[address]` where there
   * is none to show; false for other text.
   */
  place(text: string): boolean {
    const last = this.frames.at(-1);
    if (last === undefined) return false;
    if (/^[^[]*(\[[^\]]*\])?\[[0-9a-f]+\]$/.test(text)) return true;
    const colon = text.lastIndexOf(':');
    if (colon < 0 || !/^(\d{1,9}|\?)( \(inlined\))?$/.test(text.slice(colon + 1))) return false;
    const file = text.slice(0, colon);
    last.file = file === '??' ? '' : file;
    last.line = Number.parseInt(text.slice(colon + 1), 10) || 0;
    return true;
  }

  /** Ends a stack: its rows, leaf first, with the command as the root. */
  take(comm: string): number[] {
    const stack: number[] = [];
    let lines: Line[] = [];
    for (const { address, symbol, binary, isInlined, file, line } of this.frames) {
      for (const name of names(symbol, binary)) lines.push({ name, file, line });
      if (isInlined) continue;
      stack.push(this.row(address, binary, lines));
      lines = [];
    }
    if (lines.length > 0) stack.push(this.row(0n, '', lines));
    this.frames = [];
    stack.push(this.row(0n, '', [{ name: comm, file: '', line: 0 }]));
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
function names(symbol: string, binary: string): string[] {
  if (symbol === '') return [];
  return isJit(binary) ? symbol.split('->').reverse() : [symbol];
}
