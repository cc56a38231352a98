import { readFile } from 'node:fs/promises';
import { protocol } from 'electron';
import { contentSecurityPolicy, contentTypeOf } from '../window/page';
import { fileOfUrl, scheme } from './page-url';

/** Must run before the app is ready: makes app: an origin of its own, with workers and modules. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the page's files from `folder` under app://flamebench/. */
export function servePage(folder: string): void {
  protocol.handle(scheme, async (request) => {
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
