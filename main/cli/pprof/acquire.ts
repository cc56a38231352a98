import { open, readFile } from 'node:fs/promises';
import { sentence } from '../../../engine/advice/sentence';
import type { Profile } from '../../../engine/model/profile';
import { finishProfile, mergeSources } from '../../../engine/pprof/load';
import { simplifyNames } from '../../../engine/pprof/simplify';
import { isSymbolized, isWithoutSymbols, mappingFacts } from '../../../engine/symbols/mappings';
import { type SymbolService, symbolService } from '../../../engine/symbols/remote';
import { toFailure } from '../../../proto/errors';
import { fileError } from '../../services/file-error';
import type { TlsIdentity } from '../../services/http';
import type { SymbolizePorts } from '../../symbols/symbolize';
import type { VerbContext } from '../verb';
import type { PprofArguments } from './flags';
import { remoteSource } from './remote-source';
import { reportNamed } from './reports';
import { keepProfile } from './save';
import { fetchSources } from './sources';

/** First bytes of ELF, Mach-O and Windows programs. */
const programMarks = ['7f454c46', 'feedface', 'feedfacf', 'cefaedfe', 'cffaedfe', 'cafebabe', '4d5a'];

async function isProgram(path: string): Promise<boolean> {
  try {
    const file = await open(path);
    try {
      const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
      return programMarks.some((mark) => buffer.toString('hex').startsWith(mark));
    } finally {
      await file.close();
    }
  } catch {
    return false;
  }
}

async function readPem(files: PprofArguments['tls']): Promise<TlsIdentity> {
  const named = Object.entries(files).filter(([, path]) => path !== '');
  const read = named.map(async ([name, path]) => {
    const pem = await readFile(path).catch((error: unknown) => {
      throw fileError(error, path);
    });
    return [name, pem] as const;
  });
  return Object.fromEntries(await Promise.all(read));
}

/**
 * The profile that a command line is about: its sources fetched and merged, less its bases. What came from a
 * service is kept on disk.
 * @throws FlamebenchError where no source or no base can be had, or they cannot be combined
 */
export async function acquireProfile(
  args: PprofArguments,
  { terminal, signal }: Pick<VerbContext, 'terminal' | 'signal'>,
): Promise<Profile> {
  const note = (line: string) => terminal.note(line);
  const leadsWithProgram = args.sources.length > 1 && (await isProgram(args.sources[0]!));
  const program = leadsWithProgram ? args.sources[0]! : '';
  const operands = args.sources.slice(leadsWithProgram ? 1 : 0);
  const { seconds, timeoutSeconds } = args;
  const fetchOptions = { seconds, timeoutSeconds, tls: await readPem(args.tls), signal, note };
  const [sources, bases] = await Promise.all([
    fetchSources(operands, 'source', fetchOptions),
    fetchSources(args.bases, 'base', fetchOptions),
  ]);
  const isRemote = sources.isRemote || bases.isRemote;
  const report = reportNamed(args.command);
  const options = {
    bases: bases.profiles,
    program: { file: program, buildId: args.buildId },
    isDiffBase: args.isDiffBase,
    normalizes: args.options.normalize,
    keepsAllFrames: args.keepsAllFrames,
    // What is kept or asked about again may be shown sample by sample.
    onlySums: !isRemote && report !== undefined && report.showsSamples !== true,
    comment: args.comment,
  };
  const merged = mergeSources(sources.profiles, options);
  const named = await nameAddresses(merged, args, {
    services: servicesOf(operands, sources.profiles),
    signal,
    note,
  });
  const profile = finishProfile(named, options);
  if (isRemote) {
    await keepProfile(profile, process.env).then(
      (path) => note(`Saved profile in ${path}`),
      (error: unknown) => note(sentence(toFailure(error, 'the profile'))),
    );
  }
  return profile;
}

/** The profile with names for its addresses, as -symbolize asks. */
async function nameAddresses(
  profile: Profile,
  { symbolize: mode, tools }: PprofArguments,
  ports: Pick<SymbolizePorts, 'services' | 'signal' | 'note'>,
): Promise<Profile> {
  if (mode === null) return profile;
  if (!mode.isForced && !hasUnnamed(profile)) {
    return simplifyNames(profile, { detail: mode.demangle, isForced: false });
  }
  // Most profiles have their names: reports on them are over sooner without the symbolisers.
  const { symbolizeHere } = await import('./symbolize-here');
  return symbolizeHere(profile, mode, tools, ports);
}

/** Whether some mapping came without names, and may have some. */
function hasUnnamed(profile: Profile): boolean {
  for (let row = 0; row < profile.mappings.length; row++) {
    const { file } = mappingFacts(profile, row);
    if (!isSymbolized(profile.mappings, row) && (file === '' || !isWithoutSymbols(file))) return true;
  }
  return false;
}

/** The services among the sources; where some sources failed, nobody knows which profile came from which. */
function servicesOf(sources: readonly string[], profiles: readonly Profile[]): readonly SymbolService[] {
  if (profiles.length !== sources.length) return [];
  return sources.flatMap((source, i) => {
    const remote = remoteSource(source);
    return remote === null ? [] : [symbolService(remote.url.href, profiles[i]!)];
  });
}
