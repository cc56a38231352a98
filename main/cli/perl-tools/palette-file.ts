import { readFile } from 'node:fs/promises';
import { formatPaletteMap, type PaletteMap, parsePaletteMap } from '../../../engine/flamegraph/palette-map';
import { writeFileAtomically } from '../../services/save-file';

/** Where consistent colours are kept, as flamegraph.pl does: in the folder where the verb runs. */
export const paletteFile = 'palette.map';

/** The colours kept so far; none where there is no file yet. */
export async function readPaletteFile(): Promise<PaletteMap> {
  const content = await readFile(paletteFile, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return parsePaletteMap(content);
}

export async function writePaletteFile(map: PaletteMap): Promise<void> {
  await writeFileAtomically(paletteFile, new TextEncoder().encode(formatPaletteMap(map)));
}
