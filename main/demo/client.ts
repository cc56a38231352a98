import { FlamebenchError } from '../../proto/errors';
import type { Demo } from '../../proto/ipc';
import type { ChildProcess, Fork } from '../ports';
import type { DemoMessage } from './parent';

/** A query that matches about a third of the catalogue. */
export const demoLoadPath = '/search?q=oak+reading+lamp';

const startDeadlineSeconds = 15;

/** Waits for the service's address. */
function listening(child: ChildProcess, variant: string): Promise<string> {
  const subject = `demo service (${variant})`;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new FlamebenchError('timed-out', subject, { seconds: startDeadlineSeconds })),
      startDeadlineSeconds * 1000,
    );
    const fail = (reason: string) => {
      clearTimeout(timer);
      reject(new FlamebenchError('internal', subject, { reason }));
    };
    child.onMessage((received) => {
      const message = received as DemoMessage;
      if (message.type === 'failed') return fail(message.reason);
      clearTimeout(timer);
      resolve(message.url);
    });
    child.onExit((reason) => fail(`it ended before it listened: ${reason}`));
  });
}

/** The variants of the service; 'dearer' is the slow one with a tenth more work in one function. */
export type DemoVariant = 'slow' | 'fast' | 'dearer';

/**
 * Starts variants of the demo service, each a process of its own.
 * @returns their addresses in order, and `stop`, which ends all at once
 * @throws FlamebenchError 'timed-out' or 'internal' when one does not start; the others are ended then
 */
export async function startVariants(
  fork: Fork,
  variants: readonly DemoVariant[],
): Promise<{ urls: readonly string[]; stop(): void }> {
  const children: ChildProcess[] = [];
  const stop = () => {
    for (const child of children) child.kill();
  };
  const start = (variant: DemoVariant) => {
    const child = fork('demo-service', [variant]);
    children.push(child);
    return listening(child, variant);
  };
  try {
    return { urls: await Promise.all(variants.map(start)), stop };
  } catch (error) {
    stop();
    throw error;
  }
}

/**
 * Starts the slow and the fast variant.
 * @throws FlamebenchError as {@link startVariants}
 */
export async function startDemo(fork: Fork): Promise<{ demo: Demo; stop(): void }> {
  const { urls, stop } = await startVariants(fork, ['slow', 'fast']);
  return { demo: { slowUrl: urls[0]!, fastUrl: urls[1]!, loadPath: demoLoadPath }, stop };
}
