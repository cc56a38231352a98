import { fileURLToPath } from 'node:url';

/** The bundles that tests start as processes; the test runner's set-up brings them up to date. */
export const distFolder = fileURLToPath(new URL('../../dist', import.meta.url));
