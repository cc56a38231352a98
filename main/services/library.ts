import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { FlamebenchError } from '../../proto/errors';
import { type Run, type RunSummary, runFormatVersion, runSchema, summaryOf } from '../../proto/run';
import { upgradeRun } from '../../proto/run-upgrade';
import type { FileStore } from '../ports';
import { type Annotation, annotated, replaceManifest } from './annotate';
import { fileError } from './file-error';
import { nodeFileStore } from './file-store';

const manifestName = 'run.json';
/** Nobody else's: a library may be any folder a person names, and what bears this is swept from it. */
const temporaryPrefix = '.flamebench-tmp-';
/** No save takes this long: an older temporary folder belongs to a process that died in the middle. */
const staleMs = 60 * 60 * 1000;
/** A file or folder name of ours: never a path, never hidden, never '..'. */
const safeName = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,199}$/;

export interface BrokenRun {
  readonly id: string;
  /** 'run-broken' or a file error. */
  readonly error: FlamebenchError;
}

/** A folder of runs; see README.md for what a run's folder holds. All methods throw FlamebenchError. */
export interface Library {
  readonly folder: string;
  /** Newest first; folders that cannot be read as runs are left out. */
  list(): Promise<RunSummary[]>;
  /** The folders that {@link list} left out, and why. */
  broken(): Promise<BrokenRun[]>;
  read(id: string): Promise<Run>;
  /** A file of a run's own folder; anything else is 'file-not-found'. */
  readFile(id: string, file: string): Promise<Uint8Array>;
  /** Fails as {@link write} would where the folder takes nothing, so that nobody measures what cannot be kept. */
  prepare(): Promise<void>;
  /**
   * Saves a new run with its files, all or nothing: until the moment it is whole it is not in the library,
   * and after a failure there is no trace of it.
   */
  write(run: Run, files: ReadonlyMap<string, Uint8Array>): Promise<void>;
  /** Replaces a run's notes and tags, all or nothing, and gives the run as it then is. */
  annotate(id: string, annotation: Annotation): Promise<Run>;
}

/** Opens the library in a folder, which need not exist yet, and sweeps what crashed processes left in it. */
export function openLibrary(
  folder: string,
  files: FileStore = nodeFileStore,
  nowMs: () => number = Date.now,
): Library {
  // Sweeping is a courtesy: if it fails, the library works as well.
  const swept = sweep(folder, files, nowMs()).catch(() => {});

  async function scan(): Promise<{ runs: Run[]; broken: BrokenRun[] }> {
    await swept;
    const runs: Run[] = [];
    const broken: BrokenRun[] = [];
    for (const id of await runFolders(folder, files)) {
      try {
        runs.push(await readRun(folder, files, id));
      } catch (error) {
        broken.push({ id, error: fileError(error, id) });
      }
    }
    return { runs, broken };
  }

  // One after the other: two annotations at once would write the same temporary file.
  let annotating: Promise<unknown> = Promise.resolve();

  return {
    folder,
    async list() {
      const { runs } = await scan();
      const newestFirst = (a: Run, b: Run) => compare(b.createdAt, a.createdAt) || compare(b.id, a.id);
      return runs.sort(newestFirst).map(summaryOf);
    },
    async broken() {
      return (await scan()).broken;
    },
    read: (id) => readRun(folder, files, id),
    readFile: (id, file) => readRunFile(folder, files, id, file),
    prepare: () => tryFolder(folder, files),
    async write(run, contents) {
      await swept;
      await writeRun(folder, files, run, contents);
    },
    annotate(id, annotation) {
      const done = annotating.then(() => annotateRun(folder, files, id, annotation));
      annotating = done.catch(() => {});
      return done;
    },
  };
}

async function readRun(folder: string, files: FileStore, id: string): Promise<Run> {
  const bytes = await readRunFile(folder, files, id, manifestName);
  const broken = (reason: string) => new FlamebenchError('run-broken', id, { reason });
  let data: unknown;
  try {
    data = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw broken(`${manifestName} is not JSON`);
  }
  const format = (data as { format?: unknown } | null)?.format;
  if (typeof format === 'number' && format > runFormatVersion) {
    throw broken(
      `it was saved in format ${format} by a newer Flamebench, and this one reads up to ${runFormatVersion}`,
    );
  }
  const parsed = runSchema.safeParse(upgradeRun(data));
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    throw broken(`${manifestName}: ${issue.path.join('.') || 'the whole'}: ${issue.message}`);
  }
  // The folder's name is the truth: people copy and rename folders.
  return { ...parsed.data, id };
}

