import { FlamebenchError, type Outcome, toFailure } from '../../proto/errors';
import { type Argument, type RequestName, requests } from '../../proto/ipc';
import type { Handlers } from './handlers';

/** Whether the contract has a request of this name; names of JavaScript's own objects are none. */
export function isRequestName(name: string): name is RequestName {
  return Object.hasOwn(requests, name);
}

/**
 * Answers one request of a window that may ask. The argument is used only if the contract's parser accepts
 * it. Never rejects: a failure crosses as a value, because an error would lose its code and facts on the way.
 */
export async function answerRequest<N extends RequestName>(
  handlers: Handlers,
  name: N,
  argument: unknown,
): Promise<Outcome<unknown>> {
  try {
    const parsed = requests[name].argument.safeParse(argument);
    if (!parsed.success) {
      const issue = parsed.error.issues[0]!;
      const where = [name, ...issue.path.map(String)].join('.');
      throw new FlamebenchError('bad-argument', where, { reason: issue.message });
    }
    return { ok: true, value: await handlers[name](parsed.data as Argument<N>) };
  } catch (thrown) {
    return { ok: false, error: toFailure(thrown, name) };
  }
}
