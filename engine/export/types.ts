import type { CallTree, Normalisation } from '../analysis/types';
import type { FlameSeen } from '../flame/look';
import type { Profile } from '../model/profile';
import type { Work } from '../work/work';
import type { ReportWords } from './words';

/** A profile to be written out. */
export interface ProfileSubject {
  readonly kind: 'profile';
  /** What people call it. */
  readonly title: string;
  readonly profile: Profile;
  /** The sample type that is meant, where a format holds one or shows one first. */
  readonly sampleIndex: number;
  /** Requests that ran while it was taken; 0 = unknown. */
  readonly requests: number;
  /** Label of the unit that people read values in whatever their size: 'ms'; absent or '' = as suits each. */
  readonly unit?: string;
  /** How its flame graph is looked at, where a file shows one; as usual where not given. */
  readonly seen?: FlameSeen;
  /** Its call tree in the shape of `seen`, where somebody has built it already. */
  readonly tree?: CallTree;
}

/** One side of a comparison. */
export interface ComparedSide {
  readonly name: string;
  /** Requests that ran while it was taken; 0 = unknown. */
  readonly requests: number;
  /** UTC time of collection, nanoseconds since 1970, and how long it took; 0n = unknown. */
  readonly timeNanos: bigint;
  readonly durationNanos: bigint;
}

/** Two profiles on one tree, to be written out. */
export interface ComparisonSubject {
  readonly kind: 'comparison';
  readonly title: string;
  readonly sides: readonly [before: ComparedSide, after: ComparedSide];
  /** Of two sides, normalised as `normalisation` says. */
  readonly tree: CallTree;
  /** Name of the sample type compared. */
  readonly sampleType: string;
  readonly normalisation: Normalisation['kind'];
  /** As of {@link ProfileSubject}. */
  readonly unit?: string;
  readonly seen?: FlameSeen;
  /** `tree` in the shape of `seen`, where that is another. */
  readonly shaped?: CallTree;
}

export type ExportSubject = ProfileSubject | ComparisonSubject;

/**
 * Compresses; engine code cannot do it by itself.
 * @param step waited for between parts where it is done in parts, with the share that is done; where it throws, the
 *   rest is left undone
 */
export type Gzip = (bytes: Uint8Array, step?: (done: number) => Promise<void>) => Promise<Uint8Array>;

/** What a file is made of; text is meant as UTF-8. */
export type Written = string | Uint8Array;

/** A way to write a profile, a comparison, or either. */
export interface Exporter {
  /** Stable name for code and command lines: 'folded'. */
  readonly id: string;
  /** Name for people. */
  readonly label: string;
  /** Endings of file names, lower case, with their dots; the first is the usual one. */
  readonly extensions: readonly string[];
  /** The file is what was written, compressed by {@link Gzip}. Who asks for the file does that. */
  readonly isGzipped?: boolean;
  /** @param words what the file says to people, in their language */
  readonly profile?: (subject: ProfileSubject, words: ReportWords) => Work<Written>;
  readonly comparison?: (subject: ComparisonSubject, words: ReportWords) => Work<Written>;
}
