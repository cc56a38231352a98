/** A name that is not mangled, or in a way that is not known. */
export class Unreadable extends Error {}

/** Substitutions let a short name stand for an endless one, or for an endless way to an empty one. */
const maxLength = 1 << 16;
const maxSteps = 1 << 18;

/** What is being printed, and how. */
export class Out {
  text = '';
  /** Which element of a parameter pack is printed; -1 outside of expansions. */
  packIndex = -1;
  /** Length of the pack being expanded; -1 until one is met. */
  packSize = -1;
  private depth = 0;
  private steps = 0;

  constructor(readonly showsTemplateArgs: boolean) {}

  step(): void {
    if (++this.steps > maxSteps) throw new Unreadable('too long a way');
  }

  push(text: string): void {
    this.text += text;
    if (this.text.length > maxLength) throw new Unreadable('too long');
  }

  endsWith(text: string): boolean {
    return this.text.endsWith(text);
  }

  print(node: Node): void {
    this.step();
    if (++this.depth > 512) throw new Unreadable('too deep');
    node.left(this);
    node.right(this);
    this.depth--;
  }

  /** Comma-separated; what prints nothing, such as an empty pack, has no comma. */
  list(nodes: readonly Node[]): void {
    let isFirst = true;
    for (const node of nodes) {
      const before = this.text;
      if (!isFirst) this.push(', ');
      const from = this.text;
      this.print(node);
      if (this.text === from) this.text = before;
      else isFirst = false;
    }
  }

  /** In parentheses, unless it is a mere name. */
  operand(node: Node): void {
    if (!node.isName) this.push('(');
    this.print(node);
    if (!node.isName) this.push(')');
  }
}

/** What stands around a declarator: arrays and functions have parts on its right. */
export type Shape = 'plain' | 'array' | 'function';

/** A part of a name. Types print in two halves, `int (*` and `)[5]`, around what they are the type of. */
export abstract class Node {
  /** Stands without parentheses in expressions. */
  readonly isName: boolean = false;
  abstract left(out: Out): void;
  right(_out: Out): void {}
  shape(_out: Out): Shape {
    return 'plain';
  }
  /** What constructors of it are called. */
  base(): Node {
    return this;
  }
}

export class Name extends Node {
  override readonly isName = true;
  constructor(readonly text: string) {
    super();
  }
  left(out: Out): void {
    out.push(this.text);
  }
}

/** A type of the language itself, by its name. */
export class Builtin extends Node {
  constructor(readonly text: string) {
    super();
  }
  left(out: Out): void {
    out.push(this.text);
  }
}

/** A standard class with a short mangling; its constructors show all of it. */
export class Abbreviated extends Node {
  override readonly isName = true;
  constructor(
    readonly short: string,
    readonly whole: Node,
    private readonly constructorName: string,
  ) {
    super();
  }
  left(out: Out): void {
    out.push(this.short);
  }
  override base(): Node {
    return new Name(this.constructorName);
  }
}

export class Scoped extends Node {
  override readonly isName: boolean;
  constructor(
    readonly scope: Node,
    readonly name: Node,
    /** The scope is a function. */
    readonly isLocal = false,
  ) {
    super();
    this.isName = !isLocal;
  }
  left(out: Out): void {
    out.print(this.scope);
    out.push('::');
    out.print(this.name);
  }
  override base(): Node {
    return this.name.base();
  }
}

export class Template extends Node {
  constructor(
    readonly name: Node,
    readonly args: Node,
  ) {
    super();
  }
  left(out: Out): void {
    out.print(this.name);
    if (out.showsTemplateArgs) out.print(this.args);
  }
  override base(): Node {
    return this.name.base();
  }
}

export class TemplateArgs extends Node {
  constructor(readonly args: readonly Node[]) {
    super();
  }
  left(out: Out): void {
    if (out.endsWith('<')) out.push(' ');
    out.push('<');
    const { packIndex, packSize } = out;
    out.packIndex = out.packSize = -1;
    out.list(this.args);
    out.packIndex = packIndex;
    out.packSize = packSize;
    // C++ before 2011 took '>>' for a shift.
    out.push(out.endsWith('>') ? ' >' : '>');
  }
}

