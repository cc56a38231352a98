import { join } from 'node:path';
import type { FileStore } from '../ports';

const manifestName = 'run.json';
/** Hidden, and no file name of a run: nothing reads it, and the next annotation writes over what a crash left. */
const temporaryName = '.run.json.new';

/** What a person says of a run, after the fact. */
export interface Annotation {
  readonly label: string;
  readonly notes: string;
  readonly tags: readonly string[];
}

/**
 * The manifest with another label, other notes and tags. Everything else in it stays, also what this version knows
 * nothing of: an annotation neither upgrades a run nor takes anything from it.
 *
 * @param manifest the JSON text of a run.json that was read successfully
 */
export function annotated(manifest: string, { label, notes, tags }: Annotation): string {
  const data = JSON.parse(manifest) as Record<string, unknown>;
  return `${JSON.stringify({ ...data, label, notes, tags: [...tags] }, null, 2)}\n`;
}

/**
 * Writes a run's manifest anew: beside the old one, flushed, and renamed over it, so that a crash at any
 * moment leaves either the old words or the new ones. Throws the file system's errors.
 *
 * @param runFolder absolute path of an existing run
 */
export async function replaceManifest(runFolder: string, text: string, files: FileStore): Promise<void> {
  const temporary = join(runFolder, temporaryName);
  try {
    await files.remove(temporary);
    await files.writeNewFile(temporary, new TextEncoder().encode(text));
    await files.rename(temporary, join(runFolder, manifestName));
  } catch (error) {
    await files.remove(temporary).catch(() => {});
    throw error;
  }
  await files.syncFolder(runFolder);
}
