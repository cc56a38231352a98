import { getHeapStatistics } from 'node:v8';
import { sentence } from '../../engine/advice/sentence';
import { layoutFlame } from '../../engine/analysis/layout';
import { topTable } from '../../engine/analysis/top';
import { buildTree } from '../../engine/analysis/tree';
import { formats, readProfile } from '../../engine/formats';
import { decodePprof } from '../../engine/formats/pprof/decode';
import { encodePprof } from '../../engine/formats/pprof/encode';
import type { Inflate } from '../../engine/formats/types';
import { checkValid } from '../../engine/model/check';
import { defaultSampleIndex, type Profile } from '../../engine/model/profile';
import { inflateNode } from '../../main/services/inflate';
import { type Failure, FlamebenchError, toFailure } from '../../proto/errors';
import { inflateStream } from '../../renderer/engine/inflate';
import type { Input } from './input';

/** What one input came to. */
export interface Verdict {
  /** 'profile', or the code of the failure. */
  readonly outcome: string;
  /** What Flamebench did that it must never do; '' = nothing. */
  readonly defect: string;
  readonly readMs: number;
  /** Memory taken while reading, what is already garbage included; 0 where the collector ran meanwhile. */
  readonly grownBytes: number;
}

/** The longest that reading a file of 64 kB may take. */
export const maxReadMs = 250;

/** The most memory that reading such a file may take, beyond what a compressed one inflates to. */
export const maxGrownBytes = 64 * 2 ** 20;

/** What a compressed input may inflate to here: a bomb of the fuzzer's is stopped sooner than the app's. */
const maxInflatedBytes = 4 * 2 ** 20;

/** Longest sentence a failure may be told in, in characters. */
const maxSentence = 600;

const name = 'fuzz.profile';

/**
 * Reads an input and does what follows from it. Never throws: what goes wrong is the verdict's.
 *
 * @param read is given only to test the judge itself.
 */
export async function judge(input: Input, read = readInput): Promise<Verdict> {
  // Both inflaters get their share.
  const inflate = capped(input.bytes.length % 2 === 0 ? inflateNode : inflateStream);
  const before = usedBytes();
  const start = performance.now();
  let outcome = 'profile';
  let defect = '';
  let readMs = 0;
  let grownBytes = 0;
  try {
    let profile: Profile;
    try {
      profile = await read(input, inflate);
    } finally {
      readMs = performance.now() - start;
      grownBytes = Math.max(0, usedBytes() - before);
    }
    defect = profileDefect(profile);
  } catch (thrown) {
    const failure = toFailure(thrown, name);
    outcome = failure.code;
    defect = thrown instanceof FlamebenchError ? failureDefect(failure) : `threw ${describe(thrown)}`;
  }
  const isPacked = /^(1f8b|28b52ffd)/.test(Buffer.from(input.bytes.subarray(0, 4)).toString('hex'));
  if (defect === '' && !isPacked && grownBytes > maxGrownBytes) {
    defect = `took ${Math.round(grownBytes / 2 ** 20)} MB for ${input.bytes.length} bytes`;
  }
  return { outcome, defect, readMs, grownBytes: isPacked ? 0 : grownBytes };
}

async function readInput(input: Input, inflate: Inflate): Promise<Profile> {
  if (input.way === 'recognised') return readProfile(input.bytes, name, inflate);
  const format = formats.find(({ id }) => id === input.format)!;
  return format.read(input.bytes, name);
}

/** What is wrong with a profile that was read; '' = nothing. */
function profileDefect(profile: Profile): string {
  try {
    checkValid(profile, name);
  } catch (thrown) {
    return `read an invalid profile: ${describe(thrown)}`;
  }
  try {
    const bytes = encodePprof(profile);
    const again = decodePprof(bytes, name);
    checkValid(again, name);
    const lost = lostFact(profile, again);
    if (lost !== '') return `has another ${lost} after being written and read again`;
    if (Buffer.compare(encodePprof(again), bytes) !== 0)
      return 'is not the same after being written and read again';
  } catch (thrown) {
    return `cannot be written and read again: ${describe(thrown)}`;
  }
  if (profile.sampleTypes.length === 0) return '';
  try {
    const sampleIndex = defaultSampleIndex(profile);
    topTable(profile, sampleIndex);
    layoutFlame(buildTree([{ profile, sampleIndex }]), 0);
  } catch (thrown) {
    return `cannot be shown: ${describe(thrown)}`;
  }
  return '';
}

/** The first fact that differs between a profile and itself read again; '' = none. */
function lostFact(a: Profile, b: Profile): string {
  const facts = ['timeNanos', 'durationNanos', 'period', 'docUrl', 'dropFrames', 'keepFrames'] as const;
  for (const fact of facts) if (a[fact] !== b[fact]) return fact;
  const counts = [
    ['sample', a.samples.length, b.samples.length],
    ['stack', a.samples.stacks.length, b.samples.stacks.length],
    ['label', a.samples.labels.length, b.samples.labels.length],
    ['location', a.locations.length, b.locations.length],
    ['function', a.functions.length, b.functions.length],
    ['mapping', a.mappings.length, b.mappings.length],
  ] as const;
  for (const [what, before, after] of counts) if (before !== after) return `number of ${what}s`;
  for (const [type, column] of a.samples.values.entries()) {
    if (column.some((value, row) => value !== b.samples.values[type]![row])) return 'value';
  }
  return '';
}

/** What is wrong with a failure, or with the sentence it is told in; '' = nothing. */
function failureDefect(failure: Failure): string {
  if (failure.code === 'internal') return `failed with 'internal': ${failure.facts.reason}`;
  if (failure.subject !== name) return `failed with '${failure.code}' of '${failure.subject}'`;
  const told = sentence(failure);
  if (told.length >= maxSentence) return `told in ${told.length} characters: ${told}`;
  // Controls, line and paragraph separators, and what turns the direction of writing.
  if (/[\p{Cc}\u2028\u2029\p{Bidi_Control}]/u.test(told)) {
    return `told with control characters: ${JSON.stringify(told)}`;
  }
  if (/\p{Cs}/u.test(told)) return `told with half a character: ${JSON.stringify(told)}`;
  return '';
}

function describe(thrown: unknown): string {
  if (thrown instanceof FlamebenchError) return JSON.stringify(thrown.failure);
  if (!(thrown instanceof Error)) return String(thrown);
  return (thrown.stack ?? thrown.message).split('\n').slice(0, 4).join(' | ');
}

function capped(inflate: Inflate): Inflate {
  return (gzip, maxBytes) => inflate(gzip, Math.min(maxBytes, maxInflatedBytes));
}

function usedBytes(): number {
  const { used_heap_size, external_memory } = getHeapStatistics();
  return used_heap_size + external_memory;
}
