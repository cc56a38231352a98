import { spawn } from 'node:child_process';
import { FlamebenchError } from '../../proto/errors';

const maxPictureBytes = 512 * 1024 * 1024;
/** As much of its complaints as a failure may quote. */
const maxQuoteLength = 500;

export interface DotProgramOptions {
  readonly signal?: AbortSignal | undefined;
  readonly deadlineSeconds: number;
  /** The program; tests give others. */
  readonly program?: string;
}

/**
 * A picture made by the Graphviz that is installed on this machine.
 * @param format of its option -T: 'png'
 * @throws FlamebenchError 'tool-missing' where there is none, 'graph-failed' with its words, 'cancelled'
 */
export function runDot(
  dot: string,
  format: string,
  { signal, deadlineSeconds, program = 'dot' }: DotProgramOptions,
): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [`-T${format}`], { stdio: 'pipe', timeout: deadlineSeconds * 1000, signal });
    const parts: Buffer[] = [];
    let bytes = 0;
    let complaint = '';
    const fail = (reason: string, facts: Readonly<Record<string, string>> = {}) =>
      reject(new FlamebenchError('graph-failed', 'the call graph', { reason, ...facts }));
    child.stdout.on('data', (part: Buffer) => {
      parts.push(part);
      bytes += part.length;
      if (bytes > maxPictureBytes) child.kill('SIGKILL');
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaint = (complaint + text).slice(0, maxQuoteLength);
    });
    // A program that ends early tells why by itself.
    child.stdin.on('error', () => {});
    child.on('error', (error: NodeJS.ErrnoException) => {
      if (signal?.aborted) reject(new FlamebenchError('cancelled', 'the call graph'));
      else if (error.code === 'ENOENT') {
        reject(new FlamebenchError('tool-missing', program, { purpose: `${format} pictures` }));
      } else fail(error.message);
    });
    child.on('close', (code, killedBy) => {
      if (code === 0) resolve(new Uint8Array(Buffer.concat(parts)));
      else if (killedBy === null) {
        fail(`${program} exited with code ${code}: ${complaint.trim()}`, { fault: 'graphviz' });
      } else if (bytes > maxPictureBytes) fail('the picture is too large');
      else fail(`${program} was not done within ${deadlineSeconds} s`);
    });
    child.stdin.end(dot);
  });
}
