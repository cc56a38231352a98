import { stat } from 'node:fs/promises';
import { sentence } from '../../../engine/advice/sentence';
import { readProfile } from '../../../engine/formats/index';
import type { Profile } from '../../../engine/model/profile';
import { FlamebenchError, toFailure } from '../../../proto/errors';
import { defaultMaxBytes } from '../../services/capture';
import { httpGet, type TlsIdentity } from '../../services/http';
import { inflateNode } from '../../services/inflate';
import { readProfileFile } from '../../services/profile-file';
import { statusError } from '../../services/service-text';

export interface FetchOptions {
  /** -1 = as the URL says. */
  readonly seconds: number;
  /** -1 = what suits the profile's length. */
  readonly timeoutSeconds: number;
  /** Certificates for services over TLS. */
  readonly tls: TlsIdentity;
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
  return { profile: await fetchUrl(remote, options), isRemote: true };
}

/** What is fetched for a source. */
export interface RemoteSource {
  readonly url: URL;
  readonly trustsAnyCertificate: boolean;
}

/**
 * Reads a URL, or 'host:port/path', which gets http:// in front; null where the source can only be a file.
 * @throws FlamebenchError 'bad-url'
 */
export function remoteSource(source: string): RemoteSource | null {
  const [scheme] = /^https?(?:\+insecure)?:\/\//i.exec(source) ?? [''];
  // A name without port or scheme is a file that is missing, not a host.
  if (scheme === '' && !/^(?:[^/@\s]*@)?(?:[\w.-]*|\[[\da-f:]+\]):\d+(?:[/?#]|$)/i.test(source)) return null;
  const rest = source.slice(scheme.length);
  const isSecure = /^https/i.test(scheme);
  const host = rest.startsWith(':') ? `localhost${rest}` : rest;
  try {
    const url = new URL(`${isSecure ? 'https' : 'http'}://${host}`);
    if (url.pathname === '' || url.pathname === '/') url.pathname = cpuProfile;
    return { url, trustsAnyCertificate: /^https\+insecure/i.test(scheme) };
  } catch {
    throw new FlamebenchError('bad-url', source, { reason: 'it is not of the form host:port/path' });
  }
}

/** As people read it: without a password. */
function shownUrl({ url, trustsAnyCertificate }: RemoteSource): string {
  const shown = new URL(url);
  if (shown.password !== '') shown.password = 'xxxxx';
  return trustsAnyCertificate ? shown.href.replace(/^https:/, 'https+insecure:') : shown.href;
}

/** '2s', '1m30s', '1h0m0s'. */
function durationText(seconds: number): string {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const parts = [hours > 0 ? `${hours}h` : '', seconds >= 60 ? `${minutes}m` : '', `${seconds % 60}s`];
  return parts.join('');
}

/** Where a profile's length is not known: what services take by themselves, and as much again. */
const usualTimeoutSeconds = 60;
/** For what comes before the profile and after it. */
const graceSeconds = 5;

async function fetchUrl(
  source: RemoteSource,
  { seconds, timeoutSeconds, tls, signal, note }: FetchOptions,
): Promise<Profile> {
  const { url, trustsAnyCertificate } = source;
  if (seconds > 0) url.searchParams.set('seconds', String(seconds));
  // Go's order, so that services see what pprof sends.
  if (url.search !== '') url.searchParams.sort();
  const length = Number.parseInt(url.searchParams.get('seconds') ?? '', 10);
  const usual = length > 0 ? length * 1.5 : usualTimeoutSeconds;
  note(`Fetching profile over HTTP from ${shownUrl(source)}`);
  if (seconds > 0) note(`Please wait... (${durationText(seconds)})`);
  const response = await httpGet({
    url,
    deadlineSeconds: (timeoutSeconds > 0 ? timeoutSeconds : usual) + graceSeconds,
    maxBytes: defaultMaxBytes,
    trustsAnyCertificate,
    tls,
    signal,
  });
  if (response.status !== 200) throw statusError(response);
  return readProfile(response.body, url.href, inflateNode);
}
