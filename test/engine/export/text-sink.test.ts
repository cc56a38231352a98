import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextSink } from '../../../engine/export/text-sink';
import { atOnce } from '../../../engine/work/work';

const decode = (bytes: Uint8Array) =>
  new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);

describe('text that grows', () => {
  it('is the parts in their order, in UTF-8', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), (texts) => {
        const sink = new TextSink();
        for (const text of texts) sink.write(text);
        expect(decode(atOnce(sink.finish()))).toBe(texts.join(''));
      }),
    );
  });

  it('goes on from one chunk to the next, and takes what is larger than any', () => {
    const parts = [
      'a'.repeat(700_000),
      'é'.repeat(400_000),
      'b'.repeat(1_500_000),
      '🔥'.repeat(300_000),
      'end',
    ];
    const sink = new TextSink();
    const first = new TextSink();
    first.write(parts[0]!);
    sink.append(first);
    for (const part of parts.slice(1)) sink.write(part);
    expect(decode(atOnce(sink.finish())) === parts.join('')).toBe(true);
  });

  it('takes the beginning of bytes', () => {
    const sink = new TextSink();
    sink.bytes(new TextEncoder().encode('main;work'), 4);
    expect(decode(atOnce(sink.finish()))).toBe('main');
  });
});
