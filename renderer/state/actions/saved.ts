import { ask } from '../../host';
import { notify, type Ports } from '../store';
import { openFiles } from './profiles';

/** Reads anew what go tool pprof has saved; a host that cannot has none. */
export async function refreshSaved({ store, host }: Ports): Promise<void> {
  store.setState({ savedProfiles: await ask(host, 'pprof.list', null).catch(() => null) });
}

/** Opens one of the profiles that go tool pprof has saved. */
export async function openSaved(ports: Ports, name: string): Promise<void> {
  try {
    await openFiles(ports, [await ask(ports.host, 'pprof.open', { name })]);
  } catch (thrown) {
    notify(ports.store, thrown, name);
    // It may be gone since it was listed.
    void refreshSaved(ports);
  }
}
