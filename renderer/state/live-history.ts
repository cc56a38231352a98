import type { ErrorCounts, LoadInterval, LoadTick } from '../../proto/load-report';
import type { ExperimentProgress } from '../../proto/run';

/** What a running experiment has measured so far, as columns that charts draw. Pure; each change is a new value. */
export interface LiveHistory {
  /** Shared clock at which the charts begin; NaN before the first tick. */
  readonly zeroUs: number;
  /** Seconds since then, of every row. */
  readonly times: readonly number[];
  readonly rate: readonly (number | null)[];
  /** What an open model intends; null for the closed loop. */
  readonly intended: readonly (number | null)[];
  readonly latency: { readonly [P in LivePercentile]: readonly (number | null)[] };
  /** Errors a second, by kind. */
  readonly errors: { readonly [K in keyof ErrorCounts]: readonly (number | null)[] };
  /** Whole seconds, of the heat map. */
  readonly intervals: readonly LoadInterval[];
  /** Capture windows; the last one grows while it lasts. */
  readonly windows: readonly LiveWindow[];
  /** The turn of the last row. */
  readonly turn: number;
  /** The last tick, whose totals the next is subtracted from; null at a turn's beginning. */
  readonly last: LoadTick | null;
}

export const livePercentiles = ['p50', 'p90', 'p99', 'p999', 'max'] as const;
export type LivePercentile = (typeof livePercentiles)[number];

export interface LiveWindow {
  readonly turn: number;
  /** Seconds since `zeroUs`. */
  readonly from: number;
  readonly to: number;
}

export const errorKinds: readonly (keyof ErrorCounts)[] = [
  ...(['status', 'timeout', 'unfinished', 'connect', 'tls'] as const),
  ...(['read', 'closed', 'write', 'protocol'] as const),
];

/** Rows of more than this are thinned to half: as many as a chart has pixels to show. */
const mostRows = 1200;
/** Columns of the heat map likewise; a long run shows its end. */
const mostIntervals = 600;

const columns = <K extends string>(keys: readonly K[]) =>
  Object.fromEntries(keys.map((key) => [key, [] as readonly (number | null)[]])) as {
    [P in K]: readonly (number | null)[];
  };

export const emptyHistory: LiveHistory = {
  zeroUs: Number.NaN,
  times: [],
  rate: [],
  intended: [],
  latency: columns(livePercentiles),
  errors: columns(errorKinds),
  intervals: [],
  windows: [],
  turn: 0,
  last: null,
};

/** Takes a progress signal in; one without a new tick changes nothing but the capture windows. */
export function withProgress(history: LiveHistory, progress: ExperimentProgress): LiveHistory {
  const { tick, turn } = progress;
  if (tick === null || (turn === history.turn && tick.atUs === history.last?.atUs)) return history;
  // Totals begin anew with each turn's load, and the line is broken between two.
  const fresh = turn !== history.turn;
  const last = fresh ? null : history.last;
  const zeroUs = Number.isNaN(history.zeroUs) ? tick.atUs : history.zeroUs;
  const at = (tick.atUs - zeroUs) / 1e6;
  const grown = fresh && history.times.length > 0 ? withGap(history, at) : history;
  const seconds = last === null ? 0 : (tick.atUs - last.atUs) / 1e6;
  const perSecond = (kind: keyof ErrorCounts) =>
    seconds > 0 && last !== null ? Math.max(0, tick.errors[kind] - last.errors[kind]) / seconds : 0;
  const known = (ms: number) => (ms > 0 ? ms : null);
  const next: LiveHistory = {
    zeroUs,
    times: [...grown.times, at],
    rate: [...grown.rate, tick.requestsPerSecond],
    intended: [...grown.intended, tick.openModel?.rate ?? null],
    latency: mapColumns(grown.latency, (column, key) => [...column, known(tick.latency[key])]),
    errors: mapColumns(grown.errors, (column, key) => [...column, perSecond(key)]),
    intervals: withIntervals(history.intervals, tick.intervals),
    windows: withWindow(history.windows, progress, at),
    turn,
    last: tick,
  };
  return next.times.length > mostRows ? thinned(next) : next;
}

/** A row of nothing, so that lines of two turns are not joined. */
function withGap(history: LiveHistory, at: number): LiveHistory {
  const gap = (column: readonly (number | null)[]) => [...column, null];
  const before = history.times[history.times.length - 1] ?? 0;
  return {
    ...history,
    times: [...history.times, (before + at) / 2],
    rate: gap(history.rate),
    intended: gap(history.intended),
    latency: mapColumns(history.latency, gap),
    errors: mapColumns(history.errors, gap),
  };
}

function withIntervals(
  known: readonly LoadInterval[],
  more: readonly LoadInterval[],
): readonly LoadInterval[] {
  const last = known[known.length - 1]?.atUs ?? Number.NEGATIVE_INFINITY;
  const added = more.filter(({ atUs }) => atUs > last);
  return added.length === 0 ? known : [...known, ...added].slice(-mostIntervals);
}

function withWindow(
  windows: readonly LiveWindow[],
  { phase, turn }: ExperimentProgress,
  at: number,
): readonly LiveWindow[] {
  if (phase !== 'capturing') return windows;
  const last = windows[windows.length - 1];
  if (last?.turn !== turn) return [...windows, { turn, from: at, to: at }];
  return [...windows.slice(0, -1), { ...last, to: at }];
}

function thinned(history: LiveHistory): LiveHistory {
  // A gap is kept: it is what parts two turns.
  const keep = history.times.map((_, i) => i % 2 === 1 || history.rate[i] === null);
  const half = <T>(column: readonly T[]) => column.filter((_, i) => keep[i]);
  return {
    ...history,
    times: half(history.times),
    rate: half(history.rate),
    intended: half(history.intended),
    latency: mapColumns(history.latency, half),
    errors: mapColumns(history.errors, half),
  };
}

type Column = readonly (number | null)[];

function mapColumns<K extends string>(
  from: { readonly [P in K]: Column },
  change: (column: Column, key: K) => Column,
): { [P in K]: Column } {
  return Object.fromEntries((Object.keys(from) as K[]).map((key) => [key, change(from[key], key)])) as {
    [P in K]: Column;
  };
}
