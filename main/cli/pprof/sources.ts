import { readFile, stat } from 'node:fs/promises';
import { sentence } from '../../../engine/advice/sentence';
import { readProfile } from '../../../engine/formats/index';
import type { Profile } from '../../../engine/model/profile';
import { FlamebenchError, toFailure } from '../../../proto/errors';
import { defaultMaxBytes } from '../../services/capture';
import { fileError } from '../../services/file-error';
import { httpGet } from '../../services/http';
import { inflateNode } from '../../services/inflate';
import { statusError } from '../../services/service-text';

export interface FetchOptions {
  /** -1 = as the URL says. */
  readonly seconds: number;
  /** -1 = what suits the profile's length. */
  readonly timeoutSeconds: number;
  readonly signal: AbortSignal;
  /** Tells the person something. */
  readonly note: (line: string) => void;
}

export interface Fetched {
  readonly profiles: readonly Profile[];
  /** Whether one came from a service. */
  readonly isRemote: boolean;
}

/** What a URL that names only a service stands for. */
const cpuProfile = '/debug/pprof/profile';

/**
 * Reads all sources at once. Those that fail are told of and left out.
 * @param what what they are, in the failure: 'source'
 * @throws FlamebenchError of the first where all fail
 */
export async function fetchSources(
  sources: readonly string[],
  what: string,
  options: FetchOptions,
): Promise<Fetched> {
  const settled = await Promise.allSettled(sources.map((source) => fetchSource(source, options)));
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

async function fetchSource(
  source: string,
  options: FetchOptions,
): Promise<{ profile: Profile; isRemote: boolean }> {
  const isFile = await stat(source).then(
    () => true,
    () => false,
  );
  const url = isFile ? null : sourceUrl(source);
  if (url === null) {
    const bytes = await readFile(source).catch((error: unknown) => {
      throw fileError(error, source);
    });
    return { profile: await readProfile(bytes, source, inflateNode), isRemote: false };
  }
  return { profile: await fetchUrl(url, options), isRemote: true };
}

/** 'host:port/path' and URLs; null where it can only be a file. */
function sourceUrl(source: string): URL | null {
  const hasScheme = /^https?:\/\//i.test(source);
  // A name without port or scheme is a file that is missing, not a host.
  if (!hasScheme && !/^(?:[\w.-]*|\[[\da-f:]+\]):\d+(?:\/|$)/i.test(source)) return null;
  try {
    const url = new URL(hasScheme ? source : `http://${source.startsWith(':') ? 'localhost' : ''}${source}`);
    if (url.pathname === '' || url.pathname === '/') url.pathname = cpuProfile;
    return url;
  } catch {
    throw new FlamebenchError('bad-url', source, { reason: 'it is not of the form host:port/path' });
  }
}

async function fetchUrl(url: URL, { seconds, timeoutSeconds, signal, note }: FetchOptions): Promise<Profile> {
  if (seconds > 0) url.searchParams.set('seconds', String(seconds));
  const length = Number.parseInt(url.searchParams.get('seconds') ?? '', 10);
  const usual = length > 0 ? length * 1.5 : 60;
  note(`Fetching profile over HTTP from ${url.href}`);
  if (length > 0) note(`Please wait... (${length}s)`);
  const response = await httpGet({
    url,
    deadlineSeconds: (timeoutSeconds > 0 ? timeoutSeconds : usual) + 5,
    maxBytes: defaultMaxBytes,
    signal,
  });
  if (response.status !== 200) throw statusError(response);
  return readProfile(response.body, url.href, inflateNode);
}
