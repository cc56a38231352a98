import type { Normalisation } from '../analysis/types';
import type { FlameNoise } from '../flame/look';
import { englishPicture, fill, type PictureWords } from '../render/picture-words';

/**
 * What written files say to people, as plain data: whoever asks for a file hands over the words in the language it is
 * to be in. Parts in braces are put in by `fill`, or with markup around them by `filled`.
 */
export interface ReportWords {
  readonly picture: PictureWords;
  /** Follows 'CPU time, '. */
  readonly basis: Readonly<Record<Normalisation['kind'], string>>;
  /** By what noise was told from change. `before`, `after`: rounds. */
  readonly noiseByRounds: string;
  readonly noiseBySampling: string;
  /** Follows either. */
  readonly noiseGrey: string;
  /** What common sample types count, as the subject of a sentence; '' = of a type without a name. */
  readonly meanings: Readonly<Record<string, string>>;
  /** The same inside of a sentence, where it differs. */
  readonly meaningsWithin: Readonly<Record<string, string>>;
  /** `type`: what another sample type is called. */
  readonly otherMeaning: string;
  readonly requests: Counted;
  readonly functions: Counted;
  /** `day`, `month` (its name), `year`, `time`. */
  readonly moment: string;
  readonly months: readonly string[];

  readonly summary: string;
  readonly flameGraph: string;
  readonly functionsHead: string;
  /** `what`. */
  readonly profile: string;
  /** `what`, `basis`. */
  readonly comparison: string;
  readonly allListed: string;
  /** `functions`, `share`. */
  readonly leftOutOne: string;
  readonly leftOut: string;
  /** `share`. */
  readonly drawnTogether: string;
  readonly madeBy: string;

  readonly noSamples: string;
  /** `what`, `total`. */
  readonly totals: string;
  /** `what`, `total`, `time`. */
  readonly totalsOver: string;
  /** `cpus`. */
  readonly busy: string;
  /** `requests`, `each`. */
  readonly perRequest: string;
  readonly noLeader: string;
  /** `name`, `share`. */
  readonly onlyLeader: string;
  /** `name`, `share`, `count`, `together`. */
  readonly leader: string;
  /** `before`, `after`, `what`, `moved`. */
  readonly fromTo: string;
  /** `value`, `basis`. */
  readonly unmoved: string;
  /** `from`, `to`, `change`, `basis`. */
  readonly rose: string;
  readonly fell: string;
  /** Follows either, where that is not sure. */
  readonly notSure: string;
  /** `before` (requests), `after` (a number). */
  readonly unequalRequests: string;
  readonly nothingOnEither: string;
  readonly nothingChanged: string;
  /** Of functions that changed no more than noise does. */
  readonly nothingSure: string;
  /** `name`, `value`. */
  readonly changedMore: string;
  readonly changedLess: string;
  /** Names of facts. */
  readonly facts: {
    readonly counted: string;
    readonly taken: string;
    readonly length: string;
    readonly requests: string;
    readonly samples: string;
    readonly functions: string;
    readonly before: string;
    readonly after: string;
  };
  readonly table: {
    readonly flat: string;
    readonly flatShare: string;
    readonly cum: string;
    readonly cumShare: string;
    readonly flatBefore: string;
    readonly cumBefore: string;
    readonly after: string;
    readonly flatHint: string;
    readonly flatShareHint: string;
    readonly cumHint: string;
    readonly cumShareHint: string;
    readonly flatChangeHint: string;
    readonly cumChangeHint: string;
    readonly shareChangeHint: string;
    readonly name: string;
    readonly filter: string;
    /** `shown`, `all`. */
    readonly shownOf: string;
  };
}

/** `n`: a number of them. */
export interface Counted {
  readonly one: string;
  readonly other: string;
}

const functionOwn = 'Spent in the function by itself, without what it calls';
const functionAll = 'Spent in the function with everything it calls; recursion counts once';

