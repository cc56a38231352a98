import { sentence } from '../../engine/advice/sentence';
import { fileError } from '../services/file-error';
import { runCli } from './run-cli';
import { createTerminal } from './terminal';

// The program `flamebench`: this process's streams and signals around runCli.

const interrupted = new AbortController();

function heedInterrupts(): void {
  if (process.listenerCount('SIGINT') > 0) return;
  process.on('SIGINT', () => {
    // Asked twice: whatever still hangs is left behind. Children end with this process.
    if (interrupted.signal.aborted) process.exit(130);
    interrupted.abort();
  });
  process.on('SIGTERM', () => interrupted.abort());
}

// A reader that has seen enough, as in `flamebench top … | head`, is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  process.stderr.write(`${sentence(fileError(error, 'standard output').failure)}\n`, () => process.exit(1));
});

void runCli(process.argv.slice(2), {
  terminal: createTerminal(process.stdout, process.stderr, process.env),
  signal: interrupted.signal,
  heedInterrupts,
  distFolder: __dirname,
  // Taken only when asked for: opening it has effects on a terminal.
  get stdin() {
    return process.stdin;
  },
}).then((status) => {
  process.exitCode = status;
});
