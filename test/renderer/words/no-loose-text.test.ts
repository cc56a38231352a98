import { parseSync } from 'vite';
import { expect, it } from 'vitest';
import { details, subjects } from '../../../renderer/words/zh/details';
import { readSource, repositoryFiles } from '../../helpers/sources';

// Whatever a person reads in the window is written in renderer/words, once a language. This finds what is not.

/** Texts that are the same in every language. */
const same = new Set([
  // The program's name.
  'Flamebench',
  // Keys, units and commands.
  ...['Esc', 's', 'pprof {}'],
  // Addresses that show how one is written.
  ...['localhost:6060', 'localhost:6061', 'https://host/prefix', 'host:6060/debug/pprof/heap?debug=1'],
  // The two sides of a comparison.
  ...['A', 'B'],
  // Encodings, in a header.
  'deflate, gzip, br',
]);

/** Folders and files of which nobody reads a text, or that are not part of what is built. */
const unread = [/^renderer\/words\//, /^renderer\/host\/(sample|sample-profile|fake)\.ts$/];

/** Attributes of elements, and fields of objects, that a person reads or hears. */
const read =
  /^(title|label|hint|placeholder|alt|text|message|note|aria-(label|description|roledescription|valuetext))$/;

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [field: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

/** Percentiles, changes, keys in brackets and colours are written alike everywhere. */
const alike = /\{\}|\bp\d+\b|Δ|\((Ctrl\+|Shift\+)*\w\)|#[\da-f]{6}/g;
const hasWords = (text: string) => /\p{L}/u.test(text.replace(alike, ''));
/** Three words and more, which is what sentences are made of and code is not. */
const isSentence = (text: string) =>
  /^(\p{L}+[’',:]?|'?\{\}'?)(\s+[\p{L}\d{}’'.,;:()–-]+){2,}$/u.test(text) &&
  /\p{L}{2,}[’',:]?\s+\p{L}{2,}/u.test(text) &&
  !/^[a-z-]+: /.test(text);
/** How details of failures are listed: what varies as {}. */
const isDetail = (text: string) => Object.hasOwn(subjects, text) || Object.hasOwn(details, text);

/** The texts a node may come to, with {} for what varies; of a choice, those of its branches. */
function textsOf(node: unknown): string[] {
  if (!isNode(node)) return [];
  switch (node.type) {
    case 'JSXExpressionContainer':
      return textsOf(node.expression);
    case 'ConditionalExpression':
      return [...textsOf(node.consequent), ...textsOf(node.alternate)];
    case 'LogicalExpression':
      return [...textsOf(node.left), ...textsOf(node.right)];
    case 'Literal':
      return typeof node.value === 'string' ? [node.value] : [];
    case 'TemplateLiteral': {
      const quasis = node.quasis as readonly { readonly value: { readonly cooked: string } }[];
      return [quasis.map(({ value }) => value.cooked).join('{}')];
    }
    default:
      return [];
  }
}

/** The texts of a file that are not in renderer/words, each with its line. */
function looseTexts(path: string, source: string): string[] {
  const { program, errors } = parseSync(path, source);
  expect(errors).toEqual([]);
  const found: string[] = [];
  const tell = ({ start }: Node, text: string) => {
    if (!same.has(text.trim())) {
      found.push(`${path}:${source.slice(0, start).split('\n').length} says '${text.trim()}'`);
    }
  };
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    if (!isNode(value)) return;
    // A defect that no person is meant to meet is told to who mends it.
    const { callee } = value;
    if (value.type === 'NewExpression' && isNode(callee) && callee.name === 'Error') return;
    if (/^(Import|Export(All|Named))Declaration$/.test(value.type) && value.source !== null) return;
    if (/^TSLiteralType$/.test(value.type)) return;

    if (value.type === 'JSXText') {
      if (hasWords(String(value.value))) tell(value, String(value.value));
      return;
    }
    const children = /^JSX(Element|Fragment)$/.test(value.type) ? (value.children as readonly Node[]) : [];
    for (const each of children) {
      for (const text of textsOf(each)) if (hasWords(text)) tell(each, text);
    }
    const name = value.type === 'JSXAttribute' ? value.name : value.type === 'Property' ? value.key : null;
    const given = isNode(name) && read.test(String(name.name ?? name.value)) ? textsOf(value.value) : [];
    for (const text of given) if (hasWords(text) && !isDetail(text)) tell(value, text);
    for (const text of textsOf(value)) if (isSentence(text) && !isDetail(text)) tell(value, text);
    for (const [field, inner] of Object.entries(value)) if (field !== 'type') visit(inner);
  };
  visit(program);
  return [...new Set(found)].sort();
}

it('finds texts in elements, attributes, fields and sentences', () => {
  const source = `
    const title = <p title="Say it">Hello <b aria-label={c ? \`at \${x}\` : ''}>{'there you'}</b></p>;
    const column = { hint: 'What it is', id: 'what it is not told' };
    throw new Error('this is a defect');`;
  expect(looseTexts('renderer/x.tsx', source)).toEqual([
    "renderer/x.tsx:2 says 'Hello'",
    "renderer/x.tsx:2 says 'Say it'",
    "renderer/x.tsx:2 says 'at {}'",
    "renderer/x.tsx:2 says 'there you'",
    "renderer/x.tsx:3 says 'What it is'",
    "renderer/x.tsx:3 says 'what it is not told'",
  ]);
});

it('leaves no text of the window outside renderer/words', () => {
  const paths = repositoryFiles().filter(
    (path) => /^renderer\/.*\.tsx?$/.test(path) && !unread.some((pattern) => pattern.test(path)),
  );
  expect(paths.length).toBeGreaterThan(200);
  expect(paths.flatMap((path) => looseTexts(path, readSource(path).text))).toEqual([]);
});

/** Where failures arise that the window tells of, besides the readers of formats. */
const failing =
  /^(engine\/(analysis|worker|load\/import|pprof\/regexp)|main\/(services|window|load|graphviz\/layouts|symbols\/source))/;

/** Main's own words in every language, and what scripts say in their own tongue. */
const elsewhere = [/^main\/window\/(native|confirm)-words\.ts$/, /^main\/load\/script\//];

it('has every detail of a failure in the list of the second language', () => {
  const paths = repositoryFiles().filter(
    (path) => failing.test(path) && /\.ts$/.test(path) && !elsewhere.some((pattern) => pattern.test(path)),
  );
  expect(paths.length).toBeGreaterThan(50);
  expect(paths.flatMap((path) => looseTexts(path, readSource(path).text))).toEqual([]);
});
