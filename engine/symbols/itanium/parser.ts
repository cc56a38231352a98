import { Cursor } from './cursor';
import { expression, literal, type NameRules } from './expressions';
import {
  Alias,
  ArrayType,
  Builtin,
  Expansion,
  FunctionNode,
  List,
  MemberPointer,
  Name,
  type Node,
  Pack,
  Pieces,
  Pointer,
  Qualified,
  Scoped,
  Structor,
  Tagged,
  Template,
  TemplateArgs,
} from './nodes';
import { builtinTypes, extendedTypes, operators, specialNames, standardNames } from './tables';

/** What the name of an encoding says about the function it names. */
interface NameState {
  /** A constructor, destructor or conversion: its return type is not mangled. */
  isWithoutReturn: boolean;
  endsWithArgs: boolean;
  /** Qualifiers of the function: ' const', ' &'. */
  behind: string;
}

/** Whether an encoding is all there is, the scope of a local name, or is wanted by name only. */
type EncodingKind = 'whole' | 'local' | 'name';

/** Template arguments as they stand for parameters: several for one are a pack. */
class ArgumentPack extends List {
  constructor(nodes: readonly Node[]) {
    super('', nodes, '');
  }
}

/** Reads the rules of names and types. What it has not read when it is done is at its cursor. */
export class Parser implements NameRules {
  readonly cursor: Cursor;
  private readonly substitutions: Node[] = [];
  /** Arguments of the templates around: of the outermost first, then of lambdas. */
  private levels: Node[][] = [];
  /** Level whose parameters are those of a lambda being read; -1 = none. */
  private lambdaLevel = -1;
  /** Parameters that refer to arguments still to come. */
  private forward: { alias: Alias; index: number }[] = [];
  private permitsForward = false;
  private takesArgs = true;

  /** @param showsParams whether functions around local names have their parameters */
  constructor(
    text: string,
    private readonly showsParams: boolean,
  ) {
    this.cursor = new Cursor(text);
  }

  encoding(kind: EncodingKind = 'whole'): Node {
    return this.cursor.nested(() => this.encodingRule(kind));
  }

  private encodingRule(kind: EncodingKind): Node {
    const { cursor } = this;
    if (cursor.peek() === 'T' || cursor.peek() === 'G') return this.specialName();
    const outer = { levels: this.levels, lambdaLevel: this.lambdaLevel, forward: this.forward };
    this.lambdaLevel = -1;
    this.forward = [];
    const state: NameState = { isWithoutReturn: false, endsWithArgs: false, behind: '' };
    const name = this.name(state);
    for (const { alias, index } of this.forward) {
      alias.settle(this.levels[0]?.[index] ?? cursor.fail('a parameter without argument'));
    }
    this.forward = [];
    let encoded = name;
    if (kind !== 'name' && !this.isEncodingEnd()) {
      if (cursor.take('Ua9enable_if')) this.templateArgs();
      const returned = state.endsWithArgs && !state.isWithoutReturn ? this.type() : null;
      const params = this.parameters();
      const isShown = kind === 'whole' || this.showsParams;
      if (isShown) encoded = new FunctionNode(kind === 'local' ? null : returned, params, state.behind, name);
    }
    this.levels = outer.levels;
    this.lambdaLevel = outer.lambdaLevel;
    this.forward = outer.forward;
    return encoded;
  }

  private isEncodingEnd(): boolean {
    const next = this.cursor.peek();
    return next === '' || next === 'E' || next === '.';
  }

  /** Types up to the end of a function's mangling; 'v' alone is none. */
  private parameters(): Node[] {
    const { cursor } = this;
    const params: Node[] = [];
    while (!this.isEncodingEnd()) {
      const next = cursor.peek();
      if ((next === 'R' || next === 'O') && cursor.peek(1) === 'E') break;
      if (next === 'Q') {
        cursor.take('Q');
        expression(this);
        break;
      }
      const isVoid = next === 'v' && params.length === 0;
      const param = this.type();
      if (!isVoid) params.push(param);
      else if (!this.isEncodingEnd() && cursor.peek() !== 'R' && cursor.peek() !== 'O') params.push(param);
    }
    return params;
  }

