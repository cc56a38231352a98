import { sentence } from '../../engine/advice/sentence';
import type { Profile } from '../../engine/model/profile';
import { simplifyNames } from '../../engine/pprof/simplify';
import { applySymbols } from '../../engine/symbols/apply';
import type { SymbolizeMode } from '../../engine/symbols/mode';
import { remoteQuestions, type SymbolService } from '../../engine/symbols/remote';
import { FlamebenchError, toFailure } from '../../proto/errors';
import { type FrameCache, localFrames } from './local';
import type { FindTool } from './tools';

export interface SymbolizePorts {
  readonly findTool: FindTool;
  /** Folders with binaries; see binaryFolders. */
  readonly folders: readonly string[];
  /** Services that the profile, or a part of it, came from. */
  readonly services: readonly SymbolService[];
  /** Keeps what binaries have told; empty at first. */
  readonly cache?: FrameCache;
  readonly signal?: AbortSignal | undefined;
  /** Tells a person what could not be found out. */
  readonly note: (line: string) => void;
}

/** Debug information of large programs takes a symboliser minutes to read. */
const localDeadlineSeconds = 300;
const remoteDeadlineSeconds = 60;

/**
 * The profile with names, files and lines for the addresses that have none, as far as binaries on this machine
 * and the services it came from know them; function names demangled.
 *
 * @param mode null = the profile as it is.
 * @throws FlamebenchError 'cancelled'. Everything else that fails is told of, and leaves addresses as they are.
 */
export async function symbolize(
  profile: Profile,
  mode: SymbolizeMode | null,
  ports: SymbolizePorts,
): Promise<Profile> {
  if (mode === null) return profile;
  const { signal, note } = ports;
  let named = profile;
  if (mode.isLocal) {
    const frames = await localFrames(profile, {
      ...ports,
      isFast: mode.isFast,
      isForced: mode.isForced,
      deadlineSeconds: localDeadlineSeconds,
    });
    named = applySymbols(profile, frames);
  }
  if (mode.isRemote && ports.services.length > 0) {
    for (const question of remoteQuestions(named, ports.services, mode.isForced)) {
      // Loaded where a service is asked, since it brings Node's HTTP.
      const { remoteFrames } = await import('./remote');
      try {
        const frames = await remoteFrames(question, { deadlineSeconds: remoteDeadlineSeconds, signal });
        named = applySymbols(named, frames);
      } catch (error) {
        if (signal?.aborted) throw new FlamebenchError('cancelled', 'symbolization');
        note(sentence(toFailure(error, question.service.url)));
      }
    }
  }
  return simplifyNames(named, { detail: mode.demangle, isForced: mode.isForced });
}
