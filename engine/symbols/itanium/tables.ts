import { Abbreviated, Name, type Node, Scoped, Template, TemplateArgs } from './nodes';

/** Types of one letter. */
export const builtinTypes: Readonly<Record<string, string>> = {
  v: 'void',
  w: 'wchar_t',
  b: 'bool',
  c: 'char',
  a: 'signed char',
  h: 'unsigned char',
  s: 'short',
  t: 'unsigned short',
  i: 'int',
  j: 'unsigned int',
  l: 'long',
  m: 'unsigned long',
  x: 'long long',
  y: 'unsigned long long',
  n: '__int128',
  o: 'unsigned __int128',
  f: 'float',
  d: 'double',
  e: 'long double',
  g: '__float128',
  z: '...',
};

/** Types of D and a letter. */
export const extendedTypes: Readonly<Record<string, string>> = {
  d: 'decimal64',
  e: 'decimal128',
  f: 'decimal32',
  h: 'half',
  i: 'char32_t',
  s: 'char16_t',
  u: 'char8_t',
  a: 'auto',
  c: 'decltype(auto)',
  n: 'decltype(nullptr)',
};

/** What stands behind a literal of a type; other types stand in parentheses before it. */
export const literalSuffixes: Readonly<Record<string, string>> = {
  int: '',
  'unsigned int': 'u',
  long: 'l',
  'unsigned long': 'ul',
  'long long': 'll',
  'unsigned long long': 'ull',
};

export const floatingTypes = new Set(['float', 'double', 'long double', '__float128']);

/** Operators by code: how they are written, and how many operands they take in expressions. */
export const operators: Readonly<Record<string, readonly [text: string, operands: number]>> = {
  aN: ['&=', 2],
  aS: ['=', 2],
  aa: ['&&', 2],
  ad: ['&', 1],
  an: ['&', 2],
  at: ['alignof ', 1],
  aw: ['co_await ', 1],
  az: ['alignof ', 1],
  cc: ['const_cast', 2],
  cl: ['()', 2],
  cp: ['()', 2],
  cm: [',', 2],
  co: ['~', 1],
  dV: ['/=', 2],
  da: ['delete[] ', 1],
  dc: ['dynamic_cast', 2],
  de: ['*', 1],
  dl: ['delete ', 1],
  ds: ['.*', 2],
  dt: ['.', 2],
  dv: ['/', 2],
  eO: ['^=', 2],
  eo: ['^', 2],
  eq: ['==', 2],
  ge: ['>=', 2],
  gs: ['::', 1],
  gt: ['>', 2],
  ix: ['[]', 2],
  lS: ['<<=', 2],
  le: ['<=', 2],
  ls: ['<<', 2],
  lt: ['<', 2],
  mI: ['-=', 2],
  mL: ['*=', 2],
  mi: ['-', 2],
  ml: ['*', 2],
  mm: ['--', 1],
  na: ['new[]', 3],
  ne: ['!=', 2],
  ng: ['-', 1],
  nt: ['!', 1],
  nw: ['new', 3],
  nx: ['noexcept', 1],
  oR: ['|=', 2],
  oo: ['||', 2],
  or: ['|', 2],
  pL: ['+=', 2],
  pl: ['+', 2],
  pm: ['->*', 2],
  pp: ['++', 1],
  ps: ['+', 1],
  pt: ['->', 2],
  qu: ['?', 3],
  rM: ['%=', 2],
  rS: ['>>=', 2],
  rc: ['reinterpret_cast', 2],
  rm: ['%', 2],
  rs: ['>>', 2],
  sc: ['static_cast', 2],
  ss: ['<=>', 2],
  sz: ['sizeof ', 1],
  te: ['typeid ', 1],
  ti: ['typeid ', 1],
  tr: ['throw', 0],
  tw: ['throw ', 1],
};

const std = (name: string, ...args: Node[]): Node => {
  const scoped = new Scoped(new Name('std'), new Name(name));
  return args.length === 0 ? scoped : new Template(scoped, new TemplateArgs(args));
};
const char = new Name('char');
const traits = std('char_traits', char);

/** Standard names of S and a letter. */
export const standardNames: Readonly<Record<string, Node>> = {
  a: std('allocator'),
  b: std('basic_string'),
  s: new Abbreviated(
    'std::string',
    std('basic_string', char, traits, std('allocator', char)),
    'basic_string',
  ),
  i: new Abbreviated('std::istream', std('basic_istream', char, traits), 'basic_istream'),
  o: new Abbreviated('std::ostream', std('basic_ostream', char, traits), 'basic_ostream'),
  d: new Abbreviated('std::iostream', std('basic_iostream', char, traits), 'basic_iostream'),
};

/** Entries of virtual tables and other things that the compiler makes, by code. */
export const specialNames: Readonly<
  Record<string, readonly [what: string, of: 'type' | 'name' | 'encoding']>
> = {
  TV: ['vtable for ', 'type'],
  TT: ['VTT for ', 'type'],
  TI: ['typeinfo for ', 'type'],
  TS: ['typeinfo name for ', 'type'],
  TF: ['typeinfo fn for ', 'type'],
  TJ: ['java Class for ', 'type'],
  TH: ['TLS init function for ', 'name'],
  TW: ['TLS wrapper function for ', 'name'],
  GV: ['guard variable for ', 'name'],
  GR: ['reference temporary for ', 'name'],
  GA: ['hidden alias for ', 'encoding'],
};
