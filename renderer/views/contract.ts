import type { ComponentType } from 'react';
import type { StoreApi } from 'zustand/vanilla';
import type { Normalisation } from '../../engine/analysis/types';
import type { Query } from '../../engine/query/query';
import type { FlameData, SearchHits } from '../../engine/worker/protocol';
import type { EngineClient } from '../engine/client';
import type { Session } from '../state/session';
import type { Words } from '../words/words';
import type { FrameText } from './frame-text';

/**
 * What a view is given, and what views share. Views know this file, the engine's types and the ui
 * primitives; never each other.
 */

/** One capture as views speak of it. A profile alone is one side; a comparison has two, before and after. */
export interface Side {
  readonly title: string;
  readonly origin: string;
  /** What percentages of this side are of, in the tree's unit, normalised like the tree. */
  readonly total: number;
  /** Requests while it was taken; 0 = unknown. */
  readonly requests: number;
  /** Turns this side's values into values per request; null where that is unknown or they already are. */
  readonly perRequest: ((value: number) => number) | null;
}

export interface SearchState {
  readonly pattern: string;
  /** null while nothing is searched for, or the answer is not there yet. */
  readonly hits: SearchHits | null;
  /** One sentence about a pattern that is no regular expression. */
  readonly error: string | null;
}

/**
 * A viewport said in terms of the tree instead of one drawing's axis, so that two drawings of one tree can
 * show the same place: from `from` to `to`, as shares of the width of `node`.
 */
export interface Anchor {
  readonly node: number;
  readonly from: number;
  readonly to: number;
  /** Pixels of rows above the upper edge; rows mean the same in both drawings. */
  readonly scroll: number;
}

/** What all views of a workspace point at together. Frames and nodes are rows of the tree; -1 = none. */
export interface Links {
  readonly hoverFrame: number;
  readonly selectedFrame: number;
  readonly selectedNode: number;
  /** The node that pictures are zoomed to; 0 = the root, everything. */
  readonly focus: number;
  /** Where the picture last moved to, for one that opens later; null = to the whole. */
  readonly place: Anchor | null;
  /** Counts the calls to show everything again; pictures answer to its change. */
  readonly resets: number;
  /** Counts the moves of linked pictures of other panes; at its change pictures go to `place` at once. */
  readonly follows: number;
  readonly search: SearchState;
}

export type LinksStore = StoreApi<Links>;

/** Where a menu about a frame is asked for, and of what. */
export interface FrameMenuAt {
  /** In the window, CSS pixels. */
  readonly x: number;
  readonly y: number;
  readonly frame: number;
  /** -1 where a frame is meant wherever it is called from. */
  readonly node: number;
}

export interface ViewProps {
  readonly session: Session;
  readonly engine: EngineClient;
  readonly data: FlameData;
  readonly text: FrameText;
  readonly sides: readonly Side[];
  /** The column that `data` is made of, by its name in the profiles. */
  readonly sampleType: string;
  readonly normalisation: Normalisation['kind'];
  /** What of the profiles is looked at; `data` and `profileIds` are filtered by it already. */
  readonly query: Query;
  /**
   * Handles of the profiles behind `data`, filtered as it is: one, or before and after. For what a tree does
   * not tell: labels, addresses, single stacks. The workspace closes them when nobody shows them any more.
   */
  readonly profileIds: readonly number[];
  readonly links: LinksStore;
  /** Of comparisons: changes below this share of the larger total are shown as none. */
  readonly leastChange: number;
  readonly onLeastChange: (share: number) => void;
  /** What this view keeps of itself in this pane, as {@link onLook} last had it; undefined = nothing yet. */
  readonly look: unknown;
  /** Keeps plain data with the pane, from one start to the next; undo brings former ones back. */
  readonly onLook: (look: unknown) => void;
  /** Sets the search pattern, as if typed into the box. */
  readonly onSearch: (pattern: string) => void;
  /** Changes filters, as if chips were added or taken away: `{ tagFocus: 'state=running' }`. */
  readonly onQuery: (change: Partial<Query>) => void;
  /** Opens the menu of a frame; views call it for the right button and for the key of menus. */
  readonly onFrameMenu: (at: FrameMenuAt) => void;
  /** Brings another view of the same session to the front, with a frame selected in it where one is given. */
  readonly onOpenView: (viewId: string, frame?: number) => void;
}

export interface View {
  /** Stable: saved states and tests name it. */
  readonly id: string;
  /** On its tab. */
  readonly title: (words: Words) => string;
  readonly icon?: ComponentType;
  readonly forSessions: readonly Session['kind'][];
  /**
   * Where it stands in a session that was never arranged: in the middle or at its side. 'none' = it is opened
   * from the list of views.
   */
  readonly defaultPlace: 'main' | 'side' | 'none';
  /** Whether a session has anything for it to show; absent = each has. It is not offered where it has not. */
  readonly needs?: (session: Session) => boolean;
  /** True for what has something to show of a profile without samples: notes, the load's report. */
  readonly showsEmpty?: boolean;
  /** True for what is moved in and zoomed by hand; the footer says how. */
  readonly isPicture?: boolean;
  readonly Component: ComponentType<ViewProps>;
}
