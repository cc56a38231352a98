import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { FlamebenchError } from '../../proto/errors';
import { fileError } from '../services/file-error';
import { ExitStatus, type Verb, type VerbContext } from './verb';

const isUrl = (text: string) => /^https?:\/\//i.test(text);

/** Files are named from here, the workbench starts elsewhere. */
async function absolute(operand: string): Promise<string> {
  if (isUrl(operand)) return operand;
  try {
    await stat(operand);
  } catch (error) {
    throw fileError(error, operand);
  }
  return resolve(operand);
}

/** Runs the start script until the window closes; its output is the person's. */
function start(script: string, operands: readonly string[], { signal }: VerbContext): Promise<void> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [script, ...operands], { stdio: 'inherit' });
    signal.addEventListener('abort', () => child.kill('SIGTERM'));
    child.on('error', failed);
    child.on('exit', (status, by) => {
      if (status === 0) return done();
      // What ended it has been said on the person's own screen.
      if (by === null) return failed(new ExitStatus(status ?? 1));
      failed(new FlamebenchError('internal', 'workbench', { reason: `it was ended by ${by}` }));
    });
  });
}

export const openVerb: Verb = {
  name: 'open',
  operands: '[FILE… | URL]',
  arity: [0, 100],
  summary: 'the workbench, with these profiles or this service',
  details: [],
  options: {},
  async run({ positionals }, context) {
    const operands = await Promise.all(positionals.map(absolute));
    const script = join(context.distFolder, '..', 'build', 'start.mjs');
    if (!existsSync(script)) {
      throw new FlamebenchError('file-not-found', script);
    }
    await start(script, operands, context);
  },
};
