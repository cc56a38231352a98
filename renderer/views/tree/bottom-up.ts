import type { BottomUpRows } from '../../../engine/tables/bottom-up';
import type { TreeRow } from './top-down';

/** Rows of the tree turned upside down that the engine has told of, by the path they stand below. */
export type KnownRows = ReadonlyMap<string, BottomUpRows>;

export function pathKey(path: readonly number[]): string {
  return path.join(' ');
}

export function pathOfKey(key: string): number[] {
  return key === '' ? [] : key.split(' ').map(Number);
}

/** The rows in sight; those of a path that is not known yet are left out until they are. */
export function bottomUpTreeRows(
  known: KnownRows,
  unfolded: ReadonlySet<string>,
  frameMatches: Uint8Array | null,
): readonly TreeRow[] {
  const rows: TreeRow[] = [];
  const add = (path: readonly number[]) => {
    const found = known.get(pathKey(path));
    if (found === undefined) return;
    found.frame.forEach((frame, i) => {
      // A search finds functions that cost something by themselves; their callers stay whole.
      if (path.length === 0 && frameMatches !== null && frameMatches[frame] !== 1) return;
      const below = [...path, frame];
      const value = found.value.map((column) => column[i]!);
      const key = pathKey(below);
      rows.push({
        key,
        level: below.length,
        frame,
        node: -1,
        isExpandable: found.hasCallers[i] === 1,
        total: value,
        self: value,
      });
      if (unfolded.has(key)) add(below);
    });
  };
  add([]);
  return rows;
}
