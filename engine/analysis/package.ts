/**
 * Where a function lives, as far as its name, file and binary tell: the unit by which flame graphs are
 * coloured, so that one library has one colour.
 */

const scriptFile = /\.(?:[cm]?[jt]sx?|py|rb|php|lua|pl)$/;
const nodeModule = /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/;
/** In C, a dot in a symbol is the compiler's ('memcpy.part.0'), not a package's. */
const cFile = /\.(?:c|h|cc|cpp|cxx|hpp|hh|S|asm)$/;
/** A Go symbol: an import path whose last element is followed by a dot. */
const goSymbol = /^([\w~+-][\w~+./%-]*\/)?([\w~+%-]+)\./;

/**
 * - Go: the import path ('net/http' of 'net/http.(*conn).serve');
 * - C++ and Rust: the outermost namespace or crate ('std' of 'std::vector<int>::push_back(int)');
 * - scripts: the npm package, 'node:…' module, or file's base name;
 * - else the binary's base name; '' where nothing is known.
 */
export function packageOf(name: string, file: string, binary: string): string {
  if (file.startsWith('node:')) return file;
  if (scriptFile.test(file)) return nodeModule.exec(file)?.[1] ?? baseName(file);
  if (name.startsWith('[') && name.endsWith(']')) return name.slice(1, -1);
  const plain = withoutArguments(name);
  const scope = plain.indexOf('::');
  if (scope >= 0) {
    const head = plain.slice(0, scope);
    const outer = head.slice(head.lastIndexOf(' ') + 1).replace(/^[&*]+/, '');
    if (outer !== '') return outer;
  } else if (!cFile.test(file)) {
    const go = goSymbol.exec(plain);
    if (go !== null) return (go[1] ?? '') + go[2];
  }
  return baseName(binary);
}

/** The name with template or type arguments and the parameter list cut off. */
export function withoutArguments(name: string): string {
  if (!/[<[(]/.test(name)) return name;
  let text = '';
  let depth = 0;
  /** Where what is outside of brackets begins. It is taken as a whole: character by character takes long. */
  let from = 0;
  for (let i = 0; i < name.length; i++) {
    const c = name[i]!;
    if (c === '<' || c === '[' || c === '(') {
      if (depth === 0) text += name.slice(from, i);
      depth++;
    } else if (c === '>' || c === ']' || c === ')') {
      if (depth === 0) text += name.slice(from, i);
      else depth--;
      from = i + 1;
    }
  }
  return depth === 0 ? text + name.slice(from) : text;
}

/** Last part of a path of either kind of slash. */
export function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
