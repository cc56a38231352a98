import type { Random } from '../random';

/** Numbers at the borders of what 32 bits, 53 bits, 64 bits and decimal notation hold. */
const oddNumbers = [
  ...[
    '0',
    '-0',
    '-1',
    '1',
    '+1',
    '00',
    '007',
    '1.5',
    '.5',
    '5.',
    '1e3',
    '1e999',
    '-1e-999',
    'NaN',
    'Infinity',
  ],
  ...['2147483647', '2147483648', '4294967296', '9007199254740991', '9007199254740992', '-9007199254740993'],
  ...['9223372036854775807', '9223372036854775808', '18446744073709551615', '18446744073709551616'],
  ...['99999999999999999999999999999999', '0x', '0x0', '0xffffffffffffffff', '0x10000000000000000', '0xg'],
  ...['1'.repeat(400), '1_000', '1,000', '٣', '１'],
];

/** Pieces that mean something in one format or another. */
const oddPieces = [
  ...[
    '',
    ' ',
    '  ',
    '\t',
    '\r',
    '\v',
    '\f',
    '\u00a0',
    '\u2028',
    '\u0085',
    '\ufeff',
    '\u0000',
    '\ud83d\udd25',
  ],
  ...[
    ';',
    ';;',
    ':',
    '::',
    '@',
    '#',
    '#\t',
    '# ',
    '-',
    '--',
    '=',
    '+',
    '%',
    '$',
    '$build',
    '\\',
    '"',
    "'",
    '`',
  ],
  ...['{', '}', '[', ']', '(', ')', '()', '(...)', '<', '>', '...', ',', '/', '0x1+0x2', '+0x', '[unknown]'],
  ...[
    '--- Memory map: ---',
    'MAPPED_LIBRARIES:',
    '--- heapz 1 ---',
    'format = java',
    'goroutine 1 [running]:',
  ],
  ...[
    'created by',
    'labels: {"a":"b"}',
    '"\\u12"',
    'inlined',
    'Locations',
    'Mappings',
    'Samples:',
    'null',
    '-->',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'é',
    '\ufffd',
    '\u200b',
    '\u202e',
    '<script>',
    '\u001b[31m',
  ],
];

/** Damages text line by line and word by word. `other` is valid text, of any format, to take lines of. */
export function mutateText(random: Random, text: string, other: string): string {
  const lines = text.split('\n');
  const at = random.below(lines.length);
  const line = lines[at]!;
  switch (random.below(15)) {
    case 0:
      lines.splice(at, 1 + random.size(8));
      break;
    case 1:
      lines.splice(at, 0, ...new Array<string>(random.copies(300, line.length)).fill(line));
      break;
    case 2: {
      const to = random.below(lines.length);
      [lines[at], lines[to]] = [lines[to]!, line];
      break;
    }
    case 3:
      lines.splice(at, 0, random.of(other.split('\n')));
      break;
    case 4:
      lines.splice(at, 0, random.of(['', ' ', '\t', '\r', ...oddPieces]));
      break;
    case 5:
      lines.splice(at, 2, line + (lines[at + 1] ?? ''));
      break;
    case 6:
    case 7:
    case 8:
      lines[at] = replaceMatch(random, line, /-?\b(?:0x)?[\da-f]*\d[\da-f]*\b/gi, random.of(oddNumbers));
      break;
    case 9:
      lines[at] = replaceMatch(random, line, /[^\s;:,=()[\]{}]+/g, random.of(oddPieces));
      break;
    case 10:
      lines[at] = replaceMatch(random, line, /\s+|[;:,=@()[\]{}]/g, random.of(oddPieces));
      break;
    case 11: {
      const place = random.below(line.length + 1);
      lines[at] = line.slice(0, place) + random.of(oddPieces) + line.slice(place + random.below(3));
      break;
    }
    case 12:
      lines[at] = replaceMatch(random, line, /\S+/g, (word) =>
        word.repeat(1 + random.copies(2000, word.length)),
      );
      break;
    case 13:
      return random.of([
        () => text.replaceAll('\n', '\r\n'),
        () => `\ufeff${text}`,
        () => text.replaceAll(' ', random.of(['\t', '  ', '\u00a0'])),
        () => text.slice(0, random.below(text.length + 1)),
        () => text.trim(),
        () => `${text}${text}`,
      ])();
    default:
      return thinned(random, lines).join('\n');
  }
  return lines.join('\n');
}

/** The first lines, a stretch from the middle and the last ones: headings and what ends a file survive. */
export function thinned(random: Random, lines: readonly string[]): readonly string[] {
  const first = 1 + random.below(6);
  const last = Math.max(first, lines.length - random.below(12));
  const from = first + random.below(Math.max(1, last - first));
  const to = Math.min(last, from + random.below(10));
  return [...lines.slice(0, first), ...lines.slice(from, to), ...lines.slice(last)];
}

function replaceMatch(
  random: Random,
  line: string,
  pattern: RegExp,
  put: string | ((old: string) => string),
): string {
  const matches = [...line.matchAll(pattern)];
  if (matches.length === 0) return line;
  const { index, 0: old } = random.of(matches);
  return line.slice(0, index) + (typeof put === 'string' ? put : put(old)) + line.slice(index + old.length);
}
