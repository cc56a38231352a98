/** Slash-separated paths as Go's path/filepath treats them. */

/** Shortest path that names the same by its words alone: no '.', no inner '..', no doubled slashes. */
export function cleanPath(path: string): string {
  if (path === '') return '.';
  const isRooted = path.startsWith('/');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0 && parts[parts.length - 1] !== '..') parts.pop();
    else if (!isRooted) parts.push(part);
  }
  const joined = parts.join('/');
  return isRooted ? `/${joined}` : joined || '.';
}

/** Last element of a path; '.' of none. */
export function basePath(path: string): string {
  if (path === '') return '.';
  const trimmed = path.replace(/\/+$/, '');
  return trimmed === '' ? '/' : trimmed.slice(trimmed.lastIndexOf('/') + 1);
}

/** Where bazel-like builds say their sources were. */
const buildFolders = ['/proc/self/cwd/./', '/proc/self/cwd/'];

/**
 * A source path without what the machine that built it put in front.
 * @param trim colon-separated prefixes to cut off. Where there are none, everything up to a folder called like
 *   one of `search` goes.
 * @param search colon-separated folders in which sources are looked for.
 */
export function trimSourcePath(path: string, trim: string, search: string): string {
  const list = (paths: string) => (paths === '' ? [] : paths.split(':'));
  if (trim === '') {
    for (const folder of list(search)) {
      const wanted = `/${basePath(folder)}/`;
      const found = path.indexOf(wanted);
      if (found >= 0) return path.slice(found + wanted.length);
    }
  }
  for (const prefix of [...list(trim), ...buildFolders]) {
    const whole = prefix.endsWith('/') ? prefix : `${prefix}/`;
    if (path.startsWith(whole)) return path.slice(whole.length);
  }
  return path;
}
