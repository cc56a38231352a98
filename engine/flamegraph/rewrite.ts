import { concatBytes, fromLatin1, latin1 } from './bytes';
import { countStart, type FoldedLines, readFolded } from './folded';
import { findLines } from './lines';

const semicolon = 59;

/**
 * Every stack turned around, root last. Lines of another form become lines of another form, to be counted
 * as such. Empty frames at a stack's end vanish, as they do everywhere in this language.
 */
export function reverseStacks(bytes: Uint8Array): Uint8Array {
  const { count, start, end } = findLines(bytes);
  const out = new Uint8Array(bytes.length + 1);
  let length = 0;
  for (let row = 0; row < count; row++) {
    const from = start[row]!;
    const last = countStart(bytes, from, end[row]!);
    if (last >= 0) {
      const first = countStart(bytes, from, last - 1);
      const tail = first < 0 ? last : first;
      let frameEnd = withoutEmptyFrames(bytes, from, tail - 1);
      for (let at = frameEnd; at > from; ) {
        at--;
        if (bytes[at] !== semicolon && at !== from) continue;
        const frameStart = bytes[at] === semicolon ? at + 1 : at;
        out.set(bytes.subarray(frameStart, frameEnd), length);
        length += frameEnd - frameStart;
        if (bytes[at] === semicolon) out[length++] = semicolon;
        frameEnd = at;
      }
      out[length++] = 32;
      out.set(bytes.subarray(tail, end[row]!), length);
      length += end[row]! - tail;
    }
    out[length++] = 10;
  }
  return out.subarray(0, length);
}

/** The end of a stack without the empty frames behind its last one. */
export function withoutEmptyFrames(bytes: Uint8Array, start: number, end: number): number {
  while (end > start && bytes[end - 1] === semicolon) end--;
  return end;
}

/**
 * Chain graphs: behind the separator `--` stand the stacks of the wakers, and each of their frames is marked
 * `_[w]` for its colour. A stack without wakers ends in the separator itself.
 * @param order the order in which rows are read, which becomes the order of the result
 */
export function markWakers(lines: FoldedLines, order: Int32Array): FoldedLines {
  const parts: Uint8Array[] = [];
  for (const row of order) {
    const [blocked, ...wakers] = latin1(lines.bytes, lines.start[row]!, lines.stackEnd[row]!).split(';--;');
    while (wakers.at(-1) === '') wakers.pop();
    const marked = wakers.map((waker) => `${waker.replaceAll(';', '_[w];')}_[w]`);
    const line = `${blocked};--;${marked.join(';--;')}`;
    parts.push(
      fromLatin1(line),
      lines.bytes.subarray(lines.stackEnd[row]!, lines.end[row]!),
      Uint8Array.of(10),
    );
  }
  return readFolded(concatBytes(parts));
}
