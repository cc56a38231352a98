import { type Failure, FlamebenchError } from '../../../proto/errors';

/** The failure that a promise is expected to reject with. */
export async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof FlamebenchError) return error.failure;
    throw error;
  }
  throw new Error('nothing failed');
}
