import { spawn } from 'node:child_process';

const forwarded = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * Runs a command to its end with our terminal; signals that end us end it.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, dropFromStderr?: RegExp }} [options]
 *   dropFromStderr: lines of its stderr that are not passed on
 * @returns {Promise<number>} its exit code; 128 and more when a signal ended it
 */
export function run(command, args, { dropFromStderr, ...options } = {}) {
  const child = spawn(command, args, {
    ...options,
    stdio: ['inherit', 'inherit', dropFromStderr ? 'pipe' : 'inherit'],
  });
  if (dropFromStderr) passLines(child.stderr, dropFromStderr);
  const forward = forwarded.map((signal) => {
    const listener = () => void child.kill(signal);
    process.on(signal, listener);
    return () => process.off(signal, listener);
  });
  const endWithUs = () => void child.kill('SIGKILL');
  process.on('exit', endWithUs);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      process.off('exit', endWithUs);
      for (const stop of forward) stop();
      resolve(code ?? (signal === 'SIGINT' ? 130 : signal === 'SIGTERM' ? 143 : 129));
    });
  });
}

/** Passes a child's stderr on, line by line, without those that match. */
function passLines(stream, drop) {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (!drop.test(line)) process.stderr.write(`${line}\n`);
  });
  stream.on('end', () => {
    if (rest !== '' && !drop.test(rest)) process.stderr.write(rest);
  });
}
