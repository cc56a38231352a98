import type { SourceRule } from '../../proto/code';

/** A place where a source may lie, and the folder it must not lead out of; '' = the profile's own path. */
export interface SourcePlace {
  readonly path: string;
  readonly below: string;
}

/** Ends of paths that are tried below a folder whose rule fits any path. */
const mostEnds = 32;

/**
 * Where a source may lie that a profile calls `named`, most likely first: where a rule says, longest prefix
 * first, then at that very path. Pure; paths are POSIX, or Windows' with their backslashes turned.
 */
export function sourcePlaces(named: string, rules: readonly SourceRule[]): readonly SourcePlace[] {
  const path = plainPath(named);
  const places: SourcePlace[] = [];
  const byLength = [...rules].sort((a, b) => b.from.length - a.from.length);
  for (const { from, to } of byLength) {
    const prefix = plainPath(from).replace(/\/+$/, '');
    const below = plainPath(to).replace(/(?<=.)\/+$/, '');
    if (from === '') {
      const parts = path.split('/').filter((part) => part !== '');
      for (let first = 0; first < Math.min(parts.length, mostEnds); first++) {
        places.push({ path: `${below}/${parts.slice(first).join('/')}`, below });
      }
    } else if (path === prefix || path.startsWith(`${prefix}/`)) {
      places.push({ path: `${below}${path.slice(prefix.length)}`, below });
    }
  }
  if (/^(\/|[A-Za-z]:\/)/.test(path)) places.push({ path, below: '' });
  return places.filter((place) => !place.path.split('/').includes('..'));
}

/** 'file:///x/a.js' and 'C:\\x\\a.c' as paths with slashes. */
function plainPath(path: string): string {
  let plain = path;
  if (/^file:\/\//i.test(path)) {
    plain = path.slice('file://'.length);
    try {
      plain = decodeURIComponent(plain);
    } catch {
      // A stray percent sign: the name as it stands.
    }
    plain = plain.replace(/^\/(?=[A-Za-z]:)/, '');
  }
  return plain.replace(/\\/g, '/');
}

/** Ends of files that people write programs in. Of a path that a profile names, nothing else is read. */
const sourceEnds =
  /\.(go|s|S|asm|c|cc|cpp|cxx|h|hh|hpp|hxx|inl|inc|rs|js|jsx|mjs|cjs|ts|tsx|mts|cts|py|pyx|java|kt|kts|scala|rb|php|lua|pl|pm|swift|m|mm|cs|fs|hs|ml|ex|exs|erl|zig|nim|d|f90|jl|r|dart|vue|svelte|proto|y|l)$/;

export function isSourcePath(path: string): boolean {
  return sourceEnds.test(path);
}