  private specialName(): Node {
    const { cursor } = this;
    const code = cursor.characters(2);
    const known = Object.hasOwn(specialNames, code) ? specialNames[code] : undefined;
    if (known !== undefined) {
      const [what, of] = known;
      const node = of === 'type' ? this.type() : of === 'name' ? this.name() : this.encoding();
      if (code === 'GR' && !cursor.isAtEnd) cursor.sequence();
      return new Pieces(what, node);
    }
    if (code === 'TA') return new Pieces('template parameter object for ', this.templateArg());
    if (code === 'TC') {
      const derived = this.type();
      cursor.number();
      cursor.expect('_');
      return new Pieces('construction vtable for ', this.type(), '-in-', derived);
    }
    if (code === 'GT') {
      const what = cursor.characters(1) === 'n' ? 'non-transaction' : 'transaction';
      return new Pieces(`${what} clone for `, this.encoding());
    }
    if (code === 'Th' || code === 'Tv') {
      this.callOffset(code[1]!);
      return new Pieces(code === 'Th' ? 'non-virtual thunk to ' : 'virtual thunk to ', this.encoding());
    }
    if (code === 'Tc') {
      this.callOffset(cursor.characters(1));
      this.callOffset(cursor.characters(1));
      return new Pieces('covariant return thunk to ', this.encoding());
    }
    return cursor.fail('no special name');
  }

  private callOffset(kind: string): void {
    if (kind !== 'h' && kind !== 'v') this.cursor.fail('no offset');
    this.cursor.number();
    this.cursor.expect('_');
    if (kind === 'h') return;
    this.cursor.number();
    this.cursor.expect('_');
  }

  /** @param state filled in where the name is that of an encoding. */
  private name(state?: NameState): Node {
    const { cursor } = this;
    if (cursor.peek() === 'N') return this.nestedName(state);
    if (cursor.peek() === 'Z') return this.localName(state);
    if (cursor.peek() === 'S' && cursor.peek(1) !== 't') {
      const known = this.substitution();
      if (cursor.peek() !== 'I') return known;
      return this.withArgs(known, state);
    }
    const isStd = cursor.take('St');
    const own = this.unqualifiedName(state);
    const name = isStd ? new Scoped(new Name('std'), own) : own;
    if (cursor.peek() !== 'I') return name;
    this.substitutions.push(name);
    return this.withArgs(name, state);
  }

  private withArgs(name: Node, state?: NameState): Node {
    const args = this.templateArgs(state !== undefined);
    if (state !== undefined) state.endsWithArgs = true;
    return new Template(name, args);
  }

  private nestedName(state?: NameState): Node {
    const { cursor } = this;
    cursor.expect('N');
    cursor.take('H');
    const words = this.qualifiers();
    const reference = cursor.take('R') ? ' &' : cursor.take('O') ? ' &&' : '';
    if (state !== undefined) state.behind = words + reference;
    let prefix: Node | null = cursor.take('St') ? new Name('std') : null;
    while (!cursor.take('E')) {
      if (state !== undefined) state.endsWithArgs = false;
      const next = cursor.peek();
      if (next === 'I') {
        if (prefix === null) cursor.fail('arguments of nothing');
        prefix = this.withArgs(prefix!, state);
        this.substitutions.push(prefix);
        continue;
      }
      if (next === 'S' && cursor.peek(1) !== 't') {
        const known = this.substitution();
        // Standard: 'Ss' and the like are followed by members; others start the name.
        if (prefix === null) {
          prefix = known;
          continue;
        }
        prefix = new Scoped(prefix, known);
        this.substitutions.push(prefix);
        continue;
      }
      prefix = this.component(prefix, next, state);
      this.substitutions.push(prefix);
      cursor.take('M');
    }
    if (prefix === null) cursor.fail('a name without parts');
    // The whole is a candidate by itself where it is a type; as a prefix of nothing it is none.
    if (this.substitutions[this.substitutions.length - 1] === prefix) this.substitutions.pop();
    return prefix!;
  }

  private component(prefix: Node | null, next: string, state?: NameState): Node {
    const { cursor } = this;
    const second = cursor.peek(1);
    if (prefix === null && next === 'T') return this.templateParam();
    if (prefix === null && next === 'D' && (second === 't' || second === 'T')) return this.decltype();
    const isStructor = (next === 'C' && second !== '') || (next === 'D' && '01245'.includes(second));
    if (isStructor) {
      if (prefix === null) cursor.fail('a constructor of nothing');
      return this.structor(prefix!, state);
    }
    const name = this.unqualifiedName(state);
    return prefix === null ? name : new Scoped(prefix, name);
  }

