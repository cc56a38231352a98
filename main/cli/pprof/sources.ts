import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { sentence } from '../../../engine/advice/sentence';
import { readProfile } from '../../../engine/formats/index';
import type { Profile } from '../../../engine/model/profile';
import { toFailure } from '../../../proto/errors';
import { inflateNode } from '../../services/inflate';
import { readProfileFile } from '../../services/profile-file';
import type { FetchOptions } from './fetch-url';
import { remoteSource } from './remote-source';

export interface Fetched {
  readonly profiles: readonly Profile[];
  /** Whether one came from a service. */
  readonly isRemote: boolean;
}

const fetchedAtOnce = 128;

/**
 * Reads all sources, many at once. Those that fail are told of and left out.
 * @param what what they are, in the failure: 'source'
 * @throws FlamebenchError of the first where all fail
 */
export async function fetchSources(
  sources: readonly string[],
  what: string,
  options: FetchOptions,
): Promise<Fetched> {
  const settled: PromiseSettledResult<{ profile: Profile; isRemote: boolean }>[] = [];
  for (let at = 0; at < sources.length; at += fetchedAtOnce) {
    const some = sources.slice(at, at + fetchedAtOnce);
    settled.push(...(await Promise.allSettled(some.map((source) => fetchSource(source, options)))));
  }
  const profiles: Profile[] = [];
  let isRemote = false;
  for (const [i, outcome] of settled.entries()) {
    if (outcome.status === 'fulfilled') {
      profiles.push(outcome.value.profile);
      isRemote ||= outcome.value.isRemote;
    } else if (sources.length === 1 || options.signal.aborted) throw outcome.reason;
    else options.note(sentence(toFailure(outcome.reason, sources[i]!)));
  }
  const [first] = settled;
  if (profiles.length === 0 && first?.status === 'rejected') throw first.reason;
  if (profiles.length < sources.length)
    options.note(`Read ${profiles.length} of ${sources.length} ${what}s.`);
  return { profiles, isRemote };
}

/** Whether all of them are files, so that nothing is waited for. */
export function areFiles(sources: readonly string[]): boolean {
  return sources.every((source) => existsSync(source) || remoteSource(source) === null);
}

async function fetchSource(
  source: string,
  options: FetchOptions,
): Promise<{ profile: Profile; isRemote: boolean }> {
  const isFile = await stat(source).then(
    () => true,
    () => false,
  );
  const remote = isFile ? null : remoteSource(source);
  if (remote === null) {
    const bytes = await readProfileFile(source, source);
    return { profile: await readProfile(bytes, source, inflateNode), isRemote: false };
  }
  // Loaded for these alone: reports on files are over sooner without it.
  return { profile: await (await import('./fetch-url')).fetchUrl(remote, options), isRemote: true };
}
