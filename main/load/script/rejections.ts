import { FlamebenchError } from '../../../proto/errors';

/** In a thread of a script: a promise of its that nobody heard of the failure of is a failure of the script. */
export function failOnRejections(scriptName: string, fail: (error: FlamebenchError) => void): void {
  process.on('unhandledRejection', (thrown) => {
    const message = (thrown as { message?: unknown } | null | undefined)?.message;
    const reason = typeof message === 'string' ? message : `it threw ${typeof thrown}`;
    fail(new FlamebenchError('script-failed', scriptName, { reason }));
  });
}
