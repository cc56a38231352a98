import { sentence } from '../../engine/advice/sentence';
import { type Failure, toFailure } from '../../proto/errors';
import type { Variant } from '../../proto/run';
import { parseLoadUrl } from '../load/request';
import { resolveTarget } from '../load/target';
import { createNodeFork } from '../services/node-fork';
import { createTryOnce } from '../services/trial';
import { ExitStatus, type VerbContext } from './verb';

/**
 * Sends the first request of each variant's load before anything is measured: a script that fails, a service that is
 * not there, shows at once and not in the second round. An answer that is an error is told, and measured all the same.
 *
 * @throws ExitStatus when one failed, after saying which and why; FlamebenchError 'cancelled'
 */
export async function tryVariants(variants: readonly Variant[], context: VerbContext): Promise<void> {
  const { terminal, signal, distFolder } = context;
  const tryOnce = createTryOnce(createNodeFork(distFolder));
  for (const { label, load } of variants) {
    if (load === null) continue;
    const of = label === '' ? '' : `${label}: `;
    try {
      const { url, confirmedHost, confirmedAddresses } = load;
      const { endpoints } = await resolveTarget(
        parseLoadUrl(url),
        confirmedHost,
        undefined,
        confirmedAddresses,
      );
      const { status, statusText, location } = await tryOnce(load, endpoints[0]!.address, signal);
      const answer = `${status} ${statusText}`.trim();
      const where = location === '' ? '' : ` to ${location}, which a load does not follow`;
      if (status >= 300) terminal.note(`${of}The first request was answered with ${answer}${where}.`);
    } catch (thrown) {
      if (signal.aborted) throw thrown;
      const failure: Failure = toFailure(thrown, load.url);
      terminal.note(`${of}${sentence(failure)}`);
      throw new ExitStatus(failedStatus);
    }
  }
}

const failedStatus = 1;