  private structor(of: Node, state?: NameState): Node {
    const { cursor } = this;
    const isDestructor = cursor.characters(1) === 'D';
    if (!isDestructor && cursor.take('I')) {
      cursor.characters(1);
      this.type();
    } else cursor.characters(1);
    if (state !== undefined) state.isWithoutReturn = true;
    // Only here a standard class is called by all of its name.
    const shown = 'whole' in of ? (of.whole as Node) : of;
    return this.tagged(new Scoped(shown, new Structor(of, isDestructor)));
  }

  private localName(state?: NameState): Node {
    const { cursor } = this;
    cursor.expect('Z');
    const scope = this.encoding('local');
    cursor.expect('E');
    if (cursor.take('s')) {
      this.discriminator();
      return new Scoped(scope, new Name('string literal'), true);
    }
    const isDefault = cursor.take('d');
    const number = isDefault ? cursor.compactNumber() : 0;
    const name = this.name(state);
    this.discriminator();
    const shown = isDefault ? new Pieces(`{default arg#${number + 1}}::`, name) : name;
    return new Scoped(scope, shown, true);
  }

  /** Tells apart what a function calls by one name; not shown. */
  private discriminator(): void {
    const { cursor } = this;
    const found = /^(?:__\d+_|_\d)/.exec(cursor.text.slice(cursor.at, cursor.at + 16));
    if (found !== null) cursor.at += found[0].length;
  }

  unqualifiedName(state?: NameState): Node {
    const { cursor } = this;
    cursor.take('F');
    cursor.take('L');
    let name: Node;
    if (cursor.isDigit()) name = this.sourceName();
    else if (cursor.take('Ut')) name = new Name(`{unnamed type#${cursor.compactNumber() + 1}}`);
    else if (cursor.take('Ul')) name = this.lambda();
    else if (cursor.take('DC')) {
      const names: Node[] = [];
      while (!cursor.take('E')) names.push(this.sourceName());
      name = new List('[', names, ']');
    } else name = this.operatorName(state);
    return this.tagged(name);
  }

  private tagged(name: Node): Node {
    let tagged = name;
    while (this.cursor.take('B')) tagged = new Tagged(tagged, this.identifier());
    return tagged;
  }

  private identifier(): string {
    return this.cursor.characters(this.cursor.number());
  }

  sourceName(): Node {
    const text = this.identifier();
    return new Name(/^_GLOBAL_[._$]N/.test(text) ? '(anonymous namespace)' : text);
  }

  private lambda(): Node {
    const { cursor } = this;
    const outer = this.lambdaLevel;
    this.lambdaLevel = this.levels.length;
    const own: Node[] = [];
    this.levels = [...this.levels, own];
    const declared: Node[] = [];
    for (; cursor.peek() === 'T' && 'yn'.includes(cursor.peek(1) || '-'); ) {
      const param = new Name(
        `$${cursor.peek(1) === 'y' ? 'T' : 'N'}${own.length === 0 ? '' : own.length - 1}`,
      );
      cursor.at++;
      const kind = cursor.characters(1) === 'y' ? new Name('typename') : this.type();
      declared.push(new Pieces(kind, ' ', param));
      own.push(param);
    }
    const params: Node[] = [];
    while (!cursor.take('E')) {
      const isVoid = cursor.peek() === 'v';
      const param = this.type();
      if (!isVoid) params.push(param);
    }
    this.levels = this.levels.slice(0, -1);
    this.lambdaLevel = outer;
    const number = cursor.compactNumber() + 1;
    const template = declared.length === 0 ? '' : new List('<', declared, '>');
    return new Pieces('{lambda', template, new List('(', params, ')'), `#${number}}`);
  }

  private operatorName(state?: NameState): Node {
    const { cursor } = this;
    if (cursor.take('cv')) {
      if (state !== undefined) state.isWithoutReturn = true;
      return new Pieces('operator ', this.conversionType(state !== undefined));
    }
    if (cursor.take('li')) return new Pieces('operator"" ', this.sourceName());
    if (cursor.peek() === 'v' && /\d/.test(cursor.peek(1))) {
      cursor.at += 2;
      return new Pieces('operator ', this.sourceName());
    }
    const code = cursor.characters(2);
    const text = (
      Object.hasOwn(operators, code) ? operators[code]![0] : cursor.fail('no operator')
    ).trimEnd();
    return new Name(`operator${/^[a-z]/.test(text) ? ' ' : ''}${text}`);
  }

