import { pruned } from '../analysis/prune';
import type { Profile } from '../model/profile';

export interface LoadOptions {
  /** Keeps the frames that the profile itself asks to drop. */
  readonly keepsAllFrames?: boolean;
  /** Added to the profile's comments; '' = none. */
  readonly comment?: string;
}

/** The profile that reports are made of, from what was read. */
export function loadProfile(sources: readonly Profile[], options: LoadOptions = {}): Profile {
  const profile = sources[0]!;
  const shown = options.keepsAllFrames ? profile : pruned(profile);
  const comment = options.comment ?? '';
  return comment === '' ? shown : { ...shown, comments: [...shown.comments, comment] };
}
