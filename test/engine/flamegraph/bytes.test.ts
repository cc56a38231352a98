import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteTable } from '../../../engine/flamegraph/byte-table';
import { ByteWriter } from '../../../engine/flamegraph/byte-writer';
import { concatBytes } from '../../../engine/flamegraph/bytes';
import { findLines } from '../../../engine/flamegraph/lines';
import { sortedOrder } from '../../../engine/flamegraph/sort-lines';

/** Few letters and shared beginnings, so that lines are alike for long. */
const line = fc
  .tuple(
    fc.constantFrom('', 'main;', 'main;handle;', 'main;handle;a'),
    fc.string({ unit: fc.constantFrom('a', 'b', '\0', 'é', '😀', ';') }),
  )
  .map(([prefix, rest]) => prefix + rest);

describe('sortedOrder', () => {
  it('sorts as a comparison of bytes does', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 200 }), (texts) => {
        const bytes = Buffer.from(texts.map((text) => `${text}\n`).join(''));
        const lines = findLines(bytes);
        const sorted = Array.from(sortedOrder(lines), (row) =>
          bytes.subarray(lines.start[row], lines.end[row]),
        );
        const expected = texts.map((text) => Buffer.from(text)).sort(Buffer.compare);
        expect(sorted.map(String)).toEqual(expected.map(String));
      }),
    );
  });

  it('leaves sorted lines as they are', () => {
    expect([...sortedOrder(findLines(Buffer.from('a 1\na;b 2\nb 1\n')))]).toEqual([0, 1, 2]);
    expect([...sortedOrder(findLines(new Uint8Array(0)))]).toEqual([]);
  });
});

describe('findLines', () => {
  it('needs no newline at the end, and strips nothing else', () => {
    const bytes = Buffer.from('a\r\n\nb');
    const { count, start, end } = findLines(bytes);
    const texts = Array.from({ length: count }, (_, row) => bytes.toString('utf8', start[row], end[row]));
    expect(texts).toEqual(['a\r', '', 'b']);
  });
});

describe('ByteTable', () => {
  it('numbers distinct strings in the order they come', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 600 }), (texts) => {
        const table = new ByteTable();
        const known = new Map<string, number>();
        for (const text of texts) {
          const bytes = Buffer.from(`x${text}`);
          const expected = known.get(text) ?? known.size;
          known.set(text, expected);
          expect(table.idOf(bytes, 1, bytes.length)).toBe(expected);
        }
        expect(table.size).toBe(known.size);
        for (const [text, id] of known) {
          expect(Buffer.from(table.bytes.subarray(table.startOf(id), table.endOf(id))).toString()).toBe(text);
          expect(table.startsAt(id, Buffer.from(`..${text}more`), 2)).toBe(true);
          expect(table.isAt(id, Buffer.from(`${text}.`), 0, Buffer.byteLength(text) + 1)).toBe(false);
        }
      }),
    );
  });
});

describe('ByteWriter', () => {
  it('holds what was written, however large', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 })), (parts) => {
        const writer = new ByteWriter(1);
        for (const part of parts) writer.range(part, 0, part.length);
        expect(Buffer.from(writer.written())).toEqual(Buffer.from(concatBytes(parts)));
      }),
    );
  });
});
