import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellsOf, fitLabel, LabelCache } from '../../../../renderer/views/flame/labels';
import { withoutPackage, withoutPath } from '../../../../renderer/views/names';

describe('shorter names', () => {
  it.each([
    ['net/http.(*conn).serve', 'http.(*conn).serve', '(*conn).serve'],
    ['github.com/a/b/v2.Do', 'v2.Do', 'Do'],
    ['main.main.func1', 'main.main.func1', 'main.func1'],
    ['slices.SortFunc[go.shape.[]x/y.T]', 'slices.SortFunc[go.shape.[]x/y.T]', 'SortFunc[go.shape.[]x/y.T]'],
    ...[
      ['std::vector<a::b>::push_back', 'push_back'],
      ['void std::vector<a, b::c<d>>::emplace<int>(int&&)', 'emplace<int>(int&&)'],
      ['(anonymous namespace)::f<int>::g(a::b)', 'g(a::b)'],
      ['main::{lambda(a::b)#1}::operator()(int) const', 'operator()(int) const'],
      ['std::operator<<(std::ostream&, char)', 'operator<<(std::ostream&, char)'],
      ['operator<<(a::b)', 'operator<<(a::b)'],
      ['C<&S::operator->>::run', 'run'],
      ['<T as core::fmt::Display>::fmt', 'fmt'],
      ['std::rt::lang_start::h0123456789abcdef', 'lang_start::h0123456789abcdef'],
      ['cut::off<std::map<int', 'off<std::map<int'],
      ['ends::', 'ends::'],
    ].map(([name, bare]) => [name, name, bare]),
    ['ns::Type::method', 'ns::Type::method', 'method'],
    ['[libc.so.6]', '[libc.so.6]', '[libc.so.6]'],
    ['<unknown>', '<unknown>', '<unknown>'],
    ['(anonymous)', '(anonymous)', '(anonymous)'],
    ['plain', 'plain', 'plain'],
    ['ends/', 'ends/', 'ends/'],
    ['ends.', 'ends.', 'ends.'],
    ['', '', ''],
  ])('%s', (name, noPath, bare) => {
    expect(withoutPath(name)).toBe(noPath);
    expect(withoutPackage(name)).toBe(bare);
  });
});

describe('labels', () => {
  it('lose the path first, then the package, then arguments, then the middle', () => {
    const name = 'net/http.(*conn).serve';
    expect([22, 21, 17, 12, 5].map((chars) => fitLabel(name, chars))).toEqual([
      name,
      'http.(*conn).serve',
      '(*conn).serve',
      '(*conn…serve',
      '(*co…',
    ]);
    expect(fitLabel('slices.SortFunc[go.shape.[]x/y.T]', 14)).toBe('SortFunc[…]');
  });

  it('know that some characters take two cells, and cut none in two', () => {
    expect(cellsOf('处理请求::a')).toBe(11);
    expect(cellsOf('🔥')).toBe(2);
    expect(fitLabel('処理パイプライン', 9)).toBe('処理パイ…');
    expect(fitLabel('a🔥🔥🔥🔥', 5)).toBe('a🔥…');
  });

  it('stay away where fewer than four characters fit', () => {
    expect(fitLabel('runtime.main', 3)).toBe('');
    expect(fitLabel('abc', 3)).toBe('abc');
  });

  it('never exceed their room, for any name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.nat(80), (name, chars) => {
        const label = new LabelCache([name]).get(0, chars);
        expect(cellsOf(label)).toBeLessThanOrEqual(chars);
        expect(label).toBe(fitLabel(name, chars));
      }),
    );
  });
});
