import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeCatalogue } from '../../../main/demo/catalogue';
import { demoLoadPath } from '../../../main/demo/client';
import { copiedAgain, dearer } from '../../../main/demo/dearer';
import { fast } from '../../../main/demo/fast';
import { pageLength, search, tokenize } from '../../../main/demo/search';
import { slow } from '../../../main/demo/slow';

const offers = makeCatalogue(200);

describe('the demo search', () => {
  it('answers alike in both variants, whatever is asked', () => {
    const word = fc.constantFrom(
      'oak',
      'Lamp',
      'st',
      'reading',
      'a',
      'steel steel',
      'zzz',
      '.*',
      '(',
      'kettle',
    );
    const query = fc.oneof(
      fc.array(word, { maxLength: 5 }).map((words) => words.join(' ')),
      fc.string(),
    );
    fc.assert(
      fc.property(query, (text) => {
        expect(search(offers, text, fast)).toBe(search(offers, text, slow));
      }),
      { numRuns: 60 },
    );
  });

  it('lists each product once, the best first', () => {
    const query = new URL(demoLoadPath, 'http://localhost').searchParams.get('q')!;
    const { found, results } = JSON.parse(search(offers, query, fast));
    const names = results.map((result: { name: string }) => result.name);
    const scores = results.map((result: { score: number }) => result.score);
    expect(new Set(names).size).toBe(names.length);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(results).toHaveLength(pageLength);
    expect(found).toBeGreaterThan(pageLength);
  });

  it('counts a term where a word begins with it, in the name five times as much', () => {
    const offer = {
      sku: 'x',
      name: 'oak desk lamp',
      seller: 's',
      priceCents: 100,
      description: 'Oak and cloak, oaken.',
    };
    expect(JSON.parse(search([offer], 'OAK', slow)).results[0].score).toBe(5 + 2);
  });

  it('the dearer variant answers alike, and copies a tenth more', () => {
    expect(search(offers, 'oak lamp', dearer)).toBe(search(offers, 'oak lamp', slow));
    const hits = Array.from({ length: 95 }, () => ({ offer: offers[0]!, score: 1 }));
    expect(dearer.copyPage(hits)).toEqual(hits);
    expect(copiedAgain).toHaveLength(10);
  });

  it('finds nothing for a query without words', () => {
    expect(JSON.parse(search(offers, '  12 (*', slow))).toEqual({ query: '  12 (*', found: 0, results: [] });
  });
});

describe('tokenize', () => {
  it('gives words once, in lower case, at most eight', () => {
    expect(tokenize('Oak, OAK & steel-lamp')).toEqual(['oak', 'steel', 'lamp']);
    expect(tokenize('a b c d e f g h i j')).toHaveLength(8);
  });
});

describe('makeCatalogue', () => {
  it('is the same every time, and other with another seed', () => {
    expect(makeCatalogue(50)).toEqual(makeCatalogue(50));
    expect(makeCatalogue(50, 8)).not.toEqual(makeCatalogue(50));
  });
});
