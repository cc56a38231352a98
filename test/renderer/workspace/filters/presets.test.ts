import { describe, expect, it } from 'vitest';
import { goRegExp } from '../../../../engine/pprof/regexp';
import { hasRuntime, ownCode, runtimePattern } from '../../../../renderer/workspace/filters/presets';

const program = (...frames: [name: string, file?: string][]) => ({
  names: ['root', ...frames.map(([name]) => name)],
  files: ['', ...frames.map(([, file = '']) => file)],
  packages: ['', ...frames.map(() => '')],
});

/** The frames a pattern for `show` keeps: those whose name or file matches. */
function kept(text: ReturnType<typeof program>): string[] {
  const pattern = goRegExp(ownCode(text), '');
  return text.names.filter((name, i) => i > 0 && (pattern.test(name) || pattern.test(text.files[i]!)));
}

describe('only my code', () => {
  it('is the module of package main, in Go', () => {
    const text = program(
      ['main.main', '/src/shop/cmd/server/main.go'],
      ['example.com/shop/cart.Add', '/src/shop/cart/cart.go'],
      ['github.com/other/lib.Do', '/go/pkg/mod/github.com/other/lib@v1/lib.go'],
      ['runtime.mallocgc', '/usr/lib/go/src/runtime/malloc.go'],
    );
    expect(kept(text)).toEqual(['main.main', 'example.com/shop/cart.Add']);
  });

  it('is package main, where no files are known', () => {
    expect(kept(program(['main.work'], ['runtime.mallocgc']))).toEqual(['main.work']);
  });

  it('is the folder of the scripts that are no library', () => {
    const text = program(
      ['handle', '/app/src/handle.js'],
      ['render', '/app/src/view/render.js'],
      ['parse', '/app/node_modules/parse/index.js'],
      ['onread', 'node:net'],
    );
    expect(kept(text)).toEqual(['handle', 'render']);
  });

  it('is the folder of main, in C', () => {
    const text = program(
      ['main', '/src/tool/main.c'],
      ['work', '/src/tool/work.c'],
      ['memcpy', '/libc/memcpy.c'],
    );
    expect(kept(text)).toEqual(['main', 'work']);
  });

  it('is not guessed where nothing tells', () => {
    expect(ownCode(program(['0x1234'], ['mystery']))).toBe('');
  });
});

describe('the runtime', () => {
  const runtime = goRegExp(runtimePattern, '');
  const is = (text: string) => runtime.test(text);

  it('is what runs on its own behalf', () => {
    const its = [
      ...[
        'runtime.mallocgc',
        'runtime/internal/atomic.Load',
        'internal/runtime/maps.(*Map).get',
        'syscall.Syscall',
      ],
      ...[
        'node:internal/timers',
        '(garbage collector)',
        '(program)',
        '__libc_start_main',
        '/lib/libc-2.31.so',
      ],
      ...['/usr/lib/x86_64-linux-gnu/libc.so.6', '[kernel.kallsyms]', 'entry_SYSCALL_64_after_hwframe'],
    ];
    expect(its.filter((name) => !is(name))).toEqual([]);
  });

  it('is not what only sounds like it', () => {
    const others = [
      'main.runtime',
      'example.com/runtime.Do',
      'net/http.serve',
      '/app/src/node.js',
      'myruntime.x',
    ];
    expect(others.filter(is)).toEqual([]);
  });

  it('is offered only where there is some', () => {
    expect(hasRuntime(program(['main.main'], ['runtime.gopark']), is)).toBe(true);
    expect(hasRuntime(program(['fs', 'node:fs']), is)).toBe(true);
    expect(hasRuntime(program(['main.main']), is)).toBe(false);
  });
});
