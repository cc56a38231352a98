import { cancelRecording } from './actions/record';
import { cancelConnect } from './actions/target';
import type { AppState, Screen } from './model';
import type { Ports } from './store';

/** What keys do to the window as a whole; the table in renderer/commands says which keys. */

/** The places of the strip, from left to right. */
export function placesOf(state: Pick<AppState, 'setup' | 'tabs'>): readonly Screen[] {
  const record: Screen[] = state.setup === null ? [] : [{ kind: 'record' }];
  return [{ kind: 'start' }, ...record, ...state.tabs.map(({ id }): Screen => ({ kind: 'tab', id }))];
}

/** Shows the next place of the strip, or the one before; round at the ends. */
export function stepPlace({ store }: Ports, by: 1 | -1): void {
  const state = store.getState();
  const places = placesOf(state);
  const at = Math.max(
    0,
    places.findIndex((place) => isShown(place, state.screen)),
  );
  store.setState({ screen: places[(at + by + places.length) % places.length]! });
}

/**
 * Ends what runs on the screen in front; it never reaches behind it.
 * @param act false = only says whether there is something to end
 */
export function cancelInFront(ports: Ports, act: boolean): boolean {
  const { screen, recording, connect, demoStarting } = ports.store.getState();
  if (screen.kind === 'record' && recording !== null) {
    if (act) void cancelRecording(ports);
    return true;
  }
  if (screen.kind === 'connect' || demoStarting) {
    if (!act) return true;
    if (connect.probing || demoStarting) cancelConnect(ports);
    else ports.store.setState({ screen: { kind: 'start' } });
    return true;
  }
  return false;
}

function isShown(place: Screen, screen: Screen): boolean {
  return (
    place.kind === screen.kind && (place.kind !== 'tab' || (screen.kind === 'tab' && place.id === screen.id))
  );
}
