import type { Profile } from '../model/profile';
import { scale, scaledLabel } from '../units/measure';
import type { Work } from '../work/work';
import { cumValue, flatValue } from './graph/graph';
import { type GraphOptions, type TrimmedGraph, trimmedGraph } from './graph/trim';
import type { ReportOptions } from './options';
import type { TextPattern } from './regexp';
import type { SampleChoice } from './sample-values';

/** What reports know of the machine they are made on. */
export interface ReportPlace {
  /** A moment as 'Time:' writes it, '2006-01-02 15:04:05 MST', in the reader's time zone. */
  readonly formatTime: (unixNanos: bigint) => string;
  /** A moment as raw reports write it: '2006-01-02 15:04:05.999999999 -0700 MST'. */
  readonly formatExactTime: (unixNanos: bigint) => string;
}

/** A report of pprof: text, or a profile to be written. */
export type ReportOutput =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'profile'; readonly profile: Profile };

/** All a report starts from. */
export interface ReportContext {
  /** Filtered and aggregated. */
  readonly profile: Profile;
  readonly options: ReportOptions;
  readonly choice: SampleChoice;
  /** What percentages are of. */
  readonly total: number;
  /** Units of number labels by key. */
  readonly labelUnits: ReadonlyMap<string, string>;
  /** The pattern or name that the command was given; null without. */
  readonly symbol: TextPattern | null;
  /** Unit of all values: option `unit` until {@link trimmedReport} finds a common one. */
  readonly outputUnit: string;
  readonly place: ReportPlace;
}

/** A value of the report's samples as text. */
export function formatAmount({ choice, options, outputUnit }: ReportContext, value: number): string {
  return scaledLabel(divided(options, value), choice.unit, outputUnit);
}

function divided({ divide_by: by }: ReportOptions, value: number): number {
  const ratio = 1 / by;
  return ratio > 0 && ratio !== 1 ? Math.trunc(value * ratio) : value;
}

/** A value in the output unit, cut to a whole number. */
export function wholeAmount({ choice, outputUnit }: ReportContext, value: number): number {
  return Math.trunc(scale(value, choice.unit, outputUnit).value);
}

type GraphNeeds = Pick<GraphOptions, 'isVisual' | 'isCallTree' | 'keepBinaries' | 'needsEdges'> & {
  /** Values are written as whole numbers, so that a larger unit would lose them. */
  readonly isWhole: boolean;
};

const tableNeeds: GraphNeeds = {
  isVisual: false,
  isCallTree: false,
  keepBinaries: false,
  needsEdges: false,
  isWhole: false,
};

/**
 * The trimmed graph of a report, and the report in the unit that suits the graph.
 * @param more what the report needs beyond what a table of nodes does
 */
export function* trimmedReport(
  context: ReportContext,
  more: Partial<GraphNeeds> = {},
): Work<{ readonly trimmed: TrimmedGraph; readonly context: ReportContext }> {
  const { profile, choice, options } = context;
  const needs = { ...tableNeeds, ...more };
  const trimmed = yield* trimmedGraph(profile, choice, {
    ...needs,
    order: needs.isVisual ? 'entropy' : options.sort === 'cum' ? 'cum' : 'flat',
    dropNegative: options.drop_negative,
    nodeCount: options.nodecount,
    nodeFraction: options.nodefraction,
    edgeFraction: options.edgefraction,
    trimPath: options.trim_path,
    sourcePath: options.source_path,
    tagUnit: context.labelUnits.get('bytes') ?? '',
    outputUnit: context.outputUnit,
  });
  return { trimmed, context: { ...context, outputUnit: commonUnit(context, trimmed, needs.isWhole) } };
}

/**
 * The unit for all values where `minimum` is asked for: that of the smallest; where the total has another one
 * and is over 100 times that, the one of 100 times the smallest.
 */
function commonUnit(context: ReportContext, { graph }: TrimmedGraph, isWhole: boolean): string {
  const { choice, options, outputUnit } = context;
  if (outputUnit !== 'minimum' || graph.order.length === 0) return outputUnit;
  let smallest = 0;
  for (const node of graph.order) {
    const value = Math.abs(flatValue(graph, node)) || Math.abs(cumValue(graph, node));
    if (value > 0 && (smallest === 0 || value < smallest)) smallest = value;
  }
  if (smallest === 0) smallest = context.total;
  const low = divided(options, smallest);
  const high = divided(options, context.total);
  const unitOf = (value: number) => scale(value, choice.unit, 'minimum').unit;
  const isWide = unitOf(low) !== unitOf(high) && low * 100 < high && !isWhole;
  return unitOf(isWide ? 100 * low : low) || choice.unit;
}
