import { freshLabel } from '../../proto/run';
import type { Library } from '../services/library';

/**
 * What a run is called to which nobody gave a name: as no other of the library is, so that two of one service can be
 * told apart in lists, tabs and comparisons.
 */
export async function labelIn(library: Library, plain: string): Promise<string> {
  // A library that cannot be listed says so when it is to be written.
  const runs = await library.list().catch(() => []);
  return freshLabel(
    plain,
    runs.map(({ label }) => label),
  );
}
