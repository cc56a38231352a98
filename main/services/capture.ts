import { readProfile } from '../../engine/formats/index';
import { FlamebenchError } from '../../proto/errors';
import { httpGet } from './http';
import { inflateNode } from './inflate';
import { statusError } from './service-text';

/** What a capture may weigh unless the caller says otherwise: compressed profiles are rarely above 10 MiB. */
export const defaultMaxBytes = 256 * 1024 * 1024;

/**
 * The longest that {@link fetchProfile} waits for a profile of this length. Services collect and encode after
 * the time is up, so a timed profile has half its length plus ten seconds to spare; a snapshot has a minute.
 *
 * @param seconds null for a snapshot
 */
export function captureDeadlineSeconds(seconds: number | null): number {
  return seconds === null ? 60 : seconds * 1.5 + 10;
}

export interface CaptureProgress {
  readonly elapsedSeconds: number;
  /** Length of the profile asked for; 0 for a snapshot. */
  readonly seconds: number;
  readonly receivedBytes: number;
}

export interface CaptureRequest {
  /** The profile's URL: http://host/debug/pprof/profile, …/heap, … */
  readonly url: string;
  /** Where its host may be found, as it was judged; undefined = wherever its name leads. */
  readonly addresses?: readonly string[] | undefined;
  /** Length of a timed profile, sent as `seconds=N`; null for a snapshot. */
  readonly seconds: number | null;
  readonly signal?: AbortSignal | undefined;
  readonly maxBytes?: number | undefined;
  /** Called a few times a second. */
  readonly onProgress?: ((progress: CaptureProgress) => void) | undefined;
}

export interface CapturedProfile {
  /** Exactly what the service sent. */
  readonly bytes: Uint8Array;
  /** Shared clock: the request was written. */
  readonly startedUs: number;
  /** Shared clock: the last byte came. */
  readonly endedUs: number;
  /** How long the profile says it lasted; 0 where it does not say. */
  readonly durationUs: number;
}

export type FetchProfile = (request: CaptureRequest) => Promise<CapturedProfile>;

/**
 * Fetches one profile and accepts it only when it decodes as a whole: what is saved can be opened.
 *
 * Aborting the signal closes the connection, on which services stop profiling.
 *
 * @throws FlamebenchError every network failure of {@link httpGet}, 'http-status' with the service's own
 *   words, 'empty-file', and every way in which bytes can fail to be a profile
 */
export const fetchProfile: FetchProfile = async (request) => {
  const { url, addresses, seconds, signal, maxBytes, onProgress } = request;
  const target = new URL(url);
  if (seconds !== null) target.searchParams.set('seconds', String(seconds));
  const begunMs = Date.now();
  let receivedBytes = 0;
  const report = () =>
    onProgress?.({ elapsedSeconds: (Date.now() - begunMs) / 1000, seconds: seconds ?? 0, receivedBytes });
  const ticker = onProgress === undefined ? undefined : setInterval(report, 200);
  try {
    const response = await httpGet({
      url: target,
      addresses,
      deadlineSeconds: captureDeadlineSeconds(seconds),
      maxBytes: maxBytes ?? defaultMaxBytes,
      signal,
      onReceived: (count) => {
        receivedBytes = count;
      },
    });
    if (response.status !== 200) throw statusError(response);
    if (response.body.length === 0) throw new FlamebenchError('empty-file', target.href);
    const profile = await readProfile(response.body, target.href, inflateNode);
    if (signal?.aborted) throw new FlamebenchError('cancelled', target.href);
    return {
      bytes: response.body,
      startedUs: response.startedUs,
      endedUs: response.endedUs,
      durationUs: Number(profile.durationNanos / 1000n),
    };
  } finally {
    clearInterval(ticker);
  }
};
