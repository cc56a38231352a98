import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hasDisplay, hasVirtualDisplay, startVirtualDisplay } from './display.mjs';
import { missingLibrariesAdvice } from './electron-libraries.mjs';
import { electronRuntime } from './electron-runtime.mjs';
import { installPackages } from './install.mjs';
import { run } from './run.mjs';

// `npm start`: everything that is needed, then the window; without a screen, the same job in the terminal.

const root = fileURLToPath(new URL('..', import.meta.url));
const args = process.argv.slice(2);
const selfTest = args.includes('--self-test');

/** Chromium's own log, which says nothing to people: [123:0101/120000.000:ERROR:bus.cc(399)] … */
const chromiumLog = /^\[\d+:[\d/.:]+(ERROR|WARNING|INFO|VERBOSE\d*):/;

/** The demo without a window; what was named to be opened has no such stand-in. @param {string} why */
function runInTerminal(why) {
  const named = args.filter((arg) => !arg.startsWith('-'));
  if (named.length > 0) {
    console.error(
      `${why}: ${named.join(', ')} cannot be shown in the window. In the terminal, flamebench top and flamebench pprof ` +
        'show profiles and flamebench record takes them; flamebench pprof -http=: serves the window to a browser.',
    );
    return 1;
  }
  console.error(`${why}: running the demo in the terminal instead.`);
  return run(process.execPath, [join(root, 'dist/cli.cjs'), 'demo', ...(selfTest ? ['--json'] : [])]);
}

/** @param {string} executable */
async function runWindow(executable) {
  // Chromium's sandbox cannot be set up by root; for everybody else it stays on.
  const sandbox = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const quiet = process.env.FLAMEBENCH_VERBOSE ? {} : { dropFromStderr: chromiumLog };
  if (!selfTest) return run(executable, [root, ...sandbox, ...args], quiet);
  const scratch = mkdtempSync(join(tmpdir(), 'flamebench-self-test-'));
  try {
    return await run(executable, [root, ...sandbox, `--user-data-dir=${scratch}`, ...args], quiet);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function main() {
  installPackages();
  const { build } = await import('./build.mjs');
  await build();

  if (!hasDisplay() && !(selfTest && hasVirtualDisplay())) return runInTerminal('There is no display');
  let runtime;
  try {
    runtime = await electronRuntime();
  } catch (error) {
    return runInTerminal(`No Electron runtime (${error instanceof Error ? error.message : error})`);
  }
  const advice = missingLibrariesAdvice(runtime.executable);
  if (advice !== '') return runInTerminal(advice);
  if (hasDisplay()) return runWindow(runtime.executable);

  const screen = await startVirtualDisplay();
  try {
    process.env.DISPLAY = screen.display;
    return await runWindow(runtime.executable);
  } finally {
    screen.stop();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
