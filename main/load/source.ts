import type { Budget } from './budget';
import { beginningOf, type Call } from './calls';

/** Gives the next call of any connection; null when nothing more is to be sent. */
export type NextCall = () => Call | null;

/** Hears whole responses. */
export type ResponseHook = (
  status: number,
  headers: readonly (readonly [string, string])[],
  body: Uint8Array,
) => void;

/** Goes round in prepared calls. `first`: where to begin, so that threads do not all send the same at once. */
export function cycle(calls: readonly Call[], first = 0): () => Call {
  const [only] = calls;
  if (calls.length === 1) return () => only;
  let at = first % calls.length;
  return () => {
    const call = calls[at];
    at = at + 1 === calls.length ? 0 : at + 1;
    return call;
  };
}

/**
 * Draws on a budget for every call and cuts the last one where that can be done; `spent` is called when there
 * is nothing left to send.
 */
export function limited(next: NextCall, budget: Budget, spent: () => void): NextCall {
  return () => {
    const call = next();
    if (call === null) return null;
    const granted = budget.take(call.count);
    if (granted === call.count) return call;
    if (granted > 0 && call.ends.length > 0) return beginningOf(call, granted);
    budget.giveBack(granted);
    spent();
    return null;
  };
}
