import { spawn } from 'node:child_process';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Programs that may show an address, in the order in which they are tried, each with its first arguments:
 * $BROWSER, then the system's way, then browsers by name. None where nothing could show a window.
 */
export function browserPrograms(platform: NodeJS.Platform, env: Environment): (readonly string[])[] {
  const own = env.BROWSER ? [[env.BROWSER]] : [];
  switch (platform) {
    case 'darwin':
      return [...own, ['/usr/bin/open']];
    case 'win32':
      return [...own, ['rundll32', 'url.dll,FileProtocolHandler']];
    default: {
      const hasDisplay = Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
      const names = ['xdg-open', 'sensible-browser', 'google-chrome', 'chromium', 'firefox'];
      return [...own, ...(hasDisplay ? names.map((name) => [name]) : [])];
    }
  }
}

/**
 * Shows an address in the person's browser, which outlives this process.
 * @param url passed on as it is, never through a shell
 * @returns whether a program was found to show it
 */
export async function openBrowser(
  url: string,
  programs: readonly (readonly string[])[] = browserPrograms(process.platform, process.env),
): Promise<boolean> {
  for (const [program, ...args] of programs) {
    if (await starts(program!, [...args, url])) return true;
  }
  return false;
}

function starts(program: string, args: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { detached: true, stdio: 'ignore' });
    child.on('error', () => resolve(false));
    child.on('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}
