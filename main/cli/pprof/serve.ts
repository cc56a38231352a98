import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { sentence } from '../../../engine/advice/sentence';
import type { Profile } from '../../../engine/model/profile';
import { defaultOptions, optionNames, type ReportOptions } from '../../../engine/pprof/options';
import { runReport } from '../../../engine/pprof/report';
import { normalizeTo } from '../../../engine/pprof/sources';
import { FlamebenchError, toFailure } from '../../../proto/errors';
import type { OpenedFile } from '../../../proto/ipc';
import { isLoopback, parseListenAddress } from '../../http/address';
import type { Opening } from '../../http/pages';
import { serveBrowserWindow } from '../../http/window';
import { browserDeskFile, defaultLibraryFolder } from '../../services/library-folder';
import { createNodeFork } from '../../services/node-fork';
import { openBrowser } from '../../services/open-browser';
import { readProfileFile } from '../../services/profile-file';
import type { VerbContext } from '../verb';
import { acquireProfile } from './acquire';
import type { PprofArguments } from './flags';
import { localPlace } from './local-place';
import { profileFile } from './save';

/** Options that say how a report is written, not what it is of; the comparison normalizes by itself. */
const notOfTheProfile = new Set<string>(['output', 'normalize', 'sample_index']);

/**
 * Serves the window to a browser until the person ends it, with the profiles of the command line open: the
 * sources merged less their bases, or with -diff_base both as a comparison. Filters are applied to what it
 * shows.
 * @throws FlamebenchError where no profile can be had, or the address cannot be listened at
 */
export async function serveInBrowser(args: PprofArguments, context: VerbContext): Promise<void> {
  const { terminal, signal, distFolder } = context;
  const listen = parseListenAddress(args.http);
  const opening = await openingOf(args, context);
  signal.throwIfAborted();
  const server = await serveBrowserWindow({
    listen,
    openings: [opening],
    fork: createNodeFork(distFolder),
    distFolder,
    libraryPath: defaultLibraryFolder(),
    deskFile: browserDeskFile(),
  });
  try {
    terminal.note(`Serving web UI on ${server.url}`);
    if (!isLoopback(listen.host)) {
      terminal.note(
        'Other machines reach it, too: whoever learns the address can use Flamebench here, and nothing is encrypted.',
      );
    }
    if (args.opensBrowser && !(await openBrowser(server.url))) {
      terminal.note('No browser could be opened: open the address above, with what follows the #.');
    }
    await aborted(signal);
  } finally {
    await server.close();
  }
}

async function openingOf(args: PprofArguments, context: VerbContext): Promise<Opening> {
  const { terminal } = context;
  const name = nameOf(args.sources);
  if (args.isDiffBase) {
    const only = { ...args, bases: [], isDiffBase: false, options: { ...args.options, normalize: false } };
    const [before, after] = [
      await acquireProfile({ ...only, sources: args.bases }, context),
      await acquireProfile(only, context),
    ];
    const scaled = args.options.normalize ? normalizeTo(after, before) : after;
    const value = {
      before: await fileOf(nameOf(args.bases), before, args.options, context),
      after: await fileOf(name, scaled, args.options, context),
    };
    return { name: 'comparison.opened', value };
  }
  const profile = await acquireProfile(args, context);
  const asItIs = await untouched(args).catch((error: unknown) => {
    terminal.note(sentence(toFailure(error, name)));
    return null;
  });
  const value =
    asItIs === null ? await fileOf(name, profile, args.options, context) : { name, bytes: asItIs };
  return { name: 'file.opened', value };
}

/** The bytes of the one file that is asked for as it is; null where the window is to see something else. */
async function untouched({
  sources,
  bases,
  comment,
  buildId,
  options,
}: PprofArguments): Promise<Uint8Array | null> {
  const [path] = sources;
  const isPlain = sources.length === 1 && bases.length === 0 && comment === '' && buildId === '';
  if (!isPlain || isFiltered(options) || options.sample_index !== '') return null;
  const isFile = await stat(path!).then(
    (entry) => entry.isFile(),
    () => false,
  );
  return isFile ? readProfileFile(path!, path!) : null;
}

/** The profile as a file, less what the filters leave out. */
async function fileOf(
  name: string,
  profile: Profile,
  options: ReportOptions,
  { terminal }: VerbContext,
): Promise<OpenedFile> {
  let shown = profile;
  if (isFiltered(options)) {
    const { output, notes } = runReport(profile, { command: 'proto', options, place: localPlace });
    for (const line of notes) terminal.note(line);
    if (output.kind === 'profile') shown = output.profile;
  }
  if (options.sample_index !== '') shown = { ...shown, defaultSampleType: sampleType(shown, options) };
  return { name, bytes: await profileFile(shown) };
}

function isFiltered(options: ReportOptions): boolean {
  const initial = defaultOptions();
  return optionNames.some((name) => !notOfTheProfile.has(name) && options[name] !== initial[name]);
}

/** @throws FlamebenchError 'bad-argument' */
function sampleType({ sampleTypes }: Profile, { sample_index: wanted }: ReportOptions): string {
  const found = sampleTypes.find(({ type }, i) => type === wanted || String(i) === wanted);
  if (found !== undefined) return found.type;
  const types = sampleTypes.map(({ type }) => type).join(', ');
  throw new FlamebenchError('bad-argument', `-sample_index=${wanted}`, {
    reason: `the profile has ${types}`,
  });
}

/** 'cpu.pb.gz', 'host:6060/debug/pprof/heap', 'cpu.1.pb.gz and 2 more'. */
function nameOf(sources: readonly string[]): string {
  const [first = ''] = sources;
  const name = /^https?:/i.test(first) ? first.replace(/^https?:\/\//i, '') : basename(first);
  return sources.length > 1 ? `${name} and ${sources.length - 1} more` : name;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
