import type { Failure } from '../../../proto/errors';
import { ask } from '../../host';
import type { Ports } from '../store';

/** Reads the list of files opened before; a host that keeps none has an empty one. */
export async function refreshRecent({ store, host }: Ports): Promise<void> {
  const recent = await ask(host, 'recent.list', null).catch(() => []);
  store.setState({ recent });
}

/**
 * Tells main how the reading of a file ended: the list is of files that can be read.
 * @param id main's; a file without one is in no list
 * @param failure null = it was read. What somebody stopped, or broke here, says nothing of the file
 */
export async function tellRecent(
  ports: Ports,
  id: string | undefined,
  failure: Failure | null,
): Promise<void> {
  if (id === undefined || failure?.code === 'cancelled' || failure?.code === 'internal') return;
  await ask(ports.host, 'recent.told', { id, isRead: failure === null }).catch(() => null);
  await refreshRecent(ports);
}

/** Forgets the files opened before; those that are open stay open. */
export async function clearRecent(ports: Ports): Promise<void> {
  await ask(ports.host, 'recent.clear', null).catch(() => null);
  await refreshRecent(ports);
}
