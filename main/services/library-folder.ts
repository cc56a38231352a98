import { homedir } from 'node:os';
import * as path from 'node:path';

/**
 * Where runs are kept: FLAMEBENCH_LIBRARY if set, else the platform's folder for a program's data. Made by
 * the library when the first run is saved.
 */
export function defaultLibraryFolder(
  env: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  const { join, isAbsolute, resolve } = platform === 'win32' ? path.win32 : path.posix;
  if (env.FLAMEBENCH_LIBRARY) return resolve(env.FLAMEBENCH_LIBRARY);
  switch (platform) {
    case 'darwin':
      return join(home, 'Library', 'Application Support', 'Flamebench', 'runs');
    case 'win32':
      return join(env.APPDATA || join(home, 'AppData', 'Roaming'), 'Flamebench', 'runs');
    default: {
      // The XDG specification says that a relative path there is to be ignored.
      const data = env.XDG_DATA_HOME ?? '';
      return join(isAbsolute(data) ? data : join(home, '.local', 'share'), 'flamebench', 'runs');
    }
  }
}

/** Where windows in a browser keep how they are set: among the settings of the person's other programs. */
export function browserDeskFile(
  env: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  const { join, isAbsolute } = platform === 'win32' ? path.win32 : path.posix;
  const name = 'browser-desk.json';
  switch (platform) {
    case 'darwin':
      return join(home, 'Library', 'Application Support', 'Flamebench', name);
    case 'win32':
      return join(env.APPDATA || join(home, 'AppData', 'Roaming'), 'Flamebench', name);
    default: {
      const config = env.XDG_CONFIG_HOME ?? '';
      return join(isAbsolute(config) ? config : join(home, '.config'), 'flamebench', name);
    }
  }
}
