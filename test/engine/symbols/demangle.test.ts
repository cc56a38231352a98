import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { demangle } from '../../../engine/symbols/demangle';

// Expected names are those that go tool pprof shows at the three levels (google/pprof of October 2026).

const cases: readonly (readonly [mangled: string, full: string, templates: string, usual: string])[] = [
  [
    '_ZNSt6vectorIiSaIiEE9push_backERKi',
    'std::vector<int, std::allocator<int> >::push_back(int const&)',
    'std::vector<int, std::allocator<int> >::push_back',
    'std::vector::push_back',
  ],
  ['_ZN3foo3barIiEEvT_', 'void foo::bar<int>(int)', 'foo::bar<int>', 'foo::bar'],
  [
    '_ZZ4mainENKUliE_clEi',
    'main::{lambda(int)#1}::operator()(int) const',
    'main::{lambda(int)#1}::operator()',
    'main::{lambda(int)#1}::operator()',
  ],
  [
    '_ZN12_GLOBAL__N_13fooEPFivE',
    '(anonymous namespace)::foo(int (*)())',
    '(anonymous namespace)::foo',
    '(anonymous namespace)::foo',
  ],
  ['_ZN3fooltIiEEbT_', 'bool foo::operator< <int>(int)', 'foo::operator< <int>', 'foo::operator<'],
  ['_Z1fIJidEEvDpT_', 'void f<int, double>(int, double)', 'f<int, double>', 'f'],
  ['_Z1fILi5ELb1ELc97EEvv', 'void f<5, true, (char)97>()', 'f<5, true, (char)97>', 'f'],
  ['_ZTV3foo', 'vtable for foo', 'vtable for foo', 'vtable for foo'],
  ['_ZNK3foocvT_IiEEv', 'foo::operator int<int>() const', 'foo::operator int<int>', 'foo::operator int'],
  ['_Z1fPA5_i', 'f(int (*) [5])', 'f', 'f'],
  ['_Z1fM1AFivE', 'f(int (A::*)())', 'f', 'f'],
  ['_Z1fRKSs', 'f(std::string const&)', 'f', 'f'],
  [
    '_ZNSsC1Ev',
    'std::basic_string<char, std::char_traits<char>, std::allocator<char> >::basic_string()',
    'std::basic_string<char, std::char_traits<char>, std::allocator<char> >::basic_string',
    'std::basic_string::basic_string',
  ],
  ['_ZN3FooD2Ev.isra.0', 'Foo::~Foo()', 'Foo::~Foo', 'Foo::~Foo'],
  ['_ZN4core3fmt9Formatter9write_str17h0123456789abcdefE', 'core::fmt::Formatter::write_str', '', ''],
  [
    '_ZN71_$LT$Test$u20$$u2b$$u20$$u27$static$u20$as$u20$foo..Bar$LT$Test$GT$$GT$3bar17h0123456789abcdefE',
    "<Test + 'static as foo::Bar<Test>>::bar",
    '',
    '',
  ],
  ['_RNCNCNgCs6DXkGYLi8lr_2cc5spawn00B5_', 'cc::spawn::{closure#0}::{closure#0}', '', ''],
  [
    '_RINbNbCskIICzLVDPPb_5alloc5alloc8box_freeDINbNiB4_5boxed5FnBoxuEp6OutputuEL_ECs1iopQbuBiw2_3std',
    'alloc::alloc::box_free::<dyn alloc::boxed::FnBox<(), Output = ()>>',
    '',
    'alloc::alloc::box_free::<>',
  ],
  [
    '_RNqCs4fqI2P2rA04_11utf8_identsu30____7hkackfecea1cbdathfdh9hlq6y',
    'utf8_idents::საჭმელად_გემრიელი_სადილი',
    '',
    '',
  ],
  // Demangled elsewhere: only shortened.
  ['ns::f<int>(char)', 'ns::f<int>(char)', 'ns::f<int>', 'ns::f'],
  ['main.(*T[...]).Method', 'main.(*T[...]).Method', '', ''],
  ['runtime.mallocgc', 'runtime.mallocgc', '', ''],
];

describe('names as people wrote them', () => {
  for (const [mangled, full, templates, usual] of cases) {
    it(mangled, () => {
      expect(demangle(mangled, 'full')).toBe(full);
      expect(demangle(mangled, 'templates')).toBe(templates || full);
      expect(demangle(mangled, 'default')).toBe(usual || full);
      expect(demangle(mangled, 'none')).toBe(mangled);
    });
  }

  it('leaves names that are mangled in no known way', () => {
    for (const name of [
      '_Z',
      '_ZN',
      '_ZNSt',
      '_Z1fT_',
      '_ZS_',
      '_Z99999999999f',
      '_RNv',
      'main',
      '_start',
      '',
    ]) {
      expect(demangle(name, 'full')).toBe(name);
    }
  });

  it('gives up on names that would never end', () => {
    let name = '_Z1fI1AJ';
    for (let i = 0; i < 40; i++) name += `S${i === 0 ? '' : (i - 1).toString(36).toUpperCase()}_IS_S_E`;
    expect(demangle(`${name}EEvv`, 'full').length).toBeLessThan(70_000);
    expect(demangle(`_Z1f${'P'.repeat(100_000)}i`, 'full')).toMatch(/^_Z1f/);
  });

  it('survives any damage to a name', () => {
    const names = cases.map(([mangled]) => mangled);
    const letters = fc.constantFrom(...'_ZNSTIEJLXKPRODCFAMUtlpvicdsr0123456789');
    const damaged = fc
      .tuple(fc.constantFrom(...names), fc.array(fc.tuple(fc.nat(80), letters, fc.nat(2)), { maxLength: 6 }))
      .map(([name, edits]) =>
        edits.reduce((text, [at, letter, cut]) => {
          const place = at % (text.length + 1);
          return text.slice(0, place) + letter + text.slice(place + cut);
        }, name),
      );
    fc.assert(
      fc.property(damaged, fc.constantFrom('full', 'templates', 'default'), (name, level) => {
        expect(demangle(name, level).length).toBeLessThan(70_000);
      }),
      { numRuns: 3000 },
    );
  });
});
