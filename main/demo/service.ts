import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { makeCatalogue, type Offer } from './catalogue';
import { dearer } from './dearer';
import { fast } from './fast';
import { HeapLedger } from './heap-ledger';
import { endWithParent, tellParent } from './parent';
import { type PprofRoutes, servePprof } from './pprof-routes';
import { type SearchSteps, search } from './search';
import { slow } from './slow';
import { sourcePlaces } from './sources';
import { V8Profiler } from './v8-profiler';

// A process of its own: `demo-service.cjs slow|fast|dearer`. A shop's search that profiles itself on request.

const catalogueLength = 900;
const pprofFolder = '/debug/pprof/';
/** How often the samples of allocations are taken over from V8. */
const ledgerEveryMs = 10_000;

function handleSearch(
  offers: readonly Offer[],
  steps: SearchSteps,
  url: URL,
  response: ServerResponse,
): void {
  const body = search(offers, url.searchParams.get('q') ?? '', steps);
  response.writeHead(200, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(body);
}

const variants: Readonly<Record<string, SearchSteps>> = { slow, fast, dearer };

async function start(variant: string): Promise<void> {
  const steps = variants[variant] ?? slow;
  const offers = makeCatalogue(catalogueLength);
  const profiler = new V8Profiler();
  const ledger = new HeapLedger(profiler);
  const routes: PprofRoutes = {
    profiler,
    ledger,
    placeOf: sourcePlaces(__filename),
    heapSinceMs: Date.now(),
  };
  await profiler.startHeap();

  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.pathname === '/search') {
      handleSearch(offers, steps, url, response);
    } else if (url.pathname.startsWith(pprofFolder)) {
      const name = url.pathname.slice(pprofFolder.length);
      servePprof(routes, name, url.searchParams, response).catch((error: Error) => response.destroy(error));
    } else {
      const known = url.pathname === '/';
      response.writeHead(known ? 200 : 404, { 'Content-Type': 'text/plain; charset=utf-8' });
      response.end(known ? `Demo shop, ${variant} variant: try /search?q=oak+lamp\n` : 'not found\n');
    }
  };

  const server = createServer(handle);
  // Under load a connection must not be dropped between two requests of a client that pauses.
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo;
    tellParent({ type: 'listening', url: `http://127.0.0.1:${port}` });
  });
  setInterval(() => {
    // Not inside a CPU profile: this work is none of the service's own.
    if (!profiler.busy) void ledger.update();
  }, ledgerEveryMs).unref();
}

endWithParent();
start(process.argv[2] ?? 'slow').catch((error: Error) =>
  tellParent({ type: 'failed', reason: error.message }),
);