export const englishReport: ReportWords = {
  picture: englishPicture,
  basis: {
    absolute: 'as measured',
    'equal-totals': 'scaled to equal totals',
    'per-request': 'per request',
  },
  noiseByRounds: 'Noise measured over {before} and {after} rounds',
  noiseBySampling: 'One capture a side: only the sampling error is known',
  noiseGrey: '; what may be noise is grey.',
  meanings: {
    cpu: 'CPU time',
    wall: 'Elapsed time',
    samples: 'Samples',
    alloc_space: 'Memory allocated',
    alloc_objects: 'Objects allocated',
    inuse_space: 'Memory in use',
    inuse_objects: 'Objects in use',
    contentions: 'Waits for locks',
    delay: 'Time spent waiting for locks',
    goroutine: 'Goroutines',
    '': 'Samples',
  },
  meaningsWithin: {
    cpu: 'CPU time',
    wall: 'elapsed time',
    samples: 'samples',
    alloc_space: 'memory allocated',
    alloc_objects: 'objects allocated',
    inuse_space: 'memory in use',
    inuse_objects: 'objects in use',
    contentions: 'waits for locks',
    delay: 'time spent waiting for locks',
    goroutine: 'goroutines',
    '': 'samples',
  },
  otherMeaning: "'{type}'",
  requests: { one: '{n} request', other: '{n} requests' },
  functions: { one: '{n} function', other: '{n} functions' },
  moment: '{day} {month} {year}, {time} UTC',
  months: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],

  summary: 'Summary',
  flameGraph: 'Flame graph',
  functionsHead: 'Functions',
  profile: 'Profile: {what}',
  comparison: 'Comparison: {what}, {basis}',
  allListed: 'All functions are listed.',
  leftOutOne: '{functions} below {share} of the total is not listed.',
  leftOut: '{functions} below {share} of the total are not listed.',
  drawnTogether: 'In the flame graph, what is below {share} is drawn together. All shares are of the whole.',
  madeBy: 'Made by Flamebench. This file needs nothing else, and loads nothing.',

  noSamples: 'The profile holds no samples of this type.',
  totals: '{what}: {total}.',
  totalsOver: '{what}: {total} in {time}.',
  busy: ' On average {cpus} CPUs were busy.',
  perRequest: '{requests} ran meanwhile: {each} each.',
  noLeader: 'No function spends anything by itself.',
  onlyLeader: '{name} itself takes {share}, and no other function anything.',
  leader:
    '{name} itself takes {share}, more than any other function; the first {count} take {together} together.',
  fromTo: 'From {before} to {after}, {what} {moved}',
  unmoved: 'did not change: {value} on both sides ({basis}).',
  rose: 'rose from {from} to {to}, {change} ({basis}).',
  fell: 'fell from {from} to {to}, {change} ({basis}).',
  notSure: ' This may be noise.',
  unequalRequests:
    '{before} ran before and {after} after: compared per request, the sides would be on equal terms.',
  nothingOnEither: 'Neither side holds samples of this type.',
  nothingChanged: 'No function changed by itself.',
  nothingSure: 'No function changed by itself for sure: it may all be noise.',
  changedMore: '{name} changed most by itself: {value} more.',
  changedLess: '{name} changed most by itself: {value} less.',
  facts: {
    counted: 'Counted',
    taken: 'Taken',
    length: 'Length',
    requests: 'Requests',
    samples: 'Samples',
    functions: 'Functions',
    before: 'Before',
    after: 'After',
  },
  table: {
    flat: 'Flat',
    flatShare: 'Flat %',
    cum: 'Cum',
    cumShare: 'Cum %',
    flatBefore: 'Flat before',
    cumBefore: 'Cum before',
    after: 'after',
    flatHint: functionOwn,
    flatShareHint: 'Flat in percent of the total',
    cumHint: functionAll,
    cumShareHint: 'Cum in percent of the total',
    flatChangeHint: 'Change of flat; sorts by size',
    cumChangeHint: 'Change of cum; sorts by size',
    shareChangeHint: 'Change in percent of before',
    name: 'Function',
    filter: 'Filter functions',
    shownOf: '{shown} of {all}',
  },
};

export function meaningOf(sampleType: string, words: ReportWords): string {
  return Object.hasOwn(words.meanings, sampleType)
    ? words.meanings[sampleType]!
    : fill(words.otherMeaning, { type: sampleType });
}

/** As {@link meaningOf}, inside of a sentence. */
export function meaningWithin(sampleType: string, words: ReportWords): string {
  return Object.hasOwn(words.meaningsWithin, sampleType)
    ? words.meaningsWithin[sampleType]!
    : meaningOf(sampleType, words);
}

/** By what noise was told from change; '' where it was not. */
export function noiseTold(noise: FlameNoise | null | undefined, words: ReportWords): string {
  if (noise == null) return '';
  if (noise.rounds === null) return words.noiseBySampling;
  const [before, after] = noise.rounds;
  return fill(words.noiseByRounds, { before, after });
}

/** What a comparison is of: 'cpu, per request · Noise measured over 3 and 3 rounds'. */
export function comparedAs(
  sampleType: string,
  normalisation: Normalisation['kind'],
  noise: FlameNoise | null | undefined,
  words: ReportWords,
): string {
  const told = noiseTold(noise, words);
  return `${sampleType}, ${words.basis[normalisation]}${told === '' ? '' : ` · ${told}`}`;
}

/** '12,345'. */
export function grouped(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** '3 functions', '1 function'. */
export function counted(count: number, { one, other }: Counted): string {
  return fill(count === 1 ? one : other, { n: grouped(count) });
}

/** A moment of a profile, '23 Nov 2026, 08:05 UTC'; '' where it is unknown. */
export function momentOf(timeNanos: bigint, { moment, months }: ReportWords): string {
  if (timeNanos <= 0n) return '';
  const date = new Date(Number(timeNanos / 1_000_000n));
  return fill(moment, {
    day: date.getUTCDate(),
    month: months[date.getUTCMonth()]!,
    year: date.getUTCFullYear(),
    time: date.toISOString().slice(11, 16),
  });
}
