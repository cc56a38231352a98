import { spawn } from 'node:child_process';
import { FlamebenchError } from '../../proto/errors';

export interface ToolRun {
  readonly tool: string;
  readonly args: readonly string[];
  /** Written to the tool's input, which is closed behind it. */
  readonly input?: string;
  readonly deadlineSeconds: number;
  readonly maxBytes: number;
  readonly signal?: AbortSignal | undefined;
}

/** Characters of a tool's complaint that are kept. */
const maxComplaint = 500;

/**
 * What a program prints when given arguments and input. It is killed at its deadline, when it prints more than
 * `maxBytes`, and when the signal is aborted; it never outlives the promise.
 *
 * @throws FlamebenchError 'file-not-found', 'timed-out', 'too-large', 'cancelled', or 'io-failed' with its
 *   complaint where it fails
 */
export function runTool({
  tool,
  args,
  input = '',
  deadlineSeconds,
  maxBytes,
  signal,
}: ToolRun): Promise<string> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(new FlamebenchError('cancelled', tool));
    const child = spawn(tool, [...args], { stdio: 'pipe', env: { ...process.env, LC_ALL: 'C' } });
    const chunks: Buffer[] = [];
    let length = 0;
    let complaint = '';
    let failure: FlamebenchError | null = null;
    const stop = (why: FlamebenchError) => {
      failure ??= why;
      child.kill('SIGKILL');
    };
    const onAbort = () => stop(new FlamebenchError('cancelled', tool));
    signal?.addEventListener('abort', onAbort);
    const timer = setTimeout(
      () => stop(new FlamebenchError('timed-out', tool, { seconds: deadlineSeconds })),
      deadlineSeconds * 1000,
    );
    const settle = (error: FlamebenchError | null) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      if (error === null) resolve(Buffer.concat(chunks).toString('utf8'));
      else reject(error);
    };
    child.stdout.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > maxBytes) stop(new FlamebenchError('too-large', tool, { limitBytes: maxBytes }));
      else chunks.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      if (complaint.length < maxComplaint) complaint += chunk.toString('utf8');
    });
    // A tool that ends early leaves its input unread; how it ended is told by 'close'.
    child.stdin.on('error', () => {});
    child.on('error', (error: NodeJS.ErrnoException) => {
      const code = error.code === 'ENOENT' ? 'file-not-found' : 'io-failed';
      settle(failure ?? new FlamebenchError(code, tool, { reason: error.message }));
    });
    child.on('close', (status, endedBy) => {
      const reason =
        complaint.slice(0, maxComplaint).trim() || `it ended with ${endedBy ?? `status ${status}`}`;
      const failed = status === 0 ? null : new FlamebenchError('io-failed', tool, { reason });
      settle(failure ?? failed);
    });
    child.stdin.end(input);
  });
}
