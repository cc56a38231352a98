import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What Electron links against beyond a bare Debian, by the package that holds it. */
const debianPackages = /** @type {const} */ ([
  [/^lib(gtk-3|gdk-3|atk|atspi|pango|cairo|X|xcb|xkbcommon|dbus|cups|glib|gobject|gio)/, 'libgtk-3-0'],
  [/^lib(nss|nspr|smime|ssl3|plc4|plds4)/, 'libnss3'],
  [/^libasound/, 'libasound2'],
  [/^lib(gbm|drm)/, 'libgbm1'],
]);

/** Debian 13 and Ubuntu 24.04 renamed the packages whose time_t grew to 64 bits. */
function debianNames() {
  let release = '';
  try {
    release = readFileSync('/etc/os-release', 'utf8');
  } catch {
    // Not a Debian: the older names are as good a hint as any.
  }
  const id = /^ID="?(\w+)/m.exec(release)?.[1] ?? '';
  const version = Number(/^VERSION_ID="?([\d.]+)/m.exec(release)?.[1] ?? '0');
  const renamed = (id === 'debian' && version >= 13) || (id === 'ubuntu' && version >= 24.04);
  return (/** @type {string} */ name) =>
    renamed && (name === 'libgtk-3-0' || name === 'libasound2') ? `${name}t64` : name;
}

/**
 * Names of the shared libraries that `ldd` could not find.
 * @param {string} listing what `ldd` printed
 */
export function missingLibraries(listing) {
  return [...listing.matchAll(/^\s*(\S+) => not found$/gm)].map((match) => match[1]);
}

/**
 * The command that installs what is missing, or '' where nothing is.
 * @param {readonly string[]} missing names of shared libraries
 */
export function installCommand(missing) {
  const rename = debianNames();
  const packages = new Set(
    missing.map((library) =>
      rename(debianPackages.find(([pattern]) => pattern.test(library))?.[1] ?? 'libgtk-3-0'),
    ),
  );
  return packages.size === 0 ? '' : `apt-get update && apt-get install -y ${[...packages].join(' ')}`;
}

/**
 * One line that names the libraries an executable lacks and how to get them; '' when it can start.
 * @param {string} executable
 */
export function missingLibrariesAdvice(executable) {
  if (process.platform !== 'linux') return '';
  const ldd = spawnSync('ldd', [executable], { encoding: 'utf8' });
  const missing = missingLibraries(ldd.stdout ?? '');
  if (missing.length === 0) return '';
  return `Electron cannot start without ${missing.join(', ')}. On Debian: ${installCommand(missing)}`;
}
