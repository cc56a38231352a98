/** Colours of names that stay the same from picture to picture: the file `palette.map`. */
export type PaletteMap = Map<string, string>;

/** Reads lines `name->rgb(r,g,b)`. */
export function parsePaletteMap(text: string): PaletteMap {
  const map: PaletteMap = new Map();
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const [name = '', color = ''] = line.split('->');
    map.set(name, color);
  }
  return map;
}

/** The text of such a file, sorted by name in the order of code points. */
export function formatPaletteMap(map: ReadonlyMap<string, string>): string {
  const lines = [...map].sort(([a], [b]) => comparePoints(a, b));
  return lines.map(([name, color]) => `${name}->${color}\n`).join('');
}

function comparePoints(a: string, b: string): number {
  let at = 0;
  while (at < a.length && at < b.length && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  // Within a pair of surrogates the first halves were equal, and the second ones order as the points do.
  return (a.codePointAt(at) ?? -1) - (b.codePointAt(at) ?? -1);
}
