import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { errorShareOf, profileFacts, type SideFacts } from '../../engine/stats/warnings';
import { FlamebenchError } from '../../proto/errors';
import type { Capture, CaptureKind, Run } from '../../proto/run';
import { fileError } from '../services/file-error';
import {
  captureInput,
  capturesOf,
  isFolder,
  isThere,
  type PooledInput,
  type ProfileInput,
  poolInputs,
  readFileInput,
  readRun,
  roundsIn,
} from './input';
import type { VerbContext } from './verb';

/** One side of a comparison: its captures, a round each. */
export interface Side {
  readonly name: string;
  readonly captures: readonly ProfileInput[];
  /** All of them as one. */
  readonly pooled: PooledInput;
  readonly facts: SideFacts;
}

/** Two sides, and whether the k-th captures of both were taken in turn. */
export interface Sides {
  readonly before: Side;
  readonly after: Side;
  readonly paired: boolean;
}

/**
 * Reads a side: a profile ('-' is standard input), a run, or several of them, as 'a1.pb.gz,a2.pb.gz' or 'a*.pb.gz',
 * which are its rounds.
 * @param kind which profiles of runs; the first ones where undefined
 * @throws FlamebenchError as `readInput`, 'bad-argument' for a run of two variants, 'file-not-found' for a pattern
 *   that no file matches
 */
export async function readSide(
  text: string,
  kind: CaptureKind | undefined,
  { stdin }: Pick<VerbContext, 'stdin'>,
): Promise<Side> {
  const paths = text === '-' ? [text] : await pathsOf(text);
  const sides = await Promise.all(paths.map((path) => readOne(path, kind, stdin)));
  if (sides.length === 1) return sides[0]!;
  const captures = sides.flatMap((side) => side.captures);
  return sideOf(`${basename(paths[0]!)} and ${paths.length - 1} more`, captures, sides[0]!.facts);
}

/**
 * Reads a run of two variants as both sides of a comparison, with the rounds that both have.
 * @throws FlamebenchError 'run-broken', 'bad-argument' for a run of one variant or without common rounds
 */
export async function readRunSides(folder: string, kind?: CaptureKind): Promise<Sides> {
  const { run, read } = await readRun(folder);
  const bad = (reason: string) => new FlamebenchError('bad-argument', folder, { reason });
  if (run.plan.variants.length < 2) {
    throw bad('the run measured one variant; a second run or profile is needed to compare it with');
  }
  const wanted = kindOf(run, folder, kind);
  const of = (variant: number) => capturesOf(run, wanted, variant);
  const [before, after] = [roundsIn(of(0), of(1)), roundsIn(of(1), of(0))];
  if (before.length === 0) throw bad('no round of it has both variants');
  return { before: await runSide(run, before, read), after: await runSide(run, after, read), paired: true };
}

/** What one variant of a run that is at hand measured of a kind; null where nothing. */
export async function variantSide(
  run: Run,
  kind: CaptureKind,
  variant: number,
  read: (file: string) => Promise<Uint8Array>,
): Promise<Side | null> {
  const captures = capturesOf(run, kind, variant);
  return captures.length === 0 ? null : runSide(run, captures, read);
}

/** Two sides of one run, with the rounds that both have; null where there are none. */
export function pairOf(before: Side | undefined, after: Side | undefined): Sides | null {
  if (before === undefined || after === undefined) return null;
  const rounds = Math.min(before.captures.length, after.captures.length);
  const first = (side: Side) =>
    side.captures.length === rounds ? side : sideOf(side.name, side.captures.slice(0, rounds), side.facts);
  return { before: first(before), after: first(after), paired: true };
}

async function readOne(
  path: string,
  kind: CaptureKind | undefined,
  stdin: VerbContext['stdin'],
): Promise<Side> {
  if (path !== '-' && (await isFolder(path))) {
    const { run, read } = await readRun(path);
    if (run.plan.variants.length > 1) {
      throw new FlamebenchError('bad-argument', path, {
        reason: 'the run compares two variants itself; give it alone',
      });
    }
    return runSide(run, capturesOf(run, kindOf(run, path, kind), 0), read);
  }
  const input = await readFileInput(path, stdin);
  const { name, profile } = input;
  const facts = { seconds: Number(profile.durationNanos) / 1e9, ...profileFacts(profile) };
  return sideOf(name, [input], facts);
}

function kindOf(run: Run, path: string, kind: CaptureKind | undefined): CaptureKind {
  const kinds = [...new Set(run.captures.map((each) => each.kind))];
  const wanted = kind ?? kinds[0];
  if (wanted !== undefined && kinds.includes(wanted)) return wanted;
  throw new FlamebenchError('bad-argument', path, {
    reason:
      kinds.length === 0
        ? 'the run has no captures'
        : `the run has no ${kind} capture, only ${kinds.join(', ')}`,
  });
}

async function runSide(
  run: Run,
  captures: readonly Capture[],
  read: (file: string) => Promise<Uint8Array>,
): Promise<Side> {
  const inputs: ProfileInput[] = [];
  for (const capture of captures) inputs.push(await captureInput(run, capture, read));
  const { variant, kind } = captures[0]!;
  const { label, load } = run.plan.variants[variant]!;
  const shares = run.turns.flatMap((turn) =>
    turn.variant === variant && turn.report !== null ? [errorShareOf(turn.report)] : [],
  );
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return sideOf(`${label || run.label} ${kind}`, inputs, {
    load,
    ...(shares.length > 0 ? { errorShare: mean(shares) } : {}),
    seconds: mean(captures.map(({ startedMs, endedMs }) => endedMs - startedMs)) / 1000,
    ...profileFacts(inputs[0]!.profile),
  });
}

function sideOf(name: string, captures: readonly ProfileInput[], facts: SideFacts): Side {
  return { name, captures, pooled: poolInputs(name, captures), facts };
}

/** The files that a text names. One that is there is meant as it is, whatever characters its name has. */
async function pathsOf(text: string): Promise<string[]> {
  if (await isThere(text)) return [text];
  const parts = text.split(',').filter((part) => part !== '');
  const paths: string[] = [];
  for (const part of parts) paths.push(...(await matching(part)));
  return paths.length === 0 ? [text] : paths;
}

/** `*` and `?` in the last part of a path stand for what the folder holds, in order of names. */
async function matching(path: string): Promise<string[]> {
  const pattern = basename(path);
  if (!/[*?]/.test(pattern) || (await isThere(path))) return [path];
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  const folder = dirname(path);
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    throw fileError(error, folder);
  }
  const found = names.filter((name) => new RegExp(`^${source}$`).test(name)).sort();
  if (found.length === 0) throw new FlamebenchError('file-not-found', path);
  return found.map((name) => join(folder, name));
}
