import type { Failure } from '../../proto/errors';
import type { Normalisation, TreeShape } from '../analysis/types';
import type { CallGraph, GraphChoice } from '../callgraph/call-graph';
import type { ReportWords } from '../export/words';
import type { FlameSeen } from '../flame/look';
import type { ValueType } from '../model/profile';
import type { Query } from '../query/query';
import type { RowsChanged } from '../stats/compare-table';
import type { TableRows } from '../stats/table-rows';
import type { Significance } from '../stats/types';
import type { BottomUpRows } from '../tables/bottom-up';
import type { CodeSamples } from '../tables/code-samples';
import type { Goroutines } from '../tables/goroutines';
import type { Neighbours } from '../tables/neighbours';
import type { SourceLines } from '../tables/source-lines';
import type { TreeSummary } from '../tables/summary';
import type { TagTable } from '../tables/tags';
import type { TraceDetail } from '../tables/traces';

/**
 * The window's side of the engine: requests to the analysis worker and its answers.
 *
 * Each request has an id; answers carry it back. Large columns travel by transfer, never by copy, so the
 * page owns what it draws and the worker keeps what it computes with. A cancelled or superseded request is
 * answered with the failure 'cancelled'.
 */

/** What the page learns of an opened profile. */
export interface ProfileInfo {
  /** Handle for later requests. */
  readonly profileId: number;
  readonly name: string;
  readonly sampleTypes: readonly ValueType[];
  readonly defaultSampleIndex: number;
  readonly samples: number;
  /** Milliseconds since 1970; 0 = unknown. */
  readonly timeMs: number;
  readonly durationMs: number;
  readonly comments: readonly string[];
  /** What lies between two samples, in `periodUnit`; 0 = unknown. */
  readonly period: number;
  readonly periodUnit: string;
  /** Of the program itself; '' = unknown. */
  readonly buildId: string;
}

/** Frame names in the page: one string with '\n' between names (names hold no newline; readers replace it). */
export interface FrameNames {
  readonly names: string;
  readonly files: string;
  readonly packages: string;
}

/** Node intervals of one drawing; rows are the tree's nodes. See FlameLayout. */
export interface Layout {
  readonly start: Float64Array;
  readonly width: Float64Array;
}

/** A laid-out tree of one or two sides, ready to draw. All arrays are the page's own. */
export interface DrawnTree {
  readonly parent: Int32Array;
  readonly frame: Int32Array;
  readonly firstChild: Int32Array;
  readonly childCount: Int32Array;
  /** A single profile has one layout; a comparison has three: the union, the first side, the second. */
  readonly layouts: readonly Layout[];
  /** Per side, normalised where the tree is a comparison. */
  readonly self: readonly Float64Array[];
  readonly total: readonly Float64Array[];
  readonly rows: number;
  readonly unit: string;
}

/** A tree that the worker keeps, with its frames. */
export interface FlameData extends DrawnTree {
  readonly treeId: number;
  readonly frames: FrameNames;
  /** Whether it can be had in the order of time. */
  readonly hasTimeOrder: boolean;
}

export interface TopRows {
  readonly frame: Int32Array;
  readonly flat: Float64Array;
  readonly cum: Float64Array;
  readonly total: number;
  readonly unit: string;
}

export interface DiffRows {
  readonly frame: Int32Array;
  readonly flatBefore: Float64Array;
  readonly flatAfter: Float64Array;
  readonly cumBefore: Float64Array;
  readonly cumAfter: Float64Array;
  readonly totalBefore: number;
  readonly totalAfter: number;
  readonly unit: string;
}

export interface SearchHits {
  /** One byte per frame row: 1 where the name matches. */
  readonly frameMatches: Uint8Array;
  /** Per side: total of the outermost matching nodes, so that nested matches count once. */
  readonly matched: readonly number[];
}

/** A profile with a query applied, and which of the query's patterns found nothing to act on. */
export interface DerivedInfo extends ProfileInfo {
  readonly unmatched: readonly string[];
}

/** name → { request, answer }: opening, filtering and closing profiles. */
export interface ProfileCalls {
  /** Inflates, recognises and decodes. `base` is subtracted on the columns whose type starts with 'alloc_'. */
  open: { request: { name: string; bytes: Uint8Array; base: Uint8Array | null }; answer: ProfileInfo };
  /** The profile as a query leaves it, as one more profile with a handle of its own, to be closed like any. */
  derive: { request: { profileId: number; query: Query }; answer: DerivedInfo };
  close: { request: { profileId: number }; answer: null };
}

/** Call trees of one or two profiles, and what is asked of them. */
export interface TreeCalls {
  /** `unit`: label that values are to be written in whatever their size; absent or '' = as suits each. */
  flame: { request: { profileId: number; sampleIndex: number; unit?: string }; answer: FlameData };
  /** What a tree was made of, in another shape; frame rows are the tree's. It is not kept. */
  shape: { request: { treeId: number; shape: TreeShape }; answer: DrawnTree };
  top: { request: { treeId: number }; answer: TopRows };
  /**
   * The aligned union tree of two profiles. `sampleType` is what the first calls it, see `sampleTypeNames`; of the
   * second it is what counts the same, which is brought to the finer of both units.
   */
  compare: {
    request: {
      before: number;
      after: number;
      sampleType: string;
      normalisation: Normalisation;
      unit?: string;
    };
    answer: FlameData;
  };
  diffRows: { request: { treeId: number }; answer: DiffRows };
  /** `pattern` is a regular expression, matched without regard to case; a broken one fails 'bad-argument'. */
  search: { request: { treeId: number; pattern: string }; answer: SearchHits };
  /** Frees a tree the page no longer shows. */
  drop: { request: { treeId: number }; answer: null };
}

