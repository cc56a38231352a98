import type { CallTree, DiffTable, Normalisation } from '../analysis/types';
import type { Profile } from '../model/profile';
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
  /** Its call tree, heaviest first, where somebody has built it already. */
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
  /** Of `tree`. */
  readonly diff: DiffTable;
  /** Name of the sample type compared. */
  readonly sampleType: string;
  readonly normalisation: Normalisation['kind'];
  /** As of {@link ProfileSubject}. */
  readonly unit?: string;
}

export type ExportSubject = ProfileSubject | ComparisonSubject;

/** Compresses; engine code cannot do it by itself. */
export type Gzip = (bytes: Uint8Array) => Promise<Uint8Array>;

/** How a long piece of work is shared with whoever waits for it. */
export interface Pace {
  /** Tells how far it is, 0…1. */
  progress(done: number): void;
  /** Lets others in between; throws where the work is no longer wanted. */
  step(): Promise<void>;
}

export interface ExportPorts {
  readonly gzip: Gzip;
  /** In whose language; English where not given. */
  readonly words?: ReportWords;
  /** Works off at once where not given. */
  readonly pace?: Pace;
}

/** What exporters are given. */
export type ExportTools = Required<ExportPorts>;

/** A written file; text is meant as UTF-8. */
export type Written = string | Uint8Array | Promise<string | Uint8Array>;

/** A way to write a profile, a comparison, or either. */
export interface Exporter {
  /** Stable name for code and command lines: 'folded'. */
  readonly id: string;
  /** Name for people. */
  readonly label: string;
  /** Endings of file names, lower case, with their dots; the first is the usual one. */
  readonly extensions: readonly string[];
  readonly profile?: (subject: ProfileSubject, tools: ExportTools) => Written;
  readonly comparison?: (subject: ComparisonSubject, tools: ExportTools) => Written;
}
