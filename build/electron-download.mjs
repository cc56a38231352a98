import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

// Run as a child process: puts the official runtime's archive into Electron's own cache, reporting progress
// to the parent, so that a host that does not answer can be given up by ending this process.

const electron = fileURLToPath(new URL('../node_modules/electron/package.json', import.meta.url));
const require = createRequire(electron);
const { downloadArtifact } = await import(require.resolve('@electron/get'));

await downloadArtifact({
  version: require('./package.json').version,
  artifactName: 'electron',
  platform: process.platform,
  arch: process.arch,
  cacheRoot: process.env.electron_config_cache,
  checksums: require('./checksums.json'),
  downloadOptions: {
    quiet: true,
    getProgressCallback: ({ transferred, total }) => process.send?.({ transferred, total }),
  },
});
process.disconnect?.();