  /** The type that an operator converts to; its template parameters may be given only behind it. */
  conversionType(isOfEncoding = false): Node {
    const { permitsForward, takesArgs } = this;
    this.permitsForward = permitsForward || isOfEncoding;
    this.takesArgs = false;
    const type = this.type();
    this.permitsForward = permitsForward;
    this.takesArgs = takesArgs;
    return type;
  }

  substitution(): Node {
    const { cursor } = this;
    cursor.expect('S');
    const letter = cursor.peek();
    if (letter >= 'a' && letter <= 'z') {
      const known = standardNames[letter] ?? cursor.fail('no standard name');
      cursor.at++;
      if (cursor.peek() !== 'B') return known;
      const tagged = this.tagged(known);
      this.substitutions.push(tagged);
      return tagged;
    }
    return this.substitutions[cursor.sequence()] ?? cursor.fail('no such substitution');
  }

  templateParam(): Node {
    const { cursor } = this;
    cursor.expect('T');
    const level = cursor.take('L') ? cursor.compactNumber() + 1 : 0;
    const index = cursor.compactNumber();
    if (this.permitsForward && level === 0) {
      const alias = new Alias(null);
      this.forward.push({ alias, index });
      return alias;
    }
    const given = this.levels[level]?.[index];
    if (given !== undefined) return new Alias(given);
    if (this.lambdaLevel < 0 || level > this.lambdaLevel) cursor.fail('a parameter without argument');
    return new Builtin(`auto:${index + 1}`);
  }

  /** @param isOfEncoding the arguments are what T_ means from here on. */
  templateArgs(isOfEncoding = false): Node {
    const { cursor } = this;
    cursor.expect('I');
    const known: Node[] = [];
    if (isOfEncoding) this.levels = [known];
    const args: Node[] = [];
    while (!cursor.take('E')) {
      const arg = this.templateArg();
      args.push(arg);
      if (isOfEncoding) known.push(arg instanceof ArgumentPack ? new Pack(arg.nodes) : arg);
    }
    return new TemplateArgs(args);
  }

  templateArg(): Node {
    const { cursor } = this;
    return cursor.nested(() => {
      if (cursor.take('X')) {
        const value = expression(this);
        cursor.expect('E');
        return value;
      }
      if (cursor.peek() === 'L') return literal(this);
      if (!cursor.take('J')) return this.type();
      const args: Node[] = [];
      while (!cursor.take('E')) args.push(this.templateArg());
      return new ArgumentPack(args);
    });
  }

  decltype(): Node {
    const { cursor } = this;
    cursor.at += 2;
    const value = expression(this);
    cursor.expect('E');
    return new Pieces('decltype (', value, ')');
  }

  /** ' const volatile restrict', as many of them as there are. */
  private qualifiers(): string {
    const { cursor } = this;
    const restrict = cursor.take('r') ? ' restrict' : '';
    const volatile = cursor.take('V') ? ' volatile' : '';
    const constant = cursor.take('K') ? ' const' : '';
    return constant + volatile + restrict;
  }

  type(): Node {
    return this.cursor.nested(() => this.typeRule());
  }

  private typeRule(): Node {
    const { cursor } = this;
    const next = cursor.peek();
    if (Object.hasOwn(builtinTypes, next)) {
      cursor.at++;
      return new Builtin(builtinTypes[next]!);
    }
    if (next === 'D') {
      const known = this.extendedBuiltin();
      if (known !== null) return known;
    }
    if (next === 'S' && cursor.peek(1) !== 't') {
      const known = this.substitution();
      if (cursor.peek() !== 'I' || !this.takesArgs) return known;
      const template = new Template(known, this.templateArgs());
      this.substitutions.push(template);
      return template;
    }
    const type = this.compoundType(next);
    this.substitutions.push(type);
    return type;
  }

