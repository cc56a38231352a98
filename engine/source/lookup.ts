import { cleanPath, trimSourcePath } from '../pprof/paths';
import type { SourceFiles } from './types';

/** A source file's lines, or why there are none. */
export type FoundSource = { readonly lines: readonly string[] } | { readonly missing: string };

/**
 * Paths at which the source may lie that a profile calls `path`: itself where it is absolute once trimmed, else
 * below each folder of `search` and each folder above it.
 *
 * @param search colon-separated folders
 * @param trim colon-separated prefixes, as option trim_path
 */
export function sourceCandidates(path: string, search: string, trim: string): readonly string[] {
  const wanted = trimSourcePath(path, trim, search);
  if (wanted.startsWith('/')) return [wanted];
  const candidates: string[] = [];
  for (const folder of search.split(':')) {
    for (let at = cleanPath(folder); ; ) {
      candidates.push(cleanPath(`${at}/${wanted}`));
      const slash = at.lastIndexOf('/');
      const above = slash > 0 ? at.slice(0, slash) : slash === 0 ? '/' : '.';
      if (above === at) break;
      at = above;
    }
  }
  return candidates;
}

/** Looks sources up, each once. */
export function createSourceLookup(
  files: SourceFiles,
  options: { readonly source_path: string; readonly trim_path: string },
): (path: string) => Promise<FoundSource> {
  const search = options.source_path === '' ? files.folder : options.source_path;
  const found = new Map<string, Promise<FoundSource>>();
  const look = async (path: string): Promise<FoundSource> => {
    const candidates = sourceCandidates(path, search, options.trim_path);
    for (const candidate of candidates) {
      const text = await files.read(candidate);
      if (text !== null) return { lines: linesOf(text) };
    }
    const wanted = trimSourcePath(path, options.trim_path, search);
    const missing = wanted.startsWith('/')
      ? `open ${wanted}: no such file or directory`
      : `could not find file ${wanted} on path ${search}`;
    return { missing };
  };
  return (path) => {
    let source = found.get(path);
    if (source === undefined) {
      source = look(path);
      found.set(path, source);
    }
    return source;
  };
}

/** The lines of a text without their ends; what follows the last end is a line where it is not empty. */
function linesOf(text: string): readonly string[] {
  const lines = text.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
  if (lines[lines.length - 1] === '') lines.pop();
  return lines;
}
