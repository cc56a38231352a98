import { readFile } from 'node:fs/promises';

interface SourceMapText {
  readonly sources: readonly string[];
  readonly sourcesContent: readonly (string | null)[];
}

/** A source's name as profiles of a bundle have it: maps name sources from the folder of the bundle on. */
export function nameInMap(source: string): string {
  return source.replace(/^(\.\.\/)+/, '');
}

/**
 * The sources that went into a bundle, out of its source map: they are there wherever the bundle is, also where
 * its sources are not.
 * @returns the text of a source by its {@link nameInMap}; null where the map has none, or cannot be read
 */
export function mappedSources(mapFile: string): (named: string) => Promise<string | null> {
  let texts: Promise<ReadonlyMap<string, string>> | undefined;
  return async (named) => {
    texts ??= readMap(mapFile);
    return (await texts).get(named) ?? null;
  };
}

async function readMap(file: string): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  try {
    const { sources, sourcesContent } = JSON.parse(await readFile(file, 'utf8')) as SourceMapText;
    sources.forEach((source, i) => {
      const text = sourcesContent[i];
      if (typeof text === 'string') texts.set(nameInMap(source), text);
    });
  } catch {
    // Not built with a map, or not wholly: what of it was understood is there.
  }
  return texts;
}
