import { sentence } from '../../../engine/advice/sentence';

/** What went wrong, to what, and what to do next; the command line says the same. */
export const failures = {
  sentence,
  /** Why a pattern cannot be read, as the engine words it. */
  detail: (reason: string) => reason,
};
