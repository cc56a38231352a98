import { FlamebenchError } from '../../proto/errors';
import type { LoadPlan, LoadTarget } from '../../proto/load';
import { type PreparedRequest, parseLoadUrl, prepareRequest } from './request';

/** What a connection sends at once: one request, or several in a row that are answered in order. */
export interface Call {
  readonly bytes: Uint8Array;
  /** Requests in `bytes`, and so responses to come. */
  readonly count: number;
  /** Where each request ends in `bytes`; empty where that is not known, and no part can be sent. */
  readonly ends: readonly number[];
  /** Whether each is a HEAD request, whose response has no body; null = none is. */
  readonly heads: readonly boolean[] | null;
  /** The last request asks for the connection to be closed. */
  readonly closes: boolean;
}

/** What all calls of a load may take together in each thread, as every thread has them in memory, … */
const mostBytes = 256 * 1024 * 1024;
/** … and in all threads. */
const mostInThreads = 1024 * 1024 * 1024;

/**
 * The calls of a plan, which connections go round in. A plan of one request makes one; further targets and a
 * pipeline make as many as it takes until the round begins anew.
 *
 * @throws FlamebenchError 'bad-url' and 'bad-argument', as {@link prepareRequest}, and for a target of another
 *   origin: addresses are resolved and confirmed for one host
 */
export function prepareCalls(plan: LoadPlan, userAgent: string): Call[] {
  const own = plan.onlyTargets && plan.targets.length > 0 ? [] : [plan];
  const requests = [...own, ...plan.targets.map((target) => requestOf(plan, target))].map((each) =>
    prepareRequest(each, userAgent),
  );
  const { pipeline } = plan;
  const total = requests.reduce((sum, { bytes }) => sum + bytes.length, 0) * pipeline;
  if (total > mostBytes) {
    const reason = `they take ${Math.ceil(total / 1024 / 1024)} MB, more than 256 MB, in memory`;
    throw new FlamebenchError('bad-argument', 'the requests', { reason });
  }
  if (total * plan.threads > mostInThreads) {
    const reason = `${plan.threads} threads would take ${Math.ceil((total * plan.threads) / 1024 / 1024)} MB of memory with them`;
    throw new FlamebenchError('bad-argument', 'the requests', { reason });
  }
  const rounds = leastCommonMultiple(requests.length, pipeline) / pipeline;
  return Array.from({ length: rounds }, (_, round) =>
    join(Array.from({ length: pipeline }, (_, i) => requests[(round * pipeline + i) % requests.length])),
  );
}

/** What a plan without a script sends first, as a plan of one request. */
export function firstOf(plan: LoadPlan): LoadPlan {
  const [first] = plan.targets;
  return plan.onlyTargets && first !== undefined ? requestOf(plan, first) : plan;
}

/** The plan's own request with a target's differences. */
function requestOf(plan: LoadPlan, target: LoadTarget): LoadPlan {
  const base = parseLoadUrl(plan.url);
  let url: URL;
  try {
    url = new URL(target.url, base);
  } catch {
    throw new FlamebenchError('bad-url', target.url, { reason: 'it is neither an absolute URL nor a path' });
  }
  if (url.origin !== base.origin) {
    const reason = `a load goes to one origin, ${base.origin}, and this is another`;
    throw new FlamebenchError('bad-url', target.url, { reason });
  }
  url.username = base.username;
  url.password = base.password;
  const replaced = new Set(target.headers.map(([name]) => name.toLowerCase()));
  const kept = plan.headers.filter(([name]) => !replaced.has(name.toLowerCase()));
  const { method, body, bodyEncoding } = target;
  return { ...plan, url: url.href, method, body, bodyEncoding, headers: [...kept, ...target.headers] };
}

function join(requests: readonly PreparedRequest[]): Call {
  const ends: number[] = [];
  let length = 0;
  for (const { bytes } of requests) {
    length += bytes.length;
    ends.push(length);
  }
  return {
    bytes:
      requests.length === 1 ? requests[0].bytes : new Uint8Array(Buffer.concat(requests.map((r) => r.bytes))),
    count: requests.length,
    ends,
    heads: requests.some((r) => r.head) ? requests.map((r) => r.head) : null,
    closes: requests.some((r) => r.closes),
  };
}

/** The first `count` requests of a call whose ends are known. */
export function beginningOf(call: Call, count: number): Call {
  const { bytes, ends, heads, closes } = call;
  return {
    bytes: bytes.subarray(0, ends[count - 1]),
    count,
    ends: ends.slice(0, count),
    heads: heads === null ? null : heads.slice(0, count),
    closes,
  };
}

function leastCommonMultiple(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y !== 0) [x, y] = [y, x % y];
  return (a / x) * b;
}
