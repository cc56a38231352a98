import { lookup } from 'node:dns/promises';
import { readProfile } from '../../engine/formats/index';
import { FlamebenchError } from '../../proto/errors';
import type { ProfileOffer, Target } from '../../proto/run';
import { bareHost, classifyAddress } from '../load/gate';
import { httpGet } from './http';
import { parseIndexPage } from './index-page';
import { inflateNode } from './inflate';
import { networkError } from './network-error';
import { statusError } from './service-text';
import { parseServiceUrl } from './service-url';

const probeDeadlineSeconds = 15;
const maxIndexBytes = 1024 * 1024;
/** A heap profile that is fetched only to see whether it is one. */
const maxHeapBytes = 64 * 1024 * 1024;

export interface ProbeOptions {
  readonly signal?: AbortSignal | undefined;
  /** Where the service's host may be found, as it was judged; undefined = wherever its name leads. */
  readonly addresses?: readonly string[] | undefined;
}

/**
 * Finds the pprof pages of a service from what a person typed, and lists what they offer.
 *
 * Tried in turn: the index page of each folder that {@link parseServiceUrl} names; then, for services that
 * hide the index, the `heap` profile in it.
 *
 * @throws FlamebenchError bad-url, no-pprof, http-status (the service refuses: 401, 403, 5xx), and every
 *   network failure
 */
export async function probeTarget(typed: string, options: ProbeOptions = {}): Promise<Target> {
  const { service, pprofFolders } = parseServiceUrl(typed);
  const addresses = options.addresses ?? (await addressesOf(service));
  const loopback = addresses.every((address) => classifyAddress(address) === 'loopback');
  let refusal: FlamebenchError | null = null;
  for (const folder of pprofFolders) {
    const found = await probeFolder(folder, { ...options, addresses });
    if ('offers' in found) {
      return { serviceUrl: service.href, pprofUrl: found.pprofUrl.href, loopback, offers: found.offers };
    }
    refusal ??= found.refusal;
  }
  throw refusal ?? new FlamebenchError('no-pprof', service.href);
}

type Found =
  | { readonly pprofUrl: URL; readonly offers: ProfileOffer[] }
  /** What the service said instead, where that is worth telling: anything but a plain 'not found'. */
  | { readonly refusal: FlamebenchError | null };

async function probeFolder(folder: URL, options: ProbeOptions): Promise<Found> {
  const common = { ...options, deadlineSeconds: probeDeadlineSeconds };
  const page = await httpGet({ ...common, url: folder, maxBytes: maxIndexBytes });
  if (page.status === 200) {
    // A redirect inside the service may have led to where the folder really is.
    const pprofUrl = new URL('.', page.url);
    const offers = parseIndexPage(new TextDecoder().decode(page.body), pprofUrl);
    if (offers) return { pprofUrl, offers };
  }
  const heap = await httpGet({ ...common, url: new URL('heap', folder), maxBytes: maxHeapBytes });
  if (heap.status === 200 && (await isProfile(heap.body, heap.url.href))) {
    // Asking for a CPU profile would cost a second of profiling; whoever serves heap serves it too.
    const offers = ['profile', 'heap'].map((name) => ({ name, count: -1 }));
    return { pprofUrl: folder, offers };
  }
  const tells = (status: number) => status >= 300 && status !== 404 && status !== 405 && status !== 410;
  return { refusal: tells(page.status) ? statusError(page) : null };
}

async function isProfile(bytes: Uint8Array, name: string): Promise<boolean> {
  try {
    await readProfile(bytes, name, inflateNode);
    return true;
  } catch (error) {
    if (error instanceof FlamebenchError) return false;
    throw error;
  }
}

async function addressesOf(url: URL): Promise<readonly string[]> {
  try {
    const found = await lookup(bareHost(url.hostname), { all: true });
    return found.map(({ address }) => address);
  } catch (error) {
    throw networkError(error, url, 0, probeDeadlineSeconds);
  }
}
