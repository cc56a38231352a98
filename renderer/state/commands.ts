import { chooseFiles, close } from './actions/profiles';
import { cancelRecording } from './actions/record';
import { cancelConnect, tryDemo } from './actions/target';
import type { WindowCommand } from './keyboard';
import type { AppState, Screen } from './model';
import type { Ports } from './store';

/** The places of the strip, from left to right. */
export function placesOf(state: Pick<AppState, 'setup' | 'tabs'>): readonly Screen[] {
  const record: Screen[] = state.setup === null ? [] : [{ kind: 'record' }];
  return [{ kind: 'start' }, ...record, ...state.tabs.map(({ id }): Screen => ({ kind: 'tab', id }))];
}

/** Carries a key's command out. @returns false where it means nothing now, and the key may go on. */
export function carryOut(ports: Ports, command: WindowCommand): boolean {
  const { store } = ports;
  const state = store.getState();
  const places = placesOf(state);
  switch (command.do) {
    case 'open':
      void chooseFiles(ports);
      return true;
    case 'close-tab':
      // Elsewhere the key would close the window and a recording with it.
      if (state.screen.kind === 'tab') close(ports, state.screen.id);
      return true;
    case 'escape':
      return cancelInFront(ports, state);
    case 'show': {
      const screen = places[command.place];
      if (screen !== undefined) store.setState({ screen });
      return screen !== undefined;
    }
    case 'step': {
      const at = Math.max(
        0,
        places.findIndex((p) => isShown(p, state.screen)),
      );
      store.setState({ screen: places[(at + command.by + places.length) % places.length]! });
      return true;
    }
  }
}

/** Escape ends what runs on the screen in front; it never reaches behind it. */
function cancelInFront(ports: Ports, { screen, recording, connect, demoStarting }: AppState): boolean {
  if (screen.kind === 'record' && recording !== null) {
    void cancelRecording(ports);
    return true;
  }
  if (screen.kind === 'connect' || demoStarting) {
    if (connect.probing || demoStarting) cancelConnect(ports);
    else ports.store.setState({ screen: { kind: 'start' } });
    return true;
  }
  return false;
}

/** Carries out a command of the native menu; those of the views are theirs. */
export function carryOutMenu(ports: Ports, command: 'start' | 'open' | 'connect' | 'demo'): void {
  switch (command) {
    case 'start':
    case 'connect':
      ports.store.setState({ screen: { kind: command } });
      break;
    case 'open':
      void chooseFiles(ports);
      break;
    case 'demo':
      void tryDemo(ports);
      break;
  }
}

function isShown(place: Screen, screen: Screen): boolean {
  return (
    place.kind === screen.kind && (place.kind !== 'tab' || (screen.kind === 'tab' && place.id === screen.id))
  );
}
