import { FlamebenchError } from '../../proto/errors';
import { ByteTable } from './byte-table';
import { ByteWriter } from './byte-writer';
import { countStart, countValue } from './folded';
import { findLines } from './lines';
import { perlNumber } from './perl-number';

export interface DiffFoldedOptions {
  /** Scale the first file's counts to the second's total; see {@link diffFolded}. */
  readonly normalise: boolean;
  /** Take all hexadecimal numbers for the same, as addresses differ from run to run. */
  readonly stripHex: boolean;
}

export interface DiffFoldedResult {
  /** Lines `stack before after`, stacks of the first file first; a stack that a file lacks counts 0 there. */
  readonly folded: Uint8Array;
  /** Lines of both files that are no folded stacks. */
  readonly ignored: number;
}

/**
 * Two files of folded stacks as one, for a picture of their difference. Normalised, the first counts become
 * int(count · total2 / total1), so that both totals are alike.
 *
 * @throws FlamebenchError 'bad-argument' to normalise where the first file counts nothing
 */
export function diffFolded(
  before: Uint8Array,
  after: Uint8Array,
  options: DiffFoldedOptions,
): DiffFoldedResult {
  const stacks = new ByteTable();
  const first = sumStacks(before, stacks, options);
  const second = sumStacks(after, stacks, options);
  if (options.normalise && first.total === 0 && stacks.size > 0) {
    throw new FlamebenchError('bad-argument', 'the first file', {
      reason: 'it counts nothing, so nothing can be scaled to the second',
    });
  }
  const out = new ByteWriter(before.length + 1024);
  for (let id = 0; id < stacks.size; id++) {
    let count = first.counts[id] ?? 0;
    if (options.normalise) count = Math.trunc((count * second.total) / first.total);
    out.range(stacks.bytes, stacks.startOf(id), stacks.endOf(id));
    out.latin1(` ${perlNumber(count)} ${perlNumber(second.counts[id] ?? 0)}\n`);
  }
  return { folded: out.written(), ignored: first.ignored + second.ignored };
}

function sumStacks(bytes: Uint8Array, stacks: ByteTable, { stripHex }: DiffFoldedOptions) {
  const lines = findLines(bytes);
  const counts: number[] = new Array(stacks.size).fill(0);
  let total = 0;
  let ignored = 0;
  for (let row = 0; row < lines.count; row++) {
    const from = lines.start[row]!;
    const to = lines.end[row]!;
    const number = countStart(bytes, from, to);
    if (number < 0) {
      ignored++;
      continue;
    }
    const count = countValue(bytes, number, to);
    const id = stripHex ? strippedId(bytes, from, number - 1, stacks) : stacks.idOf(bytes, from, number - 1);
    counts[id] = (counts[id] ?? 0) + count;
    total += count;
  }
  return { counts, total, ignored };
}

const x = 120;
const zero = 48;

function isHex(byte: number): boolean {
  return (byte >= zero && byte <= 57) || (byte >= 65 && byte <= 70) || (byte >= 97 && byte <= 102);
}

/** Number of the stack in which every `0x1f2e` reads `0x...`. */
function strippedId(bytes: Uint8Array, start: number, end: number, stacks: ByteTable): number {
  const text = new ByteWriter(end - start + 16);
  for (let at = start; at < end; at++) {
    text.byte(bytes[at]!);
    const isPrefix = bytes[at] === x && at > start && bytes[at - 1] === zero;
    if (!isPrefix || at + 1 >= end || !isHex(bytes[at + 1]!)) continue;
    while (at + 1 < end && isHex(bytes[at + 1]!)) at++;
    text.latin1('...');
  }
  return stacks.idOf(text.written(), 0, text.length);
}
