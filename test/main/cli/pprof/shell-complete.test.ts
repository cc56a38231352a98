import { describe, expect, it } from 'vitest';
import { ProfileBuilder } from '../../../../engine/model/builder';
import { goRegExp } from '../../../../engine/pprof/regexp';
import { createComplete } from '../../../../main/cli/pprof/shell/complete';

function profileOf(names: readonly string[]) {
  const builder = new ProfileBuilder([
    { type: 'samples', unit: 'count' },
    { type: 'cpu', unit: 'nanoseconds' },
  ]);
  for (const name of names) builder.function({ name, systemName: '', filename: '', startLine: 0 });
  return builder.build();
}

const names = [
  'main.main',
  'main.(*Tree[int]).Walk',
  'sort.Strings',
  'std::map<int, char>::find',
  'main.main',
];
const complete = createComplete(profileOf(names));

describe('completion', () => {
  it.each([
    ['pee', ['peek ']],
    ['tr', ['traces', 'tree', 'trim', 'trim_path']],
    ['top', ['top', 'topproto']],
    ['nodec', ['nodecount=']],
    ['noinl', ['noinlines']],
    ['PEE', ['peek ']],
    ['cp', ['cpu']],
    ['nonsense', []],
    ['help gran', ['granularity']],
    ['granularity=fi', ['filefunctions', 'files']],
    ['sample_index=', ['samples', 'cpu']],
    ['top main.m', ['main.main']],
    ['top10 5 -sort', ['-sort.Strings']],
    ['peek Strin', ['sort.Strings']],
    ['peek main', ['main.\\(\\*Tree\\[int\\]\\).Walk', 'main.main']],
    ['peek nonsense', []],
    ['tags main', []],
    ['nonsense main', []],
  ])('of %s', (line, wanted) => {
    expect(complete(line)[0]).toEqual(wanted);
  });

  it('names what it replaces: the last word', () => {
    expect(complete('top 5 -so')[1]).toBe('-so');
    expect(complete('sort=c')[1]).toBe('c');
    expect(complete('top ')[1]).toBe('');
  });

  it('gives patterns of one word, which match the functions they stand for', () => {
    const [patterns] = complete('peek ');
    for (const pattern of patterns) expect(pattern).not.toMatch(/\s/);
    for (const name of names) expect(patterns.some((each) => goRegExp(each, 'test').test(name))).toBe(true);
  });

  it('puts in what hundreds of functions have in common rather than listing them', () => {
    const many = createComplete(
      profileOf(Array.from({ length: 500 }, (_, i) => `example.com/service.f${i}`)),
    );
    expect(many('top exam')[0]).toEqual(['example.com/service.f']);
  });
});