/** What tables show of a tree beside its nodes; see engine/tables. */
export interface TableCalls {
  /** Callers and callees of a frame. */
  neighbours: { request: { treeId: number; frame: number }; answer: Neighbours };
  /** Rows of the tree read from the leaves upward, below a path of frames; [] = its first rows. */
  bottomUp: { request: { treeId: number; path: readonly number[] }; answer: BottomUpRows };
  tags: { request: { treeId: number }; answer: TagTable };
  /** Nodes in which samples end, heaviest first. */
  traces: { request: { treeId: number }; answer: Int32Array };
  /** What the samples that end in these nodes are labelled with. */
  traceLabels: { request: { treeId: number; nodes: readonly number[] }; answer: readonly TraceDetail[] };
  /** Costs of the lines of a file, by the name that the profile gives it. */
  sourceLines: { request: { treeId: number; file: string }; answer: SourceLines };
  /** Sampled addresses of the machine code that a frame is part of. */
  codeSamples: { request: { treeId: number; frame: number }; answer: readonly CodeSamples[] };
  goroutines: { request: { treeId: number }; answer: Goroutines };
  treeSummary: { request: { treeId: number }; answer: TreeSummary };
}

/** Call graphs of trees. */
export interface GraphCalls {
  graph: { request: { treeId: number; choice: GraphChoice }; answer: CallGraph };
  /** The same graph in the language of Graphviz, styled as pprof's. */
  graphDot: {
    request: { treeId: number; choice: GraphChoice; title: string; sampleType: string };
    answer: string;
  };
}

/** A format that what is shown can be written in. */
export interface ExportFormat {
  readonly id: string;
  /** Name for people. */
  readonly label: string;
  /** Ending of file names, with its dot. */
  readonly extension: string;
}

/** Writing what is shown in another format. */
export interface ExportCalls {
  /** The formats that can hold a profile, or a comparison. */
  exports: { request: { kind: 'profile' | 'comparison' }; answer: readonly ExportFormat[] };
  /** One profile, or with two the comparison that `treeId` is the tree of, as the bytes of a file. */
  export: {
    request: {
      format: string;
      title: string;
      profileIds: readonly number[];
      treeId: number;
      sampleType: string;
      normalisation: Normalisation['kind'];
      /** One per profile. */
      sides: readonly { readonly name: string; readonly requests: number }[];
      /** As of `flame`. */
      readonly unit?: string;
      /** In whose language; English where not given. */
      readonly words?: ReportWords;
      /** How the flame graph is looked at; as usual where not given. Nodes are rows of the tree in its shape. */
      readonly seen?: FlameSeen;
    };
    answer: Uint8Array;
  };
}

/** Several captures of each side, and what they tell of noise. */
export interface RoundCalls {
  /** Profiles as one: what accumulates is added up, what stood at a moment is averaged. To be closed like any. */
  pool: { request: { profileIds: readonly number[]; name: string }; answer: ProfileInfo };
  /** Tells change from noise in a comparison; rows are the tree's. */
  significance: { request: JudgedTree; answer: Significance };
  /** The same for rows of a table: 1 where a row changed for sure. */
  rowsChanged: { request: JudgedTree & { readonly rows: TableRows }; answer: RowsChanged };
  /** The same for the nodes of the tree in another shape, whose rows are those that `shape` answers; but in the order of time. */
  nodesChanged: {
    request: JudgedTree & { readonly shape: TreeShape };
    answer: { readonly self: Uint8Array; readonly total: Uint8Array };
  };
}

/** What is no answer to anybody. */
export interface IdleCalls {
  /** Opens and draws a made-up profile some times over, so that the code for it is compiled. Answers its file. */
  warmUp: { request: null; answer: Uint8Array };
}

/** A tree of two sides, and the captures by which its changes are judged. */
export interface JudgedTree {
  readonly treeId: number;
  /** The captures of each side by round, unfiltered; a side that is no pool is its only capture. */
  readonly before: readonly number[];
  readonly after: readonly number[];
  readonly sampleType: string;
  /** How the tree was made comparable, and what was filtered. */
  readonly normalisation: Normalisation['kind'];
  readonly query: Query;
  /** Of each capture; needed for 'per-request'. */
  readonly requests: { readonly before: readonly number[]; readonly after: readonly number[] } | null;
  /** The k-th captures of both sides were taken in turn. */
  readonly paired: boolean;
}

export interface EngineCalls
  extends ProfileCalls,
    TreeCalls,
    RoundCalls,
    TableCalls,
    GraphCalls,
    ExportCalls,
    IdleCalls {}

export type CallName = keyof EngineCalls;
export type EngineRequest = {
  [N in CallName]: { readonly id: number; readonly name: N; readonly argument: EngineCalls[N]['request'] };
}[CallName];
export interface EngineCancel {
  readonly cancel: number;
}
export type EngineAnswer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly error: Failure }
  | { readonly id: number; readonly progress: number };
