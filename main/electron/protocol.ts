import { readFile } from 'node:fs/promises';
import { protocol } from 'electron';
import { confirmPolicy } from '../window/confirm-page';
import { contentSecurityPolicy, contentTypeOf } from '../window/page';
import { confirmPages } from './confirm-window';
import { confirmOrigin, fileOfUrl, scheme } from './page-url';

/** Must run before the app is ready: makes app: an origin of its own, with workers and modules. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the page's files from `folder` under app://flamebench/, and questions to a person under app://confirm/. */
export function servePage(folder: string): void {
  protocol.handle(scheme, async (request) => {
    if (request.url.startsWith(`${confirmOrigin}/`)) return confirmAnswer(new URL(request.url).pathname);
    const headers = { 'Content-Security-Policy': contentSecurityPolicy, 'X-Content-Type-Options': 'nosniff' };
    const file = request.method === 'GET' ? fileOfUrl(folder, request.url) : null;
    const type = file === null ? null : contentTypeOf(file);
    if (file === null || type === null) return new Response('', { status: 404, headers });
    try {
      return new Response(await readFile(file), { headers: { ...headers, 'Content-Type': type } });
    } catch {
      return new Response('', { status: 404, headers });
    }
  });
}

function confirmAnswer(path: string): Response {
  const page = confirmPages.get(path);
  const headers = { 'Content-Security-Policy': confirmPolicy, 'X-Content-Type-Options': 'nosniff' };
  if (page === undefined) return new Response('', { status: 404, headers });
  return new Response(page, { headers: { ...headers, 'Content-Type': 'text/html; charset=utf-8' } });
}
