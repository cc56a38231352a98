import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nameInMap } from '../symbols/mapped-sources';
import type { V8Frame } from './v8-stacks';

export interface Place {
  /** 'main/demo/slow.ts', 'node:http'; '' where V8 names no script. */
  readonly file: string;
  readonly line: number;
}

function pathOf(url: string): string {
  return url.startsWith('file:') ? fileURLToPath(url) : url;
}

/**
 * Translates places in this bundle to places in its sources, by the source map beside it. Without one, and
 * for other scripts, it gives the script's own name; a path of this machine never gets into a profile.
 * @param bundle path of the running script
 */
export function sourcePlaces(bundle: string): (frame: V8Frame) => Place {
  let map: SourceMap | undefined;
  try {
    map = new SourceMap(JSON.parse(readFileSync(`${bundle}.map`, 'utf8')));
  } catch {
    // Not built with a map: names of functions remain, and the bundle's own lines.
  }
  return ({ url, line, column }) => {
    if (url === '') return { file: '', line: 0 };
    const path = pathOf(url);
    if (path.startsWith('node:')) return { file: path, line };
    if (path === bundle && map !== undefined) {
      const entry = map.findEntry(line - 1, column - 1);
      if ('originalSource' in entry) {
        return { file: nameInMap(entry.originalSource), line: entry.originalLine + 1 };
      }
    }
    return { file: basename(path), line };
  };
}
