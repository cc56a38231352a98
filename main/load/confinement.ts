/**
 * What a load process is born with so that a script that found a way out of its realm would find little: not the
 * person's environment, and where this Node can deny them, no files but the bundles and no programs.
 */

/** Variables that a load needs: how TLS finds its authorities, how times are written, Windows' own. */
const needed =
  /^(?:NODE_EXTRA_CA_CERTS$|NODE_TLS_|NODE_ICU_|SSL_CERT_|OPENSSL_|ELECTRON_|LANG$|LC_|TZ$|SYSTEMROOT$|WINDIR$|TEMP$|TMP$|TMPDIR$)/i;

export function loadEnvironment(all: NodeJS.ProcessEnv): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(all)) {
    if (value !== undefined && needed.test(name)) kept[name] = value;
  }
  return kept;
}

/**
 * Options of Node's permission model, which came with Node 20: threads may be started (a load has several) and the
 * bundles read; no other file, and no program. Newer ones ask for the network as well. None where Node knows none.
 */
export function loadPermissions(distFolder: string, flags = process.allowedNodeEnvironmentFlags): string[] {
  const model = ['--permission', '--experimental-permission'].find((flag) => flags.has(flag));
  // The model reads a list there, and patterns.
  if (model === undefined || /[,*]/.test(distFolder)) return [];
  // That it is experimental, and that threads are allowed, is said on stderr, which tells why a process ended.
  const options = [model, '--no-warnings', '--allow-worker', `--allow-fs-read=${distFolder}`];
  return flags.has('--allow-net') ? [...options, '--allow-net'] : options;
}
