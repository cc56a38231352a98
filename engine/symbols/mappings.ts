import { type MappingTable, mappingHas, type Profile } from '../model/profile';
import { basePath } from '../pprof/paths';

/** What of a profile's mapping symbolisation goes by. */
export interface MappingFacts {
  readonly row: number;
  readonly file: string;
  readonly buildId: string;
  readonly start: bigint;
  readonly limit: bigint;
  readonly offset: bigint;
}

export function mappingFacts({ mappings, strings }: Profile, row: number): MappingFacts {
  return {
    row,
    file: strings.get(mappings.filename[row]!),
    buildId: strings.get(mappings.buildId[row]!),
    start: mappings.start[row]!,
    limit: mappings.limit[row]!,
    offset: mappings.offset[row]!,
  };
}

/** Whether a mapping is memory that no file explains: the kernel's gifts, devices, anonymous memory. */
export function isWithoutSymbols(file: string): boolean {
  const name = basePath(file);
  return (
    file === '' ||
    file === '//anon' ||
    name.startsWith('[') ||
    name.startsWith('linux-vdso') ||
    file.startsWith('/dev/dri/') ||
    file.startsWith('/memfd:')
  );
}

/** Whether the profile came with names, files or lines of a mapping. */
export function isSymbolized({ has }: MappingTable, row: number): boolean {
  return (has[row]! & (mappingHas.functions | mappingHas.filenames | mappingHas.lineNumbers)) !== 0;
}

/** Location rows of each mapping row. */
export function locationsByMapping({ locations }: Profile): ReadonlyMap<number, readonly number[]> {
  const rows = new Map<number, number[]>();
  for (let location = 0; location < locations.length; location++) {
    const mapping = locations.mapping[location]!;
    if (mapping < 0) continue;
    const list = rows.get(mapping);
    if (list === undefined) rows.set(mapping, [location]);
    else list.push(location);
  }
  return rows;
}

/**
 * Paths at which a mapping's binary may lie below a folder of PPROF_BINARY_PATH, in the order of trial: by build
 * id as symbol stores keep them, then by name as debug packages do. `list` names what is in a folder.
 *
 * @param mapping file '' and build id '' = unknown.
 */
export async function binaryCandidates(
  folder: string,
  { file, buildId }: Pick<MappingFacts, 'file' | 'buildId'>,
  list: (folder: string) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const join = (...parts: string[]) => parts.join('/').replace(/\/{2,}/g, '/');
  const paths: string[] = [];
  const name = basePath(file);
  // A build id is part of a path here: one with a slash in it must not lead elsewhere.
  if (/^[\w.-]{3,}$/.test(buildId) && !buildId.startsWith('.')) {
    if (file !== '') paths.push(join(folder, buildId, name));
    for (const entry of [...(await list(join(folder, buildId)))].sort())
      paths.push(join(folder, buildId, entry));
    if (file !== '') paths.push(join(folder, file, buildId));
    paths.push(join(folder, buildId.slice(0, 2), `${buildId.slice(2)}.debug`));
  }
  if (file !== '') {
    const parent = file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '.';
    paths.push(
      join(folder, name),
      join(folder, file),
      join(folder, `${file}.debug`),
      join(folder, parent, '.debug', `${name}.debug`),
      join(folder, 'usr/lib/debug', parent, `${name}.debug`),
    );
  }
  return [...new Set(paths)];
}
