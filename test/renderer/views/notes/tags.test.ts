import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { annotationSchema } from '../../../../proto/ipc';
import { formatTags, parseTags } from '../../../../renderer/views/notes/tags';

describe('tags', () => {
  test('are what stands between commas, of either kind, each once', () => {
    expect(parseTags(' cache,v2 ,, cache， big  heap\nlast ')).toEqual(['cache', 'v2', 'big heap', 'last']);
    expect(parseTags('  , ')).toEqual([]);
  });

  test('of any text are such as main takes, and are read back from what is shown', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 3000, unit: 'grapheme' }), (text) => {
        const tags = parseTags(text);
        expect(annotationSchema.safeParse({ label: '', notes: '', tags }).success).toBe(true);
        expect(parseTags(formatTags(tags))).toEqual(tags);
      }),
    );
  });
});
