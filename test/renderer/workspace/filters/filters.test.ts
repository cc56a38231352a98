import { describe, expect, it } from 'vitest';
import { goRegExp } from '../../../../engine/pprof/regexp';
import { emptyQuery } from '../../../../engine/query/query';
import {
  chipsOf,
  either,
  exactly,
  functionName,
  parseFilter,
  pprofFlags,
  without,
} from '../../../../renderer/workspace/filters/filters';

const change = (text: string) => {
  const typed = parseFilter(text);
  return typed.ok ? typed.change : `${typed.wrong} ${typed.what}`;
};

describe('what a person types', () => {
  it('is an option by any of its names', () => {
    expect(change('focus=main\\.')).toEqual({ focus: 'main\\.' });
    expect(change('-show_from = serve ')).toEqual({ showFrom: 'serve' });
    expect(change('showFrom=serve')).toEqual({ showFrom: 'serve' });
    expect(change('--TagFocus=state=running')).toEqual({ tagFocus: 'state=running' });
    expect(change("hide='a b'")).toEqual({ hide: 'a b' });
    expect(change('tagroot=user,tenant')).toEqual({ tagRoot: 'user,tenant' });
    expect(change('tagfocus=1mb:10mb')).toEqual({ tagFocus: '1mb:10mb' });
  });

  it('is a switch, or what tells frames apart', () => {
    expect(change('noinlines')).toEqual({ noInlines: true });
    expect(change('-lines')).toEqual({ granularity: 'lines' });
  });

  it('is a focus where it names no option', () => {
    expect(change('main\\.hash')).toEqual({ focus: 'main\\.hash' });
  });

  it('is refused with what is wrong', () => {
    expect(change('focsu=main')).toBe('unknown focsu');
    expect(change('hide=')).toBe('empty hide');
    expect(change('   ')).toBe('empty ');
    const broken = parseFilter('ignore=(');
    expect(broken).toMatchObject({ ok: false, wrong: 'pattern', what: 'ignore' });
    expect(!broken.ok && broken.reason).toMatch(/\w/);
  });
});

describe('chips', () => {
  const query = { ...emptyQuery, focus: 'main', tagIgnore: 'x=1', noInlines: true };

  it('are the filters that are set, by their names at pprof', () => {
    expect(chipsOf(query).map(({ flag, value }) => `${flag} ${value}`)).toEqual([
      'focus main',
      'tagignore x=1',
      'noinlines ',
    ]);
    expect(chipsOf(emptyQuery)).toEqual([]);
  });

  it('are taken away one by one', () => {
    const left = chipsOf(query).reduce(without, query);
    expect(left).toEqual(emptyQuery);
  });

  it('read as the flags of a command line', () => {
    expect(pprofFlags({ ...query, hide: "it's|(a b)", granularity: 'lines' }, 'cpu', 'ms')).toBe(
      "-sample_index=cpu -focus=main -hide='it'\\''s|(a b)' -tagignore='x=1' -noinlines -lines -unit=ms",
    );
    expect(pprofFlags(emptyQuery, '', '')).toBe('');
  });
});

describe('patterns', () => {
  it('match exactly the name they were made of', () => {
    const names = ['net/http.(*conn).serve', 'a[b]{2}+$', 'std::vector<int>::push_back(int)', 'node:fs|x'];
    for (const name of names) {
      const pattern = goRegExp(exactly(name), '');
      expect(pattern.test(name)).toBe(true);
      expect(pattern.test(`${name}2`)).toBe(false);
    }
  });

  it('join without repeating themselves', () => {
    expect(either('', '^a$')).toBe('^a$');
    expect(either('^a$', '^b$')).toBe('^a$|^b$');
    expect(either('^a$|^b$', '^b$')).toBe('^a$|^b$');
  });

  it('are made of the function, however finely frames are told apart', () => {
    expect(functionName('serve server.go:12 @0x10', 'server.go', 'addresses')).toBe('serve');
    expect(functionName('serve server.go', 'server.go', 'filefunctions')).toBe('serve');
    expect(functionName('serve', 'server.go', 'functions')).toBe('serve');
    expect(functionName('server.go', 'server.go', 'files')).toBe('server.go');
  });
});