  private extendedBuiltin(): Node | null {
    const { cursor } = this;
    const second = cursor.peek(1);
    if (Object.hasOwn(extendedTypes, second)) {
      cursor.at += 2;
      return this.tagged(new Builtin(extendedTypes[second]!));
    }
    if (second === 'F') {
      cursor.at += 2;
      const bits = cursor.number();
      if (cursor.take('b')) return new Builtin(`std::bfloat${bits}_t`);
      const isExtended = cursor.take('x');
      if (!isExtended) cursor.expect('_');
      return new Builtin(`_Float${bits}${isExtended ? 'x' : ''}`);
    }
    if (second !== 'B' && second !== 'U') return null;
    cursor.at += 2;
    const bits = cursor.isDigit() ? new Name(String(cursor.number())) : expression(this);
    cursor.expect('_');
    return new Pieces(`${second === 'U' ? 'unsigned ' : ''}_BitInt(`, bits, ')');
  }

  private compoundType(next: string): Node {
    const { cursor } = this;
    const second = cursor.peek(1);
    switch (next) {
      case 'P':
      case 'R':
      case 'O':
        cursor.at++;
        return new Pointer(this.type(), next === 'P' ? '*' : next === 'R' ? '&' : '&&');
      case 'r':
      case 'V':
      case 'K': {
        const words = this.qualifiers();
        return this.isFunctionType() ? this.functionType(words) : new Qualified(this.type(), words);
      }
      case 'F':
        return this.functionType('');
      case 'A':
        return this.arrayType();
      case 'M':
        cursor.at++;
        return new MemberPointer(this.type(), this.type());
      case 'C':
      case 'G':
        cursor.at++;
        return new Qualified(this.type(), next === 'C' ? ' _Complex' : ' _Imaginary');
      case 'U': {
        cursor.at++;
        const word = this.identifier();
        const args = cursor.peek() === 'I' ? this.templateArgs() : '';
        return new Pieces(this.type(), ` ${word}`, args);
      }
      case 'u': {
        cursor.at++;
        const name = this.sourceName();
        return cursor.peek() === 'I' ? new Template(name, this.templateArgs()) : name;
      }
      case 'T':
        return this.parameterType();
      case 'D':
        if (this.isFunctionType()) return this.functionType('');
        if (second === 't' || second === 'T') return this.decltype();
        if (cursor.take('Dp')) return new Expansion(this.type());
        if (cursor.take('Dv')) return this.vectorType();
        return cursor.fail('no type');
      default:
        return this.name();
    }
  }

  private parameterType(): Node {
    const { cursor } = this;
    if ('sue'.includes(cursor.peek(1) || '-')) {
      cursor.at += 2;
      return this.name();
    }
    const param = this.templateParam();
    if (cursor.peek() !== 'I' || !this.takesArgs) return param;
    this.substitutions.push(param);
    return new Template(param, this.templateArgs());
  }

  private isFunctionType(): boolean {
    const { cursor } = this;
    return cursor.peek() === 'F' || (cursor.peek() === 'D' && 'oOwx'.includes(cursor.peek(1) || '-'));
  }

  private functionType(words: string): Node {
    const { cursor } = this;
    let behind = words;
    if (cursor.take('Do')) behind += ' noexcept';
    else if (cursor.take('DO')) {
      expression(this);
      cursor.expect('E');
    } else if (cursor.take('Dw')) while (!cursor.take('E')) this.type();
    if (cursor.take('Dx')) behind += ' transaction_safe';
    cursor.expect('F');
    cursor.take('Y');
    const returned = this.type();
    const params = this.parameters();
    behind += cursor.take('R') ? ' &' : cursor.take('O') ? ' &&' : '';
    cursor.expect('E');
    return new FunctionNode(returned, params, behind);
  }

  private arrayType(): Node {
    const { cursor } = this;
    cursor.expect('A');
    let dimension: Node | null = null;
    if (cursor.isDigit()) dimension = new Name(cursor.digits());
    else if (cursor.peek() !== '_') dimension = expression(this);
    cursor.expect('_');
    return new ArrayType(this.type(), dimension);
  }

  private vectorType(): Node {
    const { cursor } = this;
    const dimension = cursor.isDigit()
      ? new Name(cursor.digits())
      : cursor.take('_')
        ? expression(this)
        : null;
    cursor.expect('_');
    return new Pieces(this.type(), ' __vector(', dimension ?? '', ')');
  }
}
