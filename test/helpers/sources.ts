import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../..', import.meta.url));

/** One import of a source file. */
export interface Import {
  /** As it is written: './units', 'zod', 'node:fs'. */
  readonly specifier: string;
  /** The file of the repository it names, '' where it names a package. */
  readonly file: string;
  readonly line: number;
}

export interface Source {
  /** Relative to the repository, with slashes. */
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  readonly imports: readonly Import[];
}

/** Every file that is or would be committed. */
export function repositoryFiles(): string[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
  const listed = execFileSync('git', args, { cwd: repository, encoding: 'utf8', maxBuffer: 1 << 26 });
  return listed.split('\0').filter((path) => path !== '' && existsSync(join(repository, path)));
}

/** from '…', import '…' and import('…'), of values and of types. */
const importPattern = /(?:\bfrom\s*|\bimport\s*\(\s*|^\s*import\s+)'([^']+)'/gm;

export function readSource(path: string): Source {
  const text = readFileSync(join(repository, path), 'utf8');
  const imports: Import[] = [];
  for (const match of text.matchAll(importPattern)) {
    const specifier = match[1]!;
    imports.push({
      specifier,
      file: specifier.startsWith('.') ? resolveImport(path, specifier) : '',
      line: text.slice(0, match.index).split('\n').length,
    });
  }
  return { path, text, lines: text.split('\n').length - 1, imports };
}

function resolveImport(from: string, specifier: string): string {
  const base = posix.join(dirname(from), specifier.replace(/\?.*$/, ''));
  const candidates = [base, `${base}.ts`, `${base}.tsx`, `${base}.d.ts`, `${base}/index.ts`];
  return candidates.find((path) => posix.extname(path) !== '' && existsSync(join(repository, path))) ?? base;
}

/**
 * Groups of files that import each other in a ring, each as one ring 'a → b → a'. Tarjan's strongly connected
 * components, of which only those with more than one file, or a file that imports itself, are rings.
 */
export function findCycles(sources: readonly Source[]): string[] {
  const edges = new Map(
    sources.map(({ path, imports }) => [path, imports.map(({ file }) => file).filter((file) => file !== '')]),
  );
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const cycles: string[] = [];

  const visit = (path: string): void => {
    order.set(path, order.size);
    low.set(path, order.get(path)!);
    stack.push(path);
    for (const next of edges.get(path) ?? []) {
      if (!edges.has(next)) continue;
      if (!order.has(next)) visit(next);
      if (stack.includes(next)) low.set(path, Math.min(low.get(path)!, low.get(next)!));
    }
    if (low.get(path) !== order.get(path)) return;
    const component = stack.splice(stack.indexOf(path));
    if (component.length > 1 || edges.get(path)!.includes(path))
      cycles.push([...component, path].join(' → '));
  };
  for (const path of edges.keys()) if (!order.has(path)) visit(path);
  return cycles;
}
