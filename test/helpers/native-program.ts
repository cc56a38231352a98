import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const hotSource = fileURLToPath(new URL('../fixtures/symbols/hot.cc', import.meta.url));

/** A folder for programs, gone when `remove` is called. */
export function programFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'flamebench-symbols-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Compiles test/fixtures/symbols/hot.cc; returns the program's path. */
export function compileHot(folder: string, name: string, flags: readonly string[]): string {
  const program = join(folder, name);
  execFileSync('g++', ['-g', '-O1', '-Wl,--build-id', ...flags, '-o', program, hotSource]);
  return program;
}
