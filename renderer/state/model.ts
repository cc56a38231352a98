import type { Failure } from '../../proto/errors';
import type { AppInfo, BrokenRunEntry, RecentFile, SavedProfiles } from '../../proto/ipc';
import type { Preflight } from '../../proto/preflight';
import type { ExperimentProgress, Run, RunSummary, Target } from '../../proto/run';
import type { LiveHistory } from './live-history';
import { emptyForm, type RunForm } from './run-form';
import type { OpenProfile, Session } from './session';
import { type Settings, usualSettings } from './settings';

/** What the window shows below its strip. */
export type Screen =
  | { readonly kind: 'start' }
  | { readonly kind: 'connect' }
  | { readonly kind: 'record' }
  /** A run without profiles, which has no tab. */
  | { readonly kind: 'run'; readonly run: Run }
  | { readonly kind: 'tab'; readonly id: number };

/** A sentence, said anew in the language of the window each time it is asked. */
export type Note = () => string;

/** One open session. */
export interface Tab {
  readonly id: number;
  readonly session: Session;
  /** A run of the same target made earlier, offered for comparison; null = none, or declined. */
  readonly previous: { readonly beforeRun: string; readonly afterRun: string } | null;
  /** Sentences about the load its profiles were taken under; see load-note.ts. */
  readonly notes: readonly Note[];
}

/** A target of the record screen, with the name its recordings get when the person gives none. */
export interface NamedTarget {
  /** '' for an ordinary service. */
  readonly name: string;
  readonly target: Target;
}

/** What can be recorded now. */
export interface Setup {
  /** One service, or the demo's two variants: slow, then fast. */
  readonly targets: readonly NamedTarget[];
  readonly demo: boolean;
  /** The last run recorded from it, for 'Compare with the previous run'; '' = none. */
  readonly lastRun: string;
}

/** An experiment under way. */
export interface Recording {
  readonly id: string;
  /** What each turn is called, in the order they are taken: 'slow', 'slow, round 2'. */
  readonly turns: readonly string[];
  /** How long one turn takes by the plan. */
  readonly secondsEach: number;
  /** Requests a second that are intended; null = as many as are answered. */
  readonly intended: boolean;
  readonly progress: ExperimentProgress | null;
  readonly history: LiveHistory;
  /** What one request brought before the start, of each variant that was tried; main tries those elsewhere. */
  readonly preflights: readonly Tried[];
  readonly cancelling: boolean;
}

/** What the first request of a variant brought. */
export interface Tried {
  /** The variant's name; '' where there is no other. */
  readonly variant: string;
  readonly preflight: Preflight;
}

/** One request that was answered with something else than was wanted; the person decides. */
export interface Doubt extends Tried {
  readonly which: 'one' | 'all';
}

/** A file that is being read. */
export interface Opening {
  readonly id: number;
  readonly name: string;
  /** 0…1. */
  readonly done: number;
}

/** A failure that belongs to no form: shown above the screen until dismissed. */
export interface Notice {
  readonly id: number;
  readonly failure: Failure;
}

/** What stands above everything, one at a time. */
export type Overlay = 'palette' | 'shortcuts' | 'settings' | 'export';

export interface AppState {
  readonly info: AppInfo | null;
  readonly screen: Screen;
  readonly tabs: readonly Tab[];
  /** Every open profile by its source: see OpenProfile.source. */
  readonly profiles: ReadonlyMap<string, OpenProfile>;
  readonly openings: readonly Opening[];
  readonly notices: readonly Notice[];
  readonly connect: { readonly url: string; readonly probing: boolean; readonly failure: Failure | null };
  readonly demoStarting: boolean;
  readonly setup: Setup | null;
  readonly form: RunForm;
  readonly recording: Recording | null;
  readonly recordFailure: Failure | null;
  /** The run that keeps what was measured before {@link recordFailure}; '' = nothing was. */
  readonly recordKept: string;
  readonly recordDoubt: Doubt | null;
  /** null = not read yet. */
  readonly runs: readonly RunSummary[] | null;
  readonly runsFailure: Failure | null;
  /** Folders of the library that cannot be read as runs. */
  readonly brokenRuns: readonly BrokenRunEntry[];
  /** What go tool pprof has saved; null = not read, or none can be. */
  readonly savedProfiles: SavedProfiles | null;
  /** Ids of runs picked for comparing, first picked first; at most two. */
  readonly picked: readonly string[];
  /** Which side of a picked run of two is compared, by the run's id: row of its variants; absent = the first. */
  readonly pickedSides: Readonly<Record<string, number>>;
  readonly overlay: Overlay | null;
  readonly settings: Settings;
  /** Files opened before, the last one first. */
  readonly recent: readonly RecentFile[];
}

export const initialState: AppState = {
  info: null,
  screen: { kind: 'start' },
  tabs: [],
  profiles: new Map(),
  openings: [],
  notices: [],
  connect: { url: '', probing: false, failure: null },
  demoStarting: false,
  setup: null,
  form: emptyForm,
  recording: null,
  recordFailure: null,
  recordKept: '',
  recordDoubt: null,
  runs: null,
  runsFailure: null,
  brokenRuns: [],
  savedProfiles: null,
  picked: [],
  pickedSides: {},
  overlay: null,
  settings: usualSettings,
  recent: [],
};
