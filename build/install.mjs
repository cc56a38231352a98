import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npm } from './npm.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const oldestNode = [20, 19];

/** @typedef {Record<string, { version?: string, optional?: boolean, link?: boolean }>} Packages */

/**
 * True when every package the lockfile names is installed in that version. Optional ones may be missing:
 * they are other platforms' binaries.
 * @param {Packages} wanted `packages` of package-lock.json
 * @param {Packages} installed `packages` of node_modules/.package-lock.json
 */
export function isInstalled(wanted, installed) {
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || entry.link) return true;
    const found = installed[path];
    return found === undefined ? entry.optional === true : found.version === entry.version;
  });
}

function packagesAreThere() {
  const hidden = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(hidden)) return false;
  const read = (/** @type {string} */ path) => JSON.parse(readFileSync(path, 'utf8')).packages;
  return isInstalled(read(join(root, 'package-lock.json')), read(hidden));
}

/** Installs the packages if they are missing or other than the lockfile says. Ends the process on failure. */
export function installPackages() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1])) {
    console.error(
      `Flamebench needs Node ${oldestNode.join('.')} or newer; this is ${process.versions.node}.`,
    );
    process.exit(1);
  }
  if (packagesAreThere()) return;
  console.error('Installing packages (npm ci) …');
  // No package of ours needs its install script, and a script is code that runs unread.
  const { status } = npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status === 0) return;
  console.error(
    status === 127
      ? 'npm was not found; it comes with Node and must be on the PATH.'
      : 'npm ci failed, see above; with the network back, run the same command again.',
  );
  process.exit(1);
}
