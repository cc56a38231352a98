import { FlamebenchError } from '../../../proto/errors';
import type { ScriptOutput } from './types';

/** What one state of a script may print: all of it crosses processes, and a terminal shows what it can. */
export const mostOutputBytes = 64 * 1024 * 1024;

/** Passes on what a script prints until it is too much; that ends the script. */
export function limitedOutput(output: ScriptOutput, scriptName: string): ScriptOutput {
  let left = mostOutputBytes;
  return (text) => {
    left -= text.length;
    if (left < 0) {
      const reason = `it printed more than ${mostOutputBytes / 1024 / 1024} MB`;
      throw new FlamebenchError('script-failed', scriptName, { reason });
    }
    output(text);
  };
}
