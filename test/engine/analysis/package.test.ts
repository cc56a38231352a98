import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packageOf, withoutArguments } from '../../../engine/analysis/package';

test.each([
  ['net/http.(*conn).serve', '/usr/local/go/src/net/http/server.go', '', 'net/http'],
  ['main.main.func1', '', '', 'main'],
  ['runtime.mallocgc', '/go/src/runtime/malloc.go', '', 'runtime'],
  ['github.com/acme/shop.v2/db.Query', '', '', 'github.com/acme/shop.v2/db'],
  ['slices.SortFunc[go.shape.[]github.com/x/y.T]', '', '', 'slices'],
  ['std::vector<int, std::allocator<int>>::push_back(int const&)', '', '', 'std'],
  ['void leveldb::DBImpl::Get(leveldb::Slice)', '', '', 'leveldb'],
  ['core::iter::traits::iterator::Iterator::next', '', '', 'core'],
  ['memcpy.part.0', 'string/memcpy.c', '/lib/libc.so.6', 'libc.so.6'],
  ['[libc.so.6]', '', '/lib/libc.so.6', 'libc.so.6'],
  ['Router.handle', '/srv/app/node_modules/express/lib/router.js', '', 'express'],
  ['parse', 'file:///srv/node_modules/@babel/core/lib/index.js', '', '@babel/core'],
  ['readFileSync', 'node:fs', '', 'node:fs'],
  ['render', '/srv/app/render.ts', '', 'render.ts'],
  ['(garbage collector)', '', '', ''],
  ['do_syscall_64', '', '', ''],
])('%s in %s is of package %4$s', (name, file, binary, expected) => {
  expect(packageOf(name, file, binary)).toBe(expected);
});

test('arguments are what is in brackets, however those are nested or left open', () => {
  const name = fc.string({ unit: fc.constantFrom('a', ':', '.', '<', '>', '[', ']', '(', ')') });
  fc.assert(
    fc.property(name, (text) => {
      let depth = 0;
      let outside = '';
      for (const c of text) {
        if ('<[('.includes(c)) depth++;
        else if ('>])'.includes(c)) depth = Math.max(0, depth - 1);
        else if (depth === 0) outside += c;
      }
      // A name that opens no bracket is what it is.
      expect(withoutArguments(text)).toBe(/[<[(]/.test(text) ? outside : text);
    }),
  );
});

test('long hostile names take no long time', () => {
  for (const part of ['a/', '<', '(', 'a::', 'a.']) {
    expect(packageOf(part.repeat(100_000), '', '').length).toBeLessThanOrEqual(200_000);
  }
});
