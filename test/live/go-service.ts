import { execFile, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const source = fileURLToPath(new URL('go-target', import.meta.url));

/** Nothing is fetched: the program needs the standard library only. */
const env = { ...process.env, GOFLAGS: '-mod=mod', GOPROXY: 'off' };

/** Builds the Go service into a folder; with the tag 'fast' its checksum is cheap. */
export async function buildTarget(folder: string, tag: 'slow' | 'fast'): Promise<string> {
  const program = join(folder, `target-${tag}`);
  await run('go', ['build', '-tags', tag, '-o', program, '.'], { cwd: source, env });
  return program;
}

export interface RunningService {
  readonly url: string;
  stop(): void;
}

/** Starts a program that prints its URL on its first line. */
export async function startTarget(program: string): Promise<RunningService> {
  const child = spawn(program, { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  const url = await new Promise<string>((resolve, reject) => {
    lines.once('line', resolve);
    child.once('error', reject);
    child.once('exit', (status) => reject(new Error(`${program} ended with status ${status}`)));
  });
  return { url, stop: () => child.kill('SIGKILL') };
}

export interface PprofRow {
  readonly name: string;
  readonly flat: number;
  readonly cum: number;
}

/**
 * What `go tool pprof -top` says of a file: exact values, every function, none cut off.
 * @param unit the profile's own unit, in which pprof then prints whole numbers: 'ns', 'B'
 */
export async function pprofTop(file: string, temporary: string, unit: string): Promise<PprofRow[]> {
  const options = ['-top', `-unit=${unit}`, '-nodefraction=0', '-edgefraction=0', '-symbolize=none'];
  const { stdout } = await run('go', ['tool', 'pprof', ...options, file], {
    env: { ...env, PPROF_TMPDIR: temporary },
    maxBuffer: 64 * 1024 * 1024,
  });
  const lines = stdout.split('\n');
  const head = lines.findIndex((line) => /^\s*flat\s+flat%\s+sum%\s+cum\s+cum%/.test(line));
  return lines.slice(head + 1).flatMap((line) => {
    const match =
      /^\s*(-?\d+)[a-zA-Z]*\s+\S+%\s+\S+%\s+(-?\d+)[a-zA-Z]*\s+\S+%\s+(.*?)(?: \((?:partial-)?inline\))?$/.exec(
        line,
      );
    return match === null ? [] : [{ flat: Number(match[1]), cum: Number(match[2]), name: match[3]! }];
  });
}
