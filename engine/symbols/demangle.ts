import { Out, Unreadable } from './itanium/nodes';
import { Parser } from './itanium/parser';
import type { DemangleLevel } from './mode';
import { demangleRust } from './rust';
import { demangleRustLegacy } from './rust-legacy';

/**
 * A function's name as people wrote it, from the one that the linker knows: C++ and Rust. Names that are not
 * mangled stay, but for C++ names that were demangled elsewhere, which are shortened as the level asks.
 */
export function demangle(name: string, level: DemangleLevel): string {
  if (level === 'none') return name;
  // All that is mangled begins like this.
  if (!name.startsWith('_')) return shortened(name, level);
  // Apple's linkers have an underscore before all names.
  return unmangled(name, level) ?? unmangled(name.slice(1), level) ?? shortened(name, level);
}

function unmangled(name: string, level: DemangleLevel): string | null {
  try {
    if (name.startsWith('_R')) return demangleRust(name, level !== 'default');
    if (name.startsWith('_ZN')) {
      const rust = demangleRustLegacy(name);
      if (rust !== null) return rust;
    }
    if (name.startsWith('_Z')) return itanium(name.slice(2), level);
    const block = /^___Z(.*)_block_invoke(?:_?\d+)?(?:\..*)?$/.exec(name);
    if (block !== null) return `invocation function for block in ${itanium(block[1]!, level)}`;
    const global = /^_GLOBAL_[._$]([ID])_(.+)$/.exec(name);
    if (global === null) return null;
    const key = global[2]!;
    const what = global[1] === 'I' ? 'constructors' : 'destructors';
    return `global ${what} keyed to ${key.startsWith('_Z') ? itanium(key.slice(2), 'full') : key}`;
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

function itanium(text: string, level: DemangleLevel): string {
  const showsParams = level === 'full';
  const parser = new Parser(text, showsParams);
  const node = parser.encoding(showsParams ? 'whole' : 'name');
  const out = new Out(level !== 'default');
  out.print(node);
  return out.text;
}

/** A C++ name that was demangled already, without parameters and, by default, template arguments. */
function shortened(name: string, level: DemangleLevel): string {
  // Java's 'Class.<init>' and Go's 'foo.(*Bar[...]).Method' only look like C++.
  if (name.includes('.<') || name.includes(']).') || !/[<>[\]]|::/.test(name)) return name;
  if (level === 'full') return name;
  const withoutParameters = withoutBrackets(name, '(', ')');
  return level === 'default' ? withoutBrackets(withoutParameters, '<', '>') : withoutParameters;
}

/** The name without outermost brackets and what is in them; up to where one closes that none opened. */
function withoutBrackets(name: string, start: string, end: string): string {
  let kept = '';
  let depth = 0;
  let first = 0;
  let from = 0;
  for (let at = 0; at < name.length; at++) {
    if (name[at] === start && depth++ === 0) first = at;
    else if (name[at] === end) {
      if (--depth < 0) break;
      if (depth > 0) continue;
      kept += name.slice(from, first);
      from = at + 1;
    }
  }
  return kept + name.slice(from);
}
