import type { ProfileInfo } from '../../engine/worker/protocol';
import type { CaptureKind } from '../../proto/run';

/** A profile the window has open, whatever it came from. */
export interface OpenProfile {
  readonly info: ProfileInfo;
  /** What it was read from: 'run:ID/FILE' of the library, 'file:ID' for a file that main
   * knows, 'page:N' for what only the page has seen. */
  readonly source: string;
  /** What tabs and headings call it: a run's label, or a file's name; said anew at each look, in the window's language. */
  readonly title: string;
  /** Where it came from, for the tooltip of the title: 'http://127.0.0.1:6060 · CPU 10 s', or a file name. */
  readonly origin: string;
  readonly kind: CaptureKind | 'unknown';
  /** Requests that ran while it was taken; 0 when unknown, and then nothing can be shown per request. */
  readonly requests: number;
  /** Id of the saved run it is a capture of; '' = none. */
  readonly run: string;
}

/** The single captures behind a comparison whose sides are mergers of them: by them change is told from noise. */
export interface Rounds {
  /** In the order of their rounds. */
  readonly before: readonly OpenProfile[];
  readonly after: readonly OpenProfile[];
  /** The k-th of both sides were taken in turn, so that they are compared pair by pair. */
  readonly paired: boolean;
}

/** What the workspace shows. */
export type Session =
  | { readonly kind: 'single'; readonly profile: OpenProfile }
  | {
      readonly kind: 'comparison';
      readonly before: OpenProfile;
      readonly after: OpenProfile;
      /** Absent where each side is a capture by itself. */
      readonly rounds?: Rounds;
    };
