import { readProfile } from '../../../engine/formats/index';
import type { Profile } from '../../../engine/model/profile';
import { defaultMaxBytes } from '../../services/capture';
import { httpGet, type TlsIdentity } from '../../services/http';
import { inflateNode } from '../../services/inflate';
import { statusError } from '../../services/service-text';
import { shownUrl } from '../../services/shown-url';
import type { RemoteSource } from './remote-source';

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

/** The source as its person may have typed it, but for a password. */
function shownSource({ url, trustsAnyCertificate }: RemoteSource): string {
  const shown = shownUrl(url);
  return trustsAnyCertificate ? shown.replace(/^https:/, 'https+insecure:') : shown;
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

/**
 * Fetches the profile of a service.
 * @throws FlamebenchError every network failure, 'http-status', and what readProfile throws
 */
export async function fetchUrl(
  source: RemoteSource,
  { seconds, timeoutSeconds, tls, signal, note }: FetchOptions,
): Promise<Profile> {
  const { url, trustsAnyCertificate } = source;
  if (seconds > 0) url.searchParams.set('seconds', String(seconds));
  // Go's order, so that services see what pprof sends.
  if (url.search !== '') url.searchParams.sort();
  const length = Number.parseInt(url.searchParams.get('seconds') ?? '', 10);
  const usual = length > 0 ? length * 1.5 : usualTimeoutSeconds;
  note(`Fetching profile over HTTP from ${shownSource(source)}`);
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
  return readProfile(response.body, shownUrl(url), inflateNode);
}
