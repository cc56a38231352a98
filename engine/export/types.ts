import type { CallTree, DiffTable, Normalisation } from '../analysis/types';
import type { Profile } from '../model/profile';

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
  /** Of `tree`. */
  readonly diff: DiffTable;
  /** Name of the sample type compared. */
  readonly sampleType: string;
  readonly normalisation: Normalisation['kind'];
}

export type ExportSubject = ProfileSubject | ComparisonSubject;

/** Compresses; engine code cannot do it by itself. */
export type Gzip = (bytes: Uint8Array) => Promise<Uint8Array>;

export interface ExportPorts {
  readonly gzip: Gzip;
}

/** A written file; text is meant as UTF-8. */
export type Written = string | Uint8Array | Promise<Uint8Array>;

/** A way to write a profile, a comparison, or either. */
export interface Exporter {
  /** Stable name for code and command lines: 'folded'. */
  readonly id: string;
  /** Name for people. */
  readonly label: string;
  /** Endings of file names, lower case, with their dots; the first is the usual one. */
  readonly extensions: readonly string[];
  readonly profile?: (subject: ProfileSubject, ports: ExportPorts) => Written;
  readonly comparison?: (subject: ComparisonSubject, ports: ExportPorts) => Written;
}