/** Pieces of text and nodes, one after the other. */
export class Pieces extends Node {
  private readonly parts: readonly (string | Node)[];
  constructor(...parts: (string | Node)[]) {
    super();
    this.parts = parts;
  }
  left(out: Out): void {
    for (const part of this.parts) {
      if (typeof part === 'string') out.push(part);
      else out.print(part);
    }
  }
}

/** An expression that prints itself. */
export class Expression extends Node {
  constructor(private readonly write: (out: Out) => void) {
    super();
  }
  left(out: Out): void {
    this.write(out);
  }
}

export class List extends Node {
  constructor(
    private readonly before: string,
    readonly nodes: readonly Node[],
    private readonly after: string,
    override readonly isName: boolean = false,
  ) {
    super();
  }
  left(out: Out): void {
    out.push(this.before);
    out.list(this.nodes);
    out.push(this.after);
  }
}

/** A constructor or destructor. */
export class Structor extends Node {
  constructor(
    private readonly of: Node,
    private readonly isDestructor: boolean,
  ) {
    super();
  }
  left(out: Out): void {
    if (this.isDestructor) out.push('~');
    out.print(this.of.base());
  }
}

export class Tagged extends Node {
  override readonly isName = true;
  constructor(
    private readonly name: Node,
    private readonly tag: string,
  ) {
    super();
  }
  left(out: Out): void {
    out.print(this.name);
    out.push(`[abi:${this.tag}]`);
  }
  override base(): Node {
    return this.name.base();
  }
}

/** A type with const, volatile, restrict, or words of a vendor behind it. */
export class Qualified extends Node {
  constructor(
    private readonly type: Node,
    private readonly words: string,
  ) {
    super();
  }
  left(out: Out): void {
    this.type.left(out);
    out.push(this.words);
  }
  override right(out: Out): void {
    this.type.right(out);
  }
  override shape(out: Out): Shape {
    out.step();
    return this.type.shape(out);
  }
}

/** What prints around a declarator: pointers, references, pointers to members. */
export class Pointer extends Node {
  constructor(
    readonly to: Node,
    readonly mark: '*' | '&' | '&&',
  ) {
    super();
  }
  /** A reference to a reference is one reference: `&&` only where both are. */
  private collapsed(out: Out): { to: Node; mark: string } {
    let { to, mark }: { to: Node; mark: string } = this;
    if (mark === '*') return { to, mark };
    for (;;) {
      to = settled(to, out);
      // Within an expansion, the element that is its turn.
      if (to instanceof Pack) to = settled(to.current(out) ?? to, out);
      if (!(to instanceof Pointer) || to.mark === '*') return { to, mark };
      if (to.mark === '&') mark = '&';
      to = to.to;
    }
  }
  left(out: Out): void {
    out.step();
    const { to, mark } = this.collapsed(out);
    to.left(out);
    openDeclarator(out, to);
    out.push(mark);
  }
  override right(out: Out): void {
    const { to } = this.collapsed(out);
    if (to.shape(out) !== 'plain') out.push(')');
    to.right(out);
  }
}

function openDeclarator(out: Out, to: Node): void {
  const shape = to.shape(out);
  if (shape === 'array' && !out.endsWith(' ')) out.push(' ');
  if (shape !== 'plain') out.push('(');
}

export class MemberPointer extends Node {
  constructor(
    private readonly owner: Node,
    private readonly member: Node,
  ) {
    super();
  }
  left(out: Out): void {
    this.member.left(out);
    openDeclarator(out, this.member);
    if (this.member.shape(out) === 'plain') out.push(' ');
    out.print(this.owner);
    out.push('::*');
  }
  override right(out: Out): void {
    if (this.member.shape(out) !== 'plain') out.push(')');
    this.member.right(out);
  }
}

