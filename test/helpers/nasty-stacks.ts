/** Folded stacks and `perf script` text with everything in them that tools trip over. Same seed, same text. */

/** Numbers in [0, 1): mulberry32. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function createChoice(seed: number) {
  const random = createRandom(seed);
  const below = (n: number) => Math.floor(random() * n);
  const of = <T>(list: readonly T[]): T => list[below(list.length)]!;
  return { random, below, of };
}

const names = [
  ...[
    'main',
    'handle',
    'handle.part',
    'handle request',
    'handle-x',
    'handle:y',
    '<init>',
    'shop&cart"q',
    "it's",
  ],
  ...[
    'java/util/TreeMap',
    'Lorg/shop/Cart:.add',
    'shop::price',
    'std::vector<int>::at',
    ':::x',
    'sys_read_[k]',
  ],
  ...['jit_[j]', 'in/lined_[i]', 'both_[k]_[j]', '--', '-', 'lib/cart.js:1', 'Perl_run', 'cart.pl', ' ', ''],
  ...[
    'prix_é',
    '価格',
    '😀price',
    'shop`price',
    '`tick`x',
    'tab\there',
    'Z',
    '~',
    '[unknown]',
    'woken_[w]',
    '1',
    'a 5',
  ],
  ...['</title><script>', 'x->y', ']]>', 'A', 'AB', 'ABC', 'ABCD'],
];

export type CountForm = 'whole' | 'fraction' | 'difference' | 'broken';

/** Folded stacks; 'broken' mixes in lines that are none, and lines with one and two counts. */
export function nastyFolded(seed: number, lines: number, form: CountForm): string {
  const { below, of, random } = createChoice(seed);
  const count = (): string => {
    if (form === 'whole') return String(of([1, 2, 3, 50, below(500)]));
    if (form === 'fraction') return of([(random() * 10).toFixed(3), '3.', '0.5', '2.25', '7']);
    if (form === 'difference')
      return `${of([0, 0, 1, 5, 20, below(300)])} ${of([0, 0, 1, 7, 20, below(300)])}`;
    return of([String(below(200)), `${below(50)} ${below(50)}`, 'x', '1.2.3', '', '5 ', '.5', '1e3']);
  };
  const stacks: string[][] = [];
  const out: string[] = [];
  for (let i = 0; i < lines; i++) {
    let stack = Array.from({ length: below(9) }, () =>
      random() < 0.8 ? of(names) : `${of(names)}${below(5)}`,
    );
    if (stacks.length > 0 && random() < 0.5) {
      const old = of(stacks);
      stack = [...old.slice(0, below(old.length + 1)), ...stack.slice(0, 2)];
    }
    stacks.push(stack);
    out.push(`${stack.join(';')}${of([' ', ' ', '  ', '\t'])}${count()}`);
  }
  return `${out.join('\n')}\n`;
}

const commands = [
  'java',
  'java 12',
  'V8 WorkerThread',
  'ab',
  'a b',
  'swapper',
  'x;y',
  '1',
  'java/7 3',
  'perf 99 12x',
];
const functions = [
  ...['main', 'foo+0x12', '(swapper)', '[unknown]', 'a->b', '->b', 'a->', 'Lorg/x/Y;.call(Lz;)V', 'foo(int)'],
  ...['Lorg/x/Y;::m->Lp/q;::r_[i]', 'net/http.(*Client).Do', '(anonymous namespace)::f(int)', 'a b c'],
  ...[
    'ns::(anonymous namespace)::g',
    'RegExp:[&<>"\']',
    'operator->',
    'f (x) y',
    '"',
    'jit_[j]',
    'x+0xzz',
    'é',
  ],
];
const modules = [
  ...[
    '[kernel.kallsyms]',
    '[unknown]',
    '/lib/vmlinux',
    '/usr/bin/x',
    '/tmp/perf-12.map',
    '[vdso]',
    '',
    '(deleted)',
  ],
  ...['/a b/c (deleted)', 'inlined'],
];
const strays = [
  '# cmdline perf',
  'garbage',
  ' ',
  '\t',
  'foo bar',
  '   zz',
  '  7fff (m)',
  '  ff f (m',
  '\tff f m)',
  '12 34 56 (x)',
];

/** Text of `perf script`, with lines that are none of it. */
export function nastyPerf(seed: number, samples: number, withSource = false): string {
  const { below, of, random } = createChoice(seed);
  const out: string[] = [];
  for (let i = 0; i < samples; i++) {
    if (random() < 0.05) out.push(of(strays));
    const ids = of(['12', '12/13', '0/0', '5/0', '7//8', '12x', '/3']);
    const period = of(['', '1', '0', '250000', '12345678901234567', '007']);
    const event = of(['cycles:', 'cycles:', 'cycles:', 'cpu-clock:u:', 'cycles: ', 'cycles', '']);
    if (random() < 0.95) {
      out.push(
        `${of(commands)} ${ids} ${of(['', '[000] '])}123.456:${of([' ', '', '   '])}${period} ${event}`,
      );
    }
    for (let depth = below(8); depth > 0; depth--) {
      const address = `${of(['\t', '   ', ''])}${of(['ffff8100', '7f12', '0'])}${of([' ', '  ', ''])}`;
      out.push(`${address}${of(functions)} (${of(modules)})${of(['', '', ' tail', ')'])}`);
      if (withSource) out.push(of(['  file.c:12', 'libc.so[1b2]', '', '  ']));
    }
    if (random() < 0.95) out.push('');
  }
  return `${out.join('\n')}\n\n`;
}
