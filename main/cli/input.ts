import { stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { concatBytes } from '../../engine/flamegraph/bytes';
import { readProfile } from '../../engine/formats/index';
import { defaultSampleIndex, type Profile } from '../../engine/model/profile';
import { counterpart, findSampleType, sampleTypeNames } from '../../engine/model/sample-types';
import { subtractAllocations } from '../../engine/model/subtract';
import { poolProfiles } from '../../engine/stats/pool';
import { FlamebenchError } from '../../proto/errors';
import type { Capture, CaptureKind, Run } from '../../proto/run';
import { fileError } from '../services/file-error';
import { nodeFileStore } from '../services/file-store';
import { inflateNode } from '../services/inflate';
import { openLibrary } from '../services/library';
import { readProfileFile } from '../services/profile-file';
import type { VerbContext } from './verb';

/** A profile to report on, and what is known of how it was taken. */
export interface ProfileInput {
  readonly name: string;
  readonly profile: Profile;
  readonly kind: CaptureKind | 'unknown';
  /** Requests that ran while it was taken; 0 = unknown. */
  readonly requests: number;
}

/** What several captures come to, and they themselves. One capture is its own only one. */
export interface PooledInput extends ProfileInput {
  /** In the order of their rounds. */
  readonly captures: readonly ProfileInput[];
}

/** Captures of one kind as one; their requests are known only where those of each are. */
export function poolInputs(name: string, captures: readonly ProfileInput[]): PooledInput {
  const known = captures.every(({ requests }) => requests > 0);
  return {
    name,
    profile: poolProfiles(captures.map(({ profile }) => profile)),
    kind: captures[0]!.kind,
    requests: known ? captures.reduce((sum, { requests }) => sum + requests, 0) : 0,
    captures,
  };
}

/** A library that is only looked into: nothing in a folder that a person names is swept or changed. */
const readOnlyStore = { ...nodeFileStore, remove: async () => {} };

/**
 * A capture of a run as it is reported on: of a heap profile, what was allocated inside the capture's window.
 * @param read gives a file of the run
 */
export async function captureInput(
  run: Run,
  capture: Capture,
  read: (file: string) => Promise<Uint8Array>,
): Promise<ProfileInput> {
  const variant = run.plan.variants[capture.variant]!.label || run.label;
  const round = run.plan.rounds === 1 ? '' : `, round ${capture.round + 1}`;
  const name = `${variant}${round} ${capture.kind}`;
  const profile = await readProfile(await read(capture.file), name, inflateNode);
  const { kind, requests } = capture;
  if (capture.baseFile === '') return { name, kind, requests, profile };
  const base = await readProfile(await read(capture.baseFile), name, inflateNode);
  return { name, kind, requests, profile: subtractAllocations(profile, base) };
}

/**
 * Reads the run in a folder.
 * @throws FlamebenchError 'bad-argument' for what is no run, 'run-broken' and file errors
 */
export async function readRun(
  path: string,
): Promise<{ run: Run; read: (file: string) => Promise<Uint8Array> }> {
  const bad = (reason: string) => new FlamebenchError('bad-argument', path, { reason });
  if (!(await isFolder(path))) throw bad('it is one file, and neither two profiles nor the folder of a run');
  const folder = resolve(path);
  if (!(await isThere(join(folder, 'run.json')))) throw bad('the folder holds no run.json, so it is no run');
  const id = basename(folder);
  const library = openLibrary(dirname(folder), readOnlyStore);
  return { run: await library.read(id), read: (file) => library.readFile(id, file) };
}

/** Whether there is a file or folder of that name. */
export const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** @throws FlamebenchError file errors, where nothing is there */
export async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    throw fileError(error, path);
  }
}

/** The bytes of a profile's file; those of standard input for '-'. */
async function readBytes(path: string, stdin: VerbContext['stdin']): Promise<Uint8Array> {
  if (path !== '-') return readProfileFile(path, path);
  const parts: Uint8Array[] = [];
  for await (const part of stdin ?? []) parts.push(part);
  return concatBytes(parts);
}

/**
 * Reads a profile's file, or standard input for '-'.
 * @throws FlamebenchError file errors, and every way in which bytes can fail to be a profile
 */
export async function readFileInput(path: string, stdin: VerbContext['stdin']): Promise<ProfileInput> {
  const name = path === '-' ? 'standard input' : path;
  const profile = await readProfile(await readBytes(path, stdin), name, inflateNode);
  return { name: basename(name), profile, kind: 'unknown', requests: 0 };
}

/** The variants of a run that are meant: of one that compares two both, unless `side` names one. */
function variantsMeant(run: Run, folder: string, side: string | undefined): number[] {
  const { variants } = run.plan;
  if (side === undefined) return [...variants.keys()];
  const letter = ['A', 'B'].indexOf(side.toUpperCase());
  const found = letter >= 0 ? letter : variants.findIndex(({ label }) => label === side);
  if (found >= 0 && found < variants.length) return [found];
  const names = variants.flatMap(({ label }, i) => ['AB'.charAt(i), ...(label === '' ? [] : [label])]);
  throw new FlamebenchError('bad-argument', folder, {
    reason:
      variants.length === 1
        ? 'the run has one side'
        : `the run has the sides ${[...new Set(names)].join(', ')}`,
  });
}

/**
 * One kind of profile of each side that is meant, its rounds pooled. Of two sides those rounds that both have, since
 * what is compared shall be what was measured in turn; where they have none in common, all of each.
 */