export class ArrayType extends Node {
  constructor(
    private readonly element: Node,
    private readonly dimension: Node | null,
  ) {
    super();
  }
  left(out: Out): void {
    this.element.left(out);
  }
  override right(out: Out): void {
    if (!out.endsWith(']')) out.push(' ');
    out.push('[');
    if (this.dimension !== null) out.print(this.dimension);
    out.push(']');
    this.element.right(out);
  }
  override shape(): Shape {
    return 'array';
  }
}

/** The type of a function, or a function where `name` is given. */
export class FunctionNode extends Node {
  constructor(
    private readonly returned: Node | null,
    private readonly params: readonly Node[],
    /** ' const', ' &', ' noexcept': what follows the parameters. */
    private readonly behind: string,
    readonly name: Node | null = null,
  ) {
    super();
  }
  left(out: Out): void {
    if (this.returned !== null) {
      this.returned.left(out);
      if (this.returned.shape(out) === 'plain') out.push(' ');
      else openDeclarator(out, this.returned);
    }
    if (this.name !== null) out.print(this.name);
  }
  override right(out: Out): void {
    out.push('(');
    out.list(this.params);
    out.push(')');
    if (this.returned !== null) {
      if (this.returned.shape(out) !== 'plain') out.push(')');
      this.returned.right(out);
    }
    out.push(this.behind);
  }
  override shape(): Shape {
    return this.name === null ? 'function' : 'plain';
  }
}

/** Several arguments in the place of one. */
export class Pack extends Node {
  constructor(readonly nodes: readonly Node[]) {
    super();
  }
  /** The element being expanded; undefined where all are printed. */
  current(out: Out): Node | undefined {
    if (out.packSize < 0) {
      out.packSize = this.nodes.length;
      out.packIndex = 0;
    }
    return this.nodes[out.packIndex];
  }
  left(out: Out): void {
    this.current(out)?.left(out);
  }
  override right(out: Out): void {
    this.current(out)?.right(out);
  }
  override shape(out: Out): Shape {
    return this.current(out)?.shape(out) ?? 'plain';
  }
}

/** A pattern printed once for each element of the pack in it. */
export class Expansion extends Node {
  constructor(private readonly pattern: Node) {
    super();
  }
  left(out: Out): void {
    const { packIndex, packSize, text } = out;
    out.packIndex = out.packSize = -1;
    out.print(this.pattern);
    const size = out.packSize;
    if (size < 0) {
      out.text = text;
      out.operand(this.pattern);
      out.push('...');
    } else if (size === 0) out.text = text;
    for (let i = 1; i < size; i++) {
      out.push(', ');
      out.packIndex = i;
      out.packSize = size;
      out.print(this.pattern);
    }
    out.packIndex = packIndex;
    out.packSize = packSize;
  }
}

/** A template parameter, which stands for what it was given; settled later where the mangling refers forward. */
export class Alias extends Node {
  private given: Node | null;
  private isPrinting = false;

  constructor(given: Node | null) {
    super();
    this.given = given;
  }
  get target(): Node {
    if (this.given === null) throw new Unreadable('an unsettled parameter');
    return this.given;
  }
  settle(given: Node): void {
    this.given = given;
  }
  left(out: Out): void {
    this.guarded(() => this.target.left(out));
  }
  override right(out: Out): void {
    this.guarded(() => this.target.right(out));
  }
  override shape(out: Out): Shape {
    let shape: Shape = 'plain';
    out.step();
    this.guarded(() => {
      shape = this.target.shape(out);
    });
    return shape;
  }
  override base(): Node {
    return this.target.base();
  }
  /** References forward can make circles. */
  private guarded(print: () => void): void {
    if (this.isPrinting) throw new Unreadable('a parameter that stands for itself');
    this.isPrinting = true;
    try {
      print();
    } finally {
      this.isPrinting = false;
    }
  }
}

/** What a parameter stands for in the end. */
export function settled(node: Node, out: Out): Node {
  let at = node;
  while (at instanceof Alias) {
    out.step();
    at = at.target;
  }
  return at;
}
