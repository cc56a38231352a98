import type { Profile } from '../model/profile';
import type { Work } from '../work/work';

/**
 * Inflates gzip data, all members of it. Engine code cannot do it by itself: Node has zlib, the window
 * DecompressionStream.
 *
 * Rejects with a FlamebenchError 'gzip-truncated', 'gzip-corrupt' (facts.reason) or, when more than
 * `maxBytes` would come out, 'too-large' (facts.limitBytes). The subject is left '' for the caller to fill.
 */
export type Inflate = (gzip: Uint8Array, maxBytes: number) => Promise<Uint8Array>;

/** A file format that profiles come in. Each is one folder here and one line in the list of index.ts. */
export interface Format {
  /** Stable name for code: 'pprof'. */
  readonly id: string;
  /** Name for people: 'pprof (profile.proto)'. */
  readonly label: string;
  /**
   * Whether this format claims the bytes, which are already inflated. Looks at no more than it needs, and
   * answers 'yes' as soon as no other kind of file could be meant: what is broken beyond that point is
   * `read`'s to report, so that "not mine" and "mine, but broken" stay apart.
   */
  recognise(bytes: Uint8Array): 'no' | 'yes';
  /**
   * @param name what the profile is called in failures.
   * @throws FlamebenchError 'malformed-profile', with the rule that was broken and where.
   */
  read(bytes: Uint8Array, name: string): Profile;
  /** The same in parts, of a format whose large files take long. */
  readInParts?(bytes: Uint8Array, name: string): Work<Profile>;
}
