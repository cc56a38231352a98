import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importUrlList } from '../../../../engine/load/import/url-list';
import { FlamebenchError } from '../../../../proto/errors';

const lines = (text: string, base = '') =>
  importUrlList(text, 'u.txt', base).map(({ method, url }) => `${method} ${url}`);
const reason = (text: string, base = ''): string => {
  try {
    importUrlList(text, 'u.txt', base);
  } catch (error) {
    if (error instanceof FlamebenchError) return `${error.failure.subject}: ${error.failure.facts.reason}`;
    throw error;
  }
  return '';
};

describe('a list of URLs', () => {
  it('has URLs, paths and methods, comments and empty lines', () => {
    expect(lines('\ufeff# all\r\nhttp://h:1/a#x\n\n/b?c\n  DELETE /d\nhead //e\n')).toEqual([
      'GET http://h:1/a',
      'GET http://h:1/b?c',
      'DELETE http://h:1/d',
      'HEAD http://h:1//e',
    ]);
    expect(lines('/a', 'https://h/whatever')).toEqual(['GET https://h/a']);
  });

  it.each([
    ['', 'u.txt: it holds no URL'],
    ['/a', 'line 1 of u.txt: it is a path, and no URL before it says of what'],
    ['http://a/\nhttp://b/', 'line 2 of u.txt: http://b is not http://a'],
    ['h:80/x', 'begins neither with http nor with /'],
    ['GET POST /x', 'is no URL, path, or method and URL'],
    ['http://h:99999/', 'is not a URL'],
    ['http://h/\n'.repeat(10_001), 'more than 10000 URLs'],
  ])('is refused with the line: %.20s', (text, expected) => {
    expect(reason(text)).toContain(expected);
  });

  it('never fails but by a reason', () => {
    const piece = fc.oneof(
      fc.constantFrom('\n', 'http://h/', '/', ' ', 'GET ', '#', '[', ':', '@'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => void reason(pieces.join(''), 'http://h/')),
      { numRuns: 1000 },
    );
  });
});
