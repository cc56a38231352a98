import type { RequestListener } from 'node:http';
import { describe, expect, it } from 'vitest';
import { probeTarget } from '../../../main/services/probe';
import { failureOf } from './failures';
import { startRawService, startService, tinyProfile, unusedUrl } from './fake-service';

const page = `<table><tr><td>7</td><td><a href='heap?debug=1'>heap</a></td></tr>
  <tr><td>0</td><td><a href='profile?debug=1'>profile</a></td></tr></table>`;
const offers = [
  { name: 'heap', count: 7 },
  { name: 'profile', count: 0 },
];

/** A service whose paths answer as told; any other is 404. A redirect is told as '→ path'. */
function serving(paths: Record<string, string | Uint8Array>): RequestListener {
  return (request, response) => {
    const body = paths[request.url ?? ''];
    if (body === undefined)
      response.writeHead(404, { 'content-type': 'text/plain' }).end('404 page not found');
    else if (typeof body === 'string' && body.startsWith('→ ')) {
      response.writeHead(301, { location: body.slice(2) }).end();
    } else response.end(body);
  };
}

describe('a service is found', () => {
  it.each(['', '/', '/debug/pprof', '/debug/pprof/', '/debug/pprof/heap?debug=1'])(
    'from its address followed by %j',
    async (suffix) => {
      const { host } = await startService(serving({ '/debug/pprof/': page }));
      expect(await probeTarget(`${host}${suffix}`)).toEqual({
        serviceUrl: `http://${host}/`,
        pprofUrl: `http://${host}/debug/pprof/`,
        loopback: true,
        offers,
      });
    },
  );

  it('under a prefix', async () => {
    const { host } = await startService(serving({ '/api/debug/pprof/': page }));
    expect(await probeTarget(`${host}/api/`)).toMatchObject({ pprofUrl: `http://${host}/api/debug/pprof/` });
  });

  it('from the URL of one of its pages', async () => {
    const { host } = await startService(serving({ '/debug/pprof/': page }));
    expect(await probeTarget(`http://${host}/search?q=1`)).toMatchObject({
      serviceUrl: `http://${host}/search`,
      pprofUrl: `http://${host}/debug/pprof/`,
    });
  });

  it('where it redirects inside itself', async () => {
    const { host } = await startService(serving({ '/debug/pprof/': '→ /ops/pprof/', '/ops/pprof/': page }));
    expect(await probeTarget(host)).toMatchObject({ pprofUrl: `http://${host}/ops/pprof/`, offers });
  });

  it('by its heap profile where the index is hidden, or an application answers every path', async () => {
    const hidden = await startService(serving({ '/debug/pprof/heap': tinyProfile() }));
    const found = await probeTarget(hidden.host);
    expect(found.offers.map((offer) => offer.name)).toEqual(['profile', 'heap']);
    const greedy = await startService((request, response) =>
      response.end(request.url === '/debug/pprof/heap' ? tinyProfile() : '<html><a href="/">Home</a></html>'),
    );
    expect(await probeTarget(greedy.host)).toMatchObject({ pprofUrl: `${greedy.href}debug/pprof/` });
  });
});

describe('a service is not found', () => {
  it('when nothing there is pprof', async () => {
    const url = await startService((_, response) => response.end('<html>Welcome</html>'));
    expect(await failureOf(probeTarget(url.host))).toEqual({
      code: 'no-pprof',
      subject: url.href,
      facts: {},
    });
    const empty = await startService(serving({}));
    expect((await failureOf(probeTarget(empty.host))).code).toBe('no-pprof');
  });

  it('when it refuses, in its own words', async () => {
    const url = await startService((_, response) =>
      response.writeHead(401, { 'content-type': 'text/plain' }).end('token missing'),
    );
    expect(await failureOf(probeTarget(url.host))).toMatchObject({
      code: 'http-status',
      facts: { status: 401, text: 'token missing' },
    });
  });

  it('when nothing listens, or what listens speaks something else', async () => {
    expect((await failureOf(probeTarget((await unusedUrl()).host))).code).toBe('connection-refused');
    const other = await startRawService((socket) => socket.end('+OK ready\r\n'));
    expect((await failureOf(probeTarget(other.host))).code).toBe('no-pprof');
  });

  it('when what was typed is no address', async () => {
    expect((await failureOf(probeTarget('http://'))).code).toBe('bad-url');
  });

  it('when it is cancelled', async () => {
    const cancel = new AbortController();
    const url = await startService(() => cancel.abort());
    expect((await failureOf(probeTarget(url.host, { signal: cancel.signal }))).code).toBe('cancelled');
  });
});