async function annotateRun(
  folder: string,
  files: FileStore,
  id: string,
  annotation: Annotation,
): Promise<Run> {
  // Reading it first refuses what is no run of ours to write to: links, newer formats, broken manifests.
  await readRun(folder, files, id);
  const manifest = new TextDecoder().decode(await readRunFile(folder, files, id, manifestName));
  try {
    await replaceManifest(join(folder, id), annotated(manifest, annotation), files);
  } catch (error) {
    throw fileError(error, `${id}/${manifestName}`);
  }
  return readRun(folder, files, id);
}

async function readRunFile(folder: string, files: FileStore, id: string, file: string): Promise<Uint8Array> {
  const subject = `${id}/${file}`;
  if (!safeName.test(id) || !safeName.test(file)) throw new FlamebenchError('file-not-found', subject);
  try {
    const runFolder = join(folder, id);
    // Links are refused, so that nothing outside the library can be reached through it.
    if ((await files.kind(runFolder)) !== 'folder' || (await files.kind(join(runFolder, file))) !== 'file') {
      throw new FlamebenchError('file-not-found', subject);
    }
    return await files.readFile(join(runFolder, file));
  } catch (error) {
    throw fileError(error, subject);
  }
}

async function writeRun(
  folder: string,
  files: FileStore,
  run: Run,
  contents: ReadonlyMap<string, Uint8Array>,
): Promise<void> {
  const { id } = runSchema.parse(run);
  const final = join(folder, id);
  const temporary = join(folder, `${temporaryPrefix}${id}`);
  const manifest = new TextEncoder().encode(`${JSON.stringify(run, null, 2)}\n`);
  for (const name of [id, ...contents.keys()]) {
    if (!safeName.test(name) || name === manifestName) {
      throw new FlamebenchError('bad-argument', name, { reason: 'not a name for a file of a run' });
    }
  }
  // Ours to remove after a failure only from the moment we made it.
  let made = '';
  try {
    await files.makeFolders(folder);
    if ((await files.kind(final)) !== 'none' || (await files.kind(temporary)) !== 'none') {
      throw new FlamebenchError('io-failed', final, { reason: 'a run of this name is there already' });
    }
    made = temporary;
    await files.makeFolders(temporary);
    for (const [name, bytes] of contents) await files.writeNewFile(join(temporary, name), bytes);
    // Last, so that even a folder that was renamed by hand in the middle is not taken for a run.
    await files.writeNewFile(join(temporary, manifestName), manifest);
    await files.syncFolder(temporary);
    await files.rename(temporary, final);
    made = final;
    await files.syncFolder(folder);
  } catch (error) {
    if (made === final) {
      // Out of the list in one step, before the files go one by one.
      await files.rename(final, temporary).then(
        () => {
          made = temporary;
        },
        () => {},
      );
    }
    if (made !== '') await files.remove(made).catch(() => {});
    throw fileError(error, final);
  }
}

async function tryFolder(folder: string, files: FileStore): Promise<void> {
  const trial = join(folder, `${temporaryPrefix}${randomBytes(6).toString('hex')}`);
  try {
    await files.makeFolders(trial);
    await files.remove(trial);
  } catch (error) {
    throw fileError(error, folder);
  }
}

async function sweep(folder: string, files: FileStore, nowMs: number): Promise<void> {
  if ((await files.kind(folder)) !== 'folder') return;
  for (const { name, kind } of await files.entries(folder)) {
    if (kind !== 'folder' || !name.startsWith(temporaryPrefix)) continue;
    const path = join(folder, name);
    if (nowMs - (await files.modifiedMs(path)) > staleMs) await files.remove(path);
  }
}

async function runFolders(folder: string, files: FileStore): Promise<string[]> {
  try {
    if ((await files.kind(folder)) === 'none') return [];
    const entries = await files.entries(folder);
    return entries.filter((e) => e.kind === 'folder' && safeName.test(e.name)).map((e) => e.name);
  } catch (error) {
    throw fileError(error, folder);
  }
}

/** By code units: ISO times and ids are ASCII. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
