import type { LineReader } from '../wire/lines';
import type { AddressProfile, AddressSample, FrameSymbol } from './address-profile';
import { parseGoLabels } from './go-labels';
import { callAddress } from './numbers';

interface Comment {
  readonly address: bigint;
  /** null where Go had no name for it. */
  readonly symbol: FrameSymbol | null;
}

/** Go leaves out the runtime's own functions at the leaf of a stack, without saying which they are. */
const hiddenRuntime: FrameSymbol = { name: 'runtime.<hidden>', file: '', line: 0 };
/** It never names the function that every goroutine returns to. */
const goexit: FrameSymbol = { name: 'runtime.goexit', file: '', line: 0 };

/**
 * Reads the comments that Go's `debug=1` texts have after each stack:
 *
 *     # labels: {"key":"value"}
 *     #	0x4dcf24	main.recurse+0x44	/src/main.go:42
 */
export class GoSymbolReader {
  private sample: AddressSample | null = null;
  private comments: Comment[] = [];
  private readonly hidden = new Set<number>();
  private readonly roots = new Set<number>();

  constructor(private readonly profile: AddressProfile) {}

  /** The comments that follow are about this sample. */
  begin(sample: AddressSample): void {
    this.align();
    this.sample = sample;
  }

  /** Takes a line that is blank or begins with '#'. */
  read(line: string, lines: LineReader): void {
    if (this.sample === null) return;
    if (line === '') {
      this.align();
      return;
    }
    const labels = /^#\s*labels:\s*/.exec(line);
    if (labels !== null) {
      const read = parseGoLabels(line, labels[0].length);
      if (read === null) lines.fail('its labels are broken');
      for (const label of read.labels) this.sample.labels.push(label);
      return;
    }
    const comment = parseComment(line);
    if (comment !== null) this.comments.push(comment);
  }

  /** Names what is left nameless, as far as Go's rule of what it leaves out tells. */
  finish(): void {
    this.align();
    for (const row of this.hidden) this.profile.nameRow(row, [hiddenRuntime]);
    for (const row of this.roots) this.profile.nameRow(row, [goexit]);
  }

  /** Brings the comments of a stack together with its addresses. */
  private align(): void {
    const { sample, comments, profile } = this;
    this.sample = null;
    this.comments = [];
    if (sample === null || comments.length === 0) return;
    const { stack } = sample;
    let at = 0;
    let shown = false;
    for (let i = 0; i < comments.length; ) {
      const { address } = comments[i]!;
      // A stack holds where calls return to, comments where they are; for a signal's frame both are the same.
      const is = (row: number) =>
        profile.address(row) === address || profile.address(row) === callAddress(address);
      let found = at;
      while (found < stack.length && !is(stack[found]!)) found++;
      if (found === stack.length) {
        i++;
        continue;
      }
      if (!shown) for (let row = at; row < found; row++) this.hidden.add(stack[row]!);
      shown = true;
      at = found + 1;
      const symbols: FrameSymbol[] = [];
      // Several comments for one address are functions inlined there; in recursion the address repeats too.
      do {
        const { symbol } = comments[i++]!;
        if (symbol !== null) symbols.push(symbol);
      } while (
        i < comments.length &&
        comments[i]!.address === address &&
        !(at < stack.length && is(stack[at]!))
      );
      if (symbols.length > 0) profile.nameRow(stack[found]!, symbols);
    }
    if (shown && at === stack.length - 1) this.roots.add(stack[at]!);
  }
}

/** `# address function+offset file:line`; a bare address where Go knows no more. null for other comments. */
function parseComment(line: string): Comment | null {
  const start = /^#\s*(0x[0-9a-f]{1,16})(?:\s+|$)/.exec(line);
  if (start === null) return null;
  const address = BigInt(start[1]!);
  const plus = line.lastIndexOf('+0x');
  const colon = line.lastIndexOf(':');
  if (plus < start[0].length) return { address, symbol: null };
  const name = line.slice(start[0].length, plus);
  const offsetEnd = /\s/.exec(line.slice(plus));
  if (offsetEnd === null || colon < plus) return { address, symbol: { name, file: '', line: 0 } };
  const file = line.slice(plus + offsetEnd.index, colon).trim();
  const digits = line.slice(colon + 1);
  return { address, symbol: { name, file, line: /^\d{1,9}$/.test(digits) ? Number(digits) : 0 } };
}
