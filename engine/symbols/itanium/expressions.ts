import type { Cursor } from './cursor';
import {
  Builtin,
  Expansion,
  Expression,
  FunctionNode,
  List,
  Name,
  type Node,
  type Out,
  Pack,
  Pieces,
  Scoped,
  Structor,
  settled,
  Template,
} from './nodes';
import { floatingTypes, literalSuffixes, operators } from './tables';

/** The rules of names and types that expressions need. */
export interface NameRules {
  readonly cursor: Cursor;
  type(): Node;
  templateArgs(): Node;
  templateArg(): Node;
  templateParam(): Node;
  substitution(): Node;
  unqualifiedName(): Node;
  sourceName(): Node;
  encoding(): Node;
  conversionType(): Node;
  decltype(): Node;
}

/** Reads an expression. */
export function expression(rules: NameRules): Node {
  return rules.cursor.nested(() => expressionRule(rules));
}

function expressionRule(rules: NameRules): Node {
  const { cursor } = rules;
  const code = cursor.peek() + cursor.peek(1);
  if (code[0] === 'L') return literal(rules);
  if (code[0] === 'T') return rules.templateParam();
  if (code === 'sr') return unresolvedName(rules);
  if (code === 'fp' || /^fL\d/.test(code + cursor.peek(2))) return parameter(cursor);
  if (cursor.isDigit() || code === 'on') return named(rules);
  if (code[0] === 'u') {
    cursor.take('u');
    const name = rules.sourceName();
    return new Pieces(name, new List('(', argsTo(rules, 'E'), ')'));
  }
  if (code[0] === 'f' && 'lrLR'.includes(code[1]!)) return fold(rules);
  const rule = Object.hasOwn(special, code) ? special[code] : undefined;
  if (rule !== undefined) {
    cursor.at += 2;
    return rule(rules);
  }
  return operation(rules, code);
}

/** Forms that are no plain operators, by code, which was taken. */
const special: Readonly<Record<string, (rules: NameRules) => Node>> = {
  sp: (rules) => new Expansion(expression(rules)),
  sZ: (rules) => {
    const given = expression(rules);
    return new Expression((out) => {
      const pack = settled(given, out);
      if (pack instanceof Pack) out.push(String(pack.nodes.length));
      else {
        out.push('sizeof...(');
        out.print(given);
        out.push(')');
      }
    });
  },
  sP: (rules) => {
    const args = argsTo(rules, 'E');
    return new Expression((out) => out.push(String(args.length)));
  },
  st: (rules) => new Pieces('sizeof (', rules.type(), ')'),
  at: (rules) => new Pieces('alignof (', rules.type(), ')'),
  ti: (rules) => new Pieces('typeid (', rules.type(), ')'),
  cv: (rules) => {
    const type = rules.type();
    if (rules.cursor.take('_')) return new Pieces('(', type, ')', new List('(', listTo(rules, 'E'), ')'));
    const value = expression(rules);
    return prefixed(new Pieces('(', type, ')'), value);
  },
  il: (rules) => new List('{', listTo(rules, 'E'), '}', true),
  tl: (rules) => {
    const type = rules.type();
    return new Pieces(type, new List('{', listTo(rules, 'E'), '}'));
  },
  nw: (rules) => creation(rules),
  na: (rules) => creation(rules),
};

function parameter(cursor: Cursor): Node {
  cursor.at++;
  if (cursor.take('L')) {
    cursor.number();
    cursor.expect('p');
  } else {
    cursor.expect('p');
    if (cursor.take('T')) return new Name('this');
  }
  while (cursor.peek() !== '' && 'rVK'.includes(cursor.peek())) cursor.at++;
  return new Name(`{parm#${cursor.compactNumber() + 1}}`);
}

function named(rules: NameRules): Node {
  rules.cursor.take('on');
  const name = rules.unqualifiedName();
  return rules.cursor.peek() === 'I' ? new Template(name, rules.templateArgs()) : name;
}

function listTo(rules: NameRules, end: string): Node[] {
  const list: Node[] = [];
  while (!rules.cursor.take(end)) list.push(expression(rules));
  return list;
}

function argsTo(rules: NameRules, end: string): Node[] {
  const list: Node[] = [];
  while (!rules.cursor.take(end)) list.push(rules.templateArg());
  return list;
}

function prefixed(operator: Node, value: Node): Node {
  return new Expression((out) => {
    out.print(operator);
    out.operand(value);
  });
}

function creation(rules: NameRules): Node {
  const { cursor } = rules;
  const place = listTo(rules, '_');
  const type = rules.type();
  let initial: Node | null = null;
  if (cursor.take('pi')) initial = new List('(', listTo(rules, 'E'), ')', true);
  else if (cursor.starts('il')) initial = expression(rules);
  else cursor.expect('E');
  return new Expression((out) => {
    out.push('new ');
    if (place.length > 0) {
      out.print(new List('(', place, ')'));
      out.push(' ');
    }
    out.print(type);
    if (initial !== null) out.operand(initial);
  });
}

function fold(rules: NameRules): Node {
  const { cursor } = rules;
  const kind = cursor.peek(1);
  cursor.at += 2;
  const code = cursor.characters(2);
  const operator = operators[code]?.[0] ?? cursor.fail('no operator');
  const first = expression(rules);
  const second = kind === 'L' || kind === 'R' ? expression(rules) : null;
  return new Expression((out) => {
    out.push('(');
    if (second !== null) {
      out.operand(first);
      out.push(`${operator}...${operator}`);
      out.operand(second);
    } else if (kind === 'l') {
      out.push(`...${operator}`);
      out.operand(first);
    } else {
      out.operand(first);
      out.push(`${operator}...`);
    }
    out.push(')');
  });
}

