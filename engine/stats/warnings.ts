import type { LoadPlan, LoadReport } from '../../proto/load';
import type { Profile } from '../model/profile';
import { unitRatio } from '../units/measure';

/** What of a side decides whether it can be compared fairly. */
export interface SideFacts {
  /** null: none was driven. Absent: nothing is known, as of a file. */
  readonly load?: LoadPlan | null;
  /** Share of requests that failed or were answered with an error status, 0…1; absent where unknown. */
  readonly errorShare?: number;
  /** Length of one capture; 0 = unknown. */
  readonly seconds: number;
  /** What lies between two samples, in `periodUnit`; 0 = unknown. */
  readonly period: number;
  readonly periodUnit: string;
  /** Of the program itself; '' = unknown. */
  readonly buildId: string;
}

/** A part of what a load asks of a service, as far as it is said. */
export type LoadPart =
  /** In wrk's terms, and the same in every language: 'GET /search', '-c 64', '-R 500,2000'. */
  | { readonly part: 'said'; readonly text: string }
  | { readonly part: 'targets'; readonly requests: number }
  | { readonly part: 'body'; readonly characters: number }
  | { readonly part: 'no-rate' }
  | { readonly part: 'pipeline'; readonly requests: number }
  | { readonly part: 'close' };

/** Something in which two sides differ that makes their differences doubtful, or that one should know of. */
export type ComparisonWarning =
  /** The parts that differ; a side that lacks all of them has none. */
  | { readonly about: 'load'; readonly before: readonly LoadPart[]; readonly after: readonly LoadPart[] }
  | { readonly about: 'one-loaded'; readonly loaded: 'before' | 'after' }
  | { readonly about: 'duration'; readonly before: number; readonly after: number }
  | { readonly about: 'period'; readonly before: number; readonly after: number; readonly unit: string }
  | { readonly about: 'build'; readonly before: string; readonly after: string }
  | { readonly about: 'errors'; readonly before: number; readonly after: number };

/** Nothing but what is lost where one unit is turned into another. */
const alikePeriods = 1e-9;
/** Lengths that differ by less than this share are the same for what they are compared for. */
export const alikeLengths = 0.05;
/** A profile of error pages shows other work. One request in a hundred more is where that begins to be seen. */
const alikeErrors = 0.01;

/** What a person should know before they believe a comparison, the gravest first. */
export function comparisonWarnings(before: SideFacts, after: SideFacts): ComparisonWarning[] {
  const warnings = [...errorWarnings(before, after), ...loadWarnings(before, after)];
  const { periodUnit: unit } = before;
  const afterPeriod = after.period * (unitRatio(after.periodUnit, unit) ?? 1);
  if (differ(before.period, afterPeriod, alikePeriods)) {
    warnings.push({ about: 'period', before: before.period, after: afterPeriod, unit });
  }
  if (differ(before.seconds, after.seconds, alikeLengths)) {
    warnings.push({ about: 'duration', before: before.seconds, after: after.seconds });
  }
  const [a, b] = [before.buildId, after.buildId];
  if (a !== '' && b !== '' && a !== b) warnings.push({ about: 'build', before: a, after: b });
  return warnings;
}

/** Whether two numbers that are known lie further apart than a share of the larger. */
export function differ(a: number, b: number, alike: number): boolean {
  return a > 0 && b > 0 && Math.abs(a - b) > alike * Math.max(a, b);
}

function errorWarnings(
  { errorShare: before }: SideFacts,
  { errorShare: after }: SideFacts,
): ComparisonWarning[] {
  if (before === undefined || after === undefined) return [];
  return Math.abs(before - after) > alikeErrors ? [{ about: 'errors', before, after }] : [];
}

function loadWarnings({ load: before }: SideFacts, { load: after }: SideFacts): ComparisonWarning[] {
  if (before === undefined || after === undefined) return [];
  if (before === null || after === null) {
    return before === after ? [] : [{ about: 'one-loaded', loaded: before === null ? 'after' : 'before' }];
  }
  const [a, b] = [loadParts(before), loadParts(after)];
  const differing = a
    .map((part, i) => [part, b[i]!] as const)
    .filter(([x, y]) => JSON.stringify(x) !== JSON.stringify(y));
  if (differing.length === 0) return [];
  const partsOf = (side: 0 | 1) => differing.flatMap((pair) => pair[side] ?? []);
  return [{ about: 'load', before: partsOf(0), after: partsOf(1) }];
}

/** What is asked of a service, part by part, null for a part it lacks. Where it stands is no part of it. */
function loadParts(load: LoadPlan): (LoadPart | null)[] {
  const path = load.url.replace(/^[a-z]+:\/\/[^/?#]*/i, '') || '/';
  const rates = [load.rate, ...load.stages.map(({ rate }) => rate)].filter((rate) => rate > 0);
  const said = (text: string): LoadPart => ({ part: 'said', text });
  return [
    said(`${load.method} ${path}`),
    load.targets.length > 0 ? { part: 'targets', requests: load.targets.length + 1 } : null,
    load.body === '' ? null : { part: 'body', characters: load.body.length },
    said(`-c ${load.connections}`),
    rates.length > 0 ? said(`-R ${rates.join(',')}`) : { part: 'no-rate' },
    load.script === null ? null : said(`-s ${load.script.name}`),
    load.pipeline === 1 ? null : { part: 'pipeline', requests: load.pipeline },
    load.close ? { part: 'close' } : null,
  ];
}

/** Share of a load's requests that failed, or were answered with an error status; 0 where there were none. */
export function errorShareOf({ requests, errors }: Pick<LoadReport, 'requests' | 'errors'>): number {
  const failed = Object.values(errors).reduce((sum, count) => sum + count, 0);
  // Answers with an error status are counted as requests already.
  const tried = requests + failed - errors.status;
  return tried === 0 ? 0 : failed / tried;
}

/** What a profile itself says of how it was made. */
export function profileFacts({
  period,
  periodType,
  mappings,
  strings,
}: Profile): Pick<SideFacts, 'period' | 'periodUnit' | 'buildId'> {
  // The first mapping is the program; libraries follow.
  const buildId = mappings.length === 0 ? '' : strings.get(mappings.buildId[0]!);
  return { period: periodType === null ? 0 : Number(period), periodUnit: periodType?.unit ?? '', buildId };
}
