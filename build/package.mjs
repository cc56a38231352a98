import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installPackages } from './install.mjs';
import { run } from './run.mjs';

// `npm run package [-- ELECTRON-BUILDER ARGUMENTS]`: installers for this platform, in release/. Only the
// official Electron is packaged: electron-builder fetches it itself, and the substitute runtime of closed
// networks is never used for this.

const root = fileURLToPath(new URL('..', import.meta.url));

installPackages();
const { build } = await import('./build.mjs');
await build();
delete process.env.ELECTRON_OVERRIDE_DIST_PATH;
process.exitCode = await run(
  process.execPath,
  [
    join(root, 'node_modules/electron-builder/cli.js'),
    ...['--config', 'build/electron-builder.yml', '--publish', 'never'],
    ...process.argv.slice(2),
  ],
  { cwd: root },
);