function operation(rules: NameRules, code: string): Node {
  const { cursor } = rules;
  const [text, operands] = operators[code] ?? cursor.fail('no expression');
  cursor.at += 2;
  if (operands === 0) return new Name(text);
  if (operands === 1) {
    const isSuffix = (code === 'pp' || code === 'mm') && !cursor.take('_');
    const value = expression(rules);
    return new Expression((out) => {
      if (isSuffix) out.operand(value);
      out.push(text);
      // Of a function whose address is taken, only the name is shown.
      const shown = code === 'ad' && value instanceof FunctionNode ? (value.name ?? value) : value;
      if (code === 'gs') out.print(shown);
      else if (!isSuffix) out.operand(shown);
    });
  }
  if (operands === 3) {
    const [first, second, third] = [expression(rules), expression(rules), expression(rules)];
    return new Expression((out) => {
      out.operand(first);
      out.push('?');
      out.operand(second);
      out.push(' : ');
      out.operand(third);
    });
  }
  if (text.endsWith('_cast')) {
    const type = rules.type();
    return new Pieces(text, '<', type, '>(', expression(rules), ')');
  }
  const first = expression(rules);
  if (code === 'cl' || code === 'cp') {
    const args = new List('(', listTo(rules, 'E'), ')');
    return new Expression((out) => {
      out.operand(first);
      out.print(args);
    });
  }
  const isMember = code === 'dt' || code === 'pt';
  const second = isMember && cursor.peek() !== 'L' ? memberName(rules) : expression(rules);
  return binary(text, first, second);
}

function memberName(rules: NameRules): Node {
  const name = unresolvedName(rules);
  return rules.cursor.peek() === 'I' ? new Template(name, rules.templateArgs()) : name;
}

function binary(operator: string, first: Node, second: Node): Node {
  // A bare '>' would end the template arguments that it stands in.
  const isClosing = operator === '>' || operator === '>>';
  return new Expression((out) => {
    if (isClosing) out.push('(');
    out.operand(first);
    if (operator === '[]') {
      out.push('[');
      out.print(second);
      out.push(']');
    } else {
      out.push(operator);
      out.operand(second);
    }
    if (isClosing) out.push(')');
  });
}

/** A name that only a template's arguments settle: `T::type`, `sr` and what follows. */
function unresolvedName(rules: NameRules): Node {
  const { cursor } = rules;
  const isGlobal = cursor.take('gs');
  const rooted = (name: Node) => (isGlobal ? new Pieces('::', name) : name);
  if (!cursor.take('sr')) return rooted(baseName(rules));
  if (cursor.take('N')) {
    let scope = unresolvedType(rules);
    while (!cursor.take('E')) scope = new Scoped(scope, simpleId(rules));
    return new Scoped(scope, baseName(rules));
  }
  if (!cursor.isDigit()) {
    const scope = unresolvedType(rules);
    return new Scoped(scope, baseName(rules));
  }
  // Newer compilers: names up to an E; older ones: one name.
  let scope = simpleId(rules);
  while (cursor.isDigit() && cursor.text.indexOf('E', cursor.at) > 0) {
    const from = cursor.at;
    const next = simpleId(rules);
    if (cursor.take('E')) return rooted(new Scoped(new Scoped(scope, next), baseName(rules)));
    if (!cursor.isDigit()) {
      cursor.at = from;
      break;
    }
    scope = new Scoped(scope, next);
  }
  cursor.take('E');
  return rooted(new Scoped(scope, baseName(rules)));
}

function unresolvedType(rules: NameRules): Node {
  return rules.type();
}

function simpleId(rules: NameRules): Node {
  const name = rules.sourceName();
  return rules.cursor.peek() === 'I' ? new Template(name, rules.templateArgs()) : name;
}

function baseName(rules: NameRules): Node {
  const { cursor } = rules;
  if (cursor.isDigit()) return simpleId(rules);
  if (cursor.take('dn')) {
    const of = cursor.isDigit() ? simpleId(rules) : unresolvedType(rules);
    return new Structor(of, true);
  }
  cursor.take('on');
  const name = rules.unqualifiedName();
  return cursor.peek() === 'I' ? new Template(name, rules.templateArgs()) : name;
}

/** L type value E, or L and a mangled name. */
export function literal(rules: NameRules): Node {
  const { cursor } = rules;
  cursor.expect('L');
  if (cursor.take('_Z') || cursor.take('Z')) {
    const encoding = rules.encoding();
    cursor.expect('E');
    return encoding;
  }
  const type = rules.type();
  const isNegative = cursor.take('n');
  const end = cursor.text.indexOf('E', cursor.at);
  if (end < 0) cursor.fail('a literal without end');
  const value = cursor.text.slice(cursor.at, end);
  cursor.at = end + 1;
  return new Expression((out) => writeLiteral(out, type, isNegative, value));
}

function writeLiteral(out: Out, type: Node, isNegative: boolean, value: string): void {
  const name = type instanceof Builtin ? type.text : '';
  const sign = isNegative ? '-' : '';
  if (Object.hasOwn(literalSuffixes, name)) {
    out.push(`${sign}${value}${literalSuffixes[name]}`);
    return;
  }
  if (name === 'bool' && !isNegative && (value === '0' || value === '1')) {
    out.push(value === '1' ? 'true' : 'false');
    return;
  }
  if (name === 'decltype(nullptr)' && (value === '' || value === '0')) {
    out.push(name);
    return;
  }
  out.push('(');
  out.print(type);
  out.push(')');
  out.push(floatingTypes.has(name) ? `[${sign}${value}]` : sign + value);
}