async function runInputs(
  folder: string,
  kind: CaptureKind | undefined,
  side: string | undefined,
): Promise<PooledInput[]> {
  const { run, read } = await readRun(folder);
  const wanted = kind ?? run.captures[0]?.kind;
  const measured = variantsMeant(run, folder, side)
    .map((variant) => capturesOf(run, wanted, variant))
    .filter((captures) => captures.length > 0);
  const sides: PooledInput[] = [];
  for (const captures of measured.length === 2 ? commonRounds(measured[0]!, measured[1]!) : measured) {
    const inputs: ProfileInput[] = [];
    for (const capture of captures) inputs.push(await captureInput(run, capture, read));
    const label = run.plan.variants[captures[0]!.variant]!.label || run.label;
    const name = inputs.length === 1 ? inputs[0]!.name : `${label} ${inputs[0]!.kind}`;
    sides.push(poolInputs(name, inputs));
  }
  if (sides.length > 0) return sides;
  const kinds = [...new Set(run.captures.map((each) => each.kind))].join(', ');
  const what = side === undefined ? 'the run' : `side ${side} of the run`;
  throw new FlamebenchError('bad-argument', folder, {
    reason: kinds === '' ? 'the run has no captures' : `${what} has no ${wanted} capture, only ${kinds}`,
  });
}

/** What a variant's captures of a kind are, round by round. */
export function capturesOf(run: Run, kind: CaptureKind | undefined, variant: number): Capture[] {
  return run.captures
    .filter((each) => each.kind === kind && each.variant === variant)
    .sort((a, b) => a.round - b.round);
}

/** Of two variants' captures those of rounds that both have; all where there are none. */
function commonRounds(
  before: readonly Capture[],
  after: readonly Capture[],
): readonly (readonly Capture[])[] {
  const common = [roundsIn(before, after), roundsIn(after, before)];
  return common[0]!.length > 0 ? common : [before, after];
}

/** The captures of rounds that others have too. */
export function roundsIn(captures: readonly Capture[], others: readonly Capture[]): Capture[] {
  return captures.filter(({ round }) => others.some((other) => other.round === round));
}

/** Which profile is meant of what a path names. */
export interface Choice {
  /** Which kind of a run's profiles; that of the first capture where undefined. */
  readonly kind?: CaptureKind | undefined;
  /** Which side of a run that compares two: 'A', 'B', or its name. */
  readonly side?: string | undefined;
}

/**
 * Reads a profile file, standard input for '-', or one kind of profile of a run's folder: of a run that compares two
 * sides both, unless one is chosen, and of such a run that is broken what it has.
 * @throws FlamebenchError file errors, 'run-broken', and every way in which bytes can fail to be a profile
 */
export async function readInputs(
  path: string,
  { kind, side }: Choice,
  { stdin }: Pick<VerbContext, 'stdin'>,
): Promise<PooledInput[]> {
  if (path !== '-' && (await isFolder(path))) return runInputs(path, kind, side);
  const input = await readFileInput(path, stdin);
  return [poolInputs(input.name, [input])];
}

/**
 * The same where it has to be one profile.
 * @throws FlamebenchError as {@link readInputs}, and 'bad-argument' for a run of two sides of which none is chosen
 */
export async function readInput(
  path: string,
  choice: Choice,
  context: Pick<VerbContext, 'stdin'>,
): Promise<PooledInput> {
  const [input, other] = await readInputs(path, choice, context);
  if (other === undefined) return input!;
  const reason = `the run compares '${input!.name}' and '${other.name}'; --side A or --side B says which is meant`;
  throw new FlamebenchError('bad-argument', path, { reason });
}

/**
 * Row of the sample type to report.
 * @param wanted its name or number; the kind's usual one where undefined
 * @throws FlamebenchError 'bad-argument' when the profile has no such type
 */
export function chooseSampleType(input: ProfileInput, wanted?: string): number {
  const { sampleTypes } = input.profile;
  if (sampleTypes.length === 0) {
    throw new FlamebenchError('bad-argument', input.name, { reason: 'the profile has no sample types' });
  }
  if (wanted === undefined) {
    const counted = input.kind === 'heap' || input.kind === 'allocs';
    const allocated = counted ? findSampleType(sampleTypes, 'alloc_space') : -1;
    return allocated >= 0 ? allocated : defaultSampleIndex(input.profile);
  }
  const index = /^\d+$/.test(wanted) ? Number(wanted) : findSampleType(sampleTypes, wanted);
  if (index < 0 || index >= sampleTypes.length) throw lacksType(input, wanted);
  return index;
}

/**
 * Row of what counts the same in another input.
 * @throws FlamebenchError 'bad-argument' where nothing does
 */
export function counterpartOf({ profile }: ProfileInput, index: number, other: ProfileInput): number {
  const { type, unit } = profile.sampleTypes[index]!;
  const { sampleTypes } = other.profile;
  const row = counterpart(profile.sampleTypes, index, sampleTypes);
  if (row >= 0) return row;
  if (findSampleType(sampleTypes, type) < 0) throw lacksType(other, type);
  const units = sampleTypes.filter((each) => each.type === type).map((each) => each.unit || 'nothing named');
  const reason = `one side counts in ${unit || 'nothing named'}, the other in ${units.join(' and ')}`;
  throw new FlamebenchError('bad-argument', `sample type ${type}`, { reason });
}

function lacksType({ name, profile }: ProfileInput, wanted: string): FlamebenchError {
  const names = sampleTypeNames(profile.sampleTypes).join(', ');
  return new FlamebenchError('bad-argument', wanted, { reason: `${name} has the sample types ${names}` });
}
