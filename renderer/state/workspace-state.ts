import type { Normalisation } from '../../engine/analysis/types';
import type { Query } from '../../engine/query/query';

/** What a tab's workspace is: plain data, kept with the tab and from one start to the next. */

/** How profiles are looked at. Linked panes share one of these. */
export interface Choices {
  /** '' = what the profile itself calls its default. */
  readonly sampleType: string;
  /** null = the fair one for the profiles at hand. */
  readonly normalisation: Normalisation['kind'] | null;
  readonly query: Query;
  /** Label of the unit that values are written in: 'ms'; '' = the one that suits each. */
  readonly unit: string;
  /** The search's regular expression; '' = none. */
  readonly pattern: string;
  /** Changes below this share of the larger total are shown as none; see `usualLeastChange` of engine/flame. */
  readonly leastChange: number;
}

/** One pane: a view of a subject. */
export interface Pane {
  readonly viewId: string;
  /** Key of what it shows, see {@link subjectKey}; '' = the tab's own session. */
  readonly subject: string;
  /** What that was called, for when it is not open any more. */
  readonly subjectTitle?: string;
  /** How it looks by itself; null = it is linked, and looks as the linked panes do together. */
  readonly own: Choices | null;
  /** What each view that stood here keeps of itself, by the view's id; views read their own with care. */
  readonly looks?: Readonly<Record<string, unknown>>;
}

/** Where a pane looks, in names, so that it is found again in any tree and at the next start. */
export interface NamedPlace {
  /** Names from below the root down to what pictures are zoomed to; [] = everything. */
  readonly focus: readonly string[];
  /** Where the picture was moved to from there: see Anchor of views; null = it was not. */
  readonly anchor: {
    readonly path: readonly string[];
    readonly from: number;
    readonly to: number;
    readonly scroll: number;
  } | null;
  /** The frame that is selected, and the node where one of its nodes is; null = none. */
  readonly selected: {
    readonly name: string;
    readonly file: string;
    readonly path: readonly string[] | null;
  } | null;
}

/** Places by id of the pane that goes by itself; the linked ones look at one place together, under this name. */
export type Places = Readonly<Record<string, NamedPlace>>;
export const linkedPlace = 'linked';

export interface WorkspaceState {
  readonly choices: Choices;
  /** By id of the pane. */
  readonly panes: Readonly<Record<string, Pane>>;
  /** Id of the pane that keys and the toolbar act on; '' = none. */
  readonly active: string;
  readonly places: Places;
  /** How the dock arranges the panes, as it wrote it; null = it was never arranged. */
  readonly layout: unknown;
}
