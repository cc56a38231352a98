import { open } from 'node:fs/promises';
import { sentence } from '../../../engine/advice/sentence';
import type { Profile } from '../../../engine/model/profile';
import { commands } from '../../../engine/pprof/commands';
import { loadProfile } from '../../../engine/pprof/load';
import { toFailure } from '../../../proto/errors';
import type { VerbContext } from '../verb';
import type { PprofArguments } from './flags';
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
  const fetchOptions = { seconds: args.seconds, timeoutSeconds: args.timeoutSeconds, signal, note };
  const [sources, bases] = await Promise.all([
    fetchSources(args.sources.slice(leadsWithProgram ? 1 : 0), 'source', fetchOptions),
    fetchSources(args.bases, 'base', fetchOptions),
  ]);
  const isRemote = sources.isRemote || bases.isRemote;
  const command = Object.hasOwn(commands, args.command) ? commands[args.command] : undefined;
  const profile = loadProfile(sources.profiles, {
    bases: bases.profiles,
    program: { file: program, buildId: args.buildId },
    isDiffBase: args.isDiffBase,
    normalizes: args.options.normalize,
    keepsAllFrames: args.keepsAllFrames,
    names: args.names,
    // What is kept or asked about again may be shown sample by sample.
    onlySums: !isRemote && command !== undefined && command.showsSamples !== true,
    comment: args.comment,
  });
  if (isRemote) {
    await keepProfile(profile, process.env).then(
      (path) => note(`Saved profile in ${path}`),
      (error: unknown) => note(sentence(toFailure(error, 'the profile'))),
    );
  }
  return profile;
}
