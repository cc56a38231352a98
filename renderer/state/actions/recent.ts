import { ask } from '../../host';
import type { Ports } from '../store';

/** Reads the list of files opened before; a host that keeps none has an empty one. */
export async function refreshRecent({ store, host }: Ports): Promise<void> {
  const recent = await ask(host, 'recent.list', null).catch(() => []);
  store.setState({ recent });
}

/** Forgets the files opened before; those that are open stay open. */
export async function clearRecent(ports: Ports): Promise<void> {
  await ask(ports.host, 'recent.clear', null).catch(() => null);
  await refreshRecent(ports);
}
