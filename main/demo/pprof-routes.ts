import type { ServerResponse } from 'node:http';
import { encodeCpu, encodeHeap } from './encode';
import type { HeapLedger } from './heap-ledger';
import { indexPage, parseSeconds } from './pprof-pages';
import type { Place } from './sources';
import { ProfilerBusy, type V8Profiler } from './v8-profiler';
import type { V8Frame } from './v8-stacks';

export interface PprofRoutes {
  readonly profiler: V8Profiler;
  readonly ledger: HeapLedger;
  readonly placeOf: (frame: V8Frame) => Place;
  /** Milliseconds since 1970 at which the allocations in the ledger begin. */
  readonly heapSinceMs: number;
}

/** Errors in the form in which Go's handlers give them, which profile readers show to people. */
function fail(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    'Content-Type': 'text/plain; charset=utf-8',
    'X-Content-Type-Options': 'nosniff',
    'X-Go-Pprof': '1',
  });
  response.end(`${text}\n`);
}

function sendProfile(response: ServerResponse, name: string, gzip: Uint8Array): void {
  response.writeHead(200, {
    'Content-Type': 'application/octet-stream',
    'Content-Disposition': `attachment; filename="${name}"`,
    'Content-Length': gzip.length,
  });
  response.end(gzip);
}

async function serveCpu(
  routes: PprofRoutes,
  query: URLSearchParams,
  response: ServerResponse,
): Promise<void> {
  const seconds = parseSeconds(query.get('seconds'));
  if (typeof seconds === 'string') return fail(response, 400, seconds);
  const gone = new AbortController();
  const onClose = () => gone.abort();
  response.on('close', onClose);
  const startedMs = Date.now();
  try {
    const record = await routes.profiler.cpu(seconds, gone.signal);
    sendProfile(response, 'profile', await encodeCpu(record, startedMs, routes.placeOf));
  } catch (error) {
    if (gone.signal.aborted) return;
    const reason = error instanceof ProfilerBusy ? `: ${error.message}` : '';
    if (reason === '') throw error;
    fail(response, 500, `Could not enable CPU profiling${reason}`);
  } finally {
    response.off('close', onClose);
  }
}

async function serveHeap(routes: PprofRoutes, name: string, response: ServerResponse): Promise<void> {
  const stacks = await routes.ledger.read();
  sendProfile(response, name, await encodeHeap(stacks, routes.heapSinceMs, Date.now(), routes.placeOf));
}

/**
 * Answers the URLs below /debug/pprof/ as Go's services do.
 * @param name what follows that folder: '', 'profile', 'heap', …
 */
export async function servePprof(
  routes: PprofRoutes,
  name: string,
  query: URLSearchParams,
  response: ServerResponse,
): Promise<void> {
  switch (name) {
    case '':
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
      response.end(indexPage());
      return;
    case 'profile':
      return serveCpu(routes, query, response);
    case 'heap':
    case 'allocs':
      return serveHeap(routes, name, response);
    default:
      return fail(response, 404, 'Unknown profile');
  }
}
