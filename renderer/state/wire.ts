import { FlamebenchError } from '../../proto/errors';
import type { Signal } from '../../proto/ipc';
import { ask } from '../host';
import { openComparison, openFiles } from './actions/profiles';
import { refreshRecent } from './actions/recent';
import { keepDesk, restoreDesk } from './actions/restore';
import { refreshRuns } from './actions/runs';
import { refreshSaved } from './actions/saved';
import { advance } from './recording';
import { notify, type Ports } from './store';

/**
 * Reads what the window starts with, and listens to the host and the engine.
 *
 * @param onCommand carries out the commands of the native menu
 * @returns how to stop, which also writes what of the window's state is not written yet
 */
export function wire(ports: Ports, onCommand: (command: Signal<'menu.command'>) => void): () => void {
  const { store, host, engine } = ports;
  ask(host, 'app.info', null)
    .then((info) => store.setState({ info }))
    .catch((thrown) => notify(store, thrown, 'Flamebench'));
  void refreshRuns(ports);
  void refreshSaved(ports);

  let opening = Promise.resolve();
  const stops = [
    host.on('experiment.progress', (progress) =>
      store.setState(({ recording }) => ({ recording: advance(recording, progress) })),
    ),
    host.on('file.opened', (file) => {
      // One after the other, so that tabs stand in the order of the files, the last in front.
      opening = opening.then(() => openFiles(ports, [file]));
    }),
    host.on('file.failed', ({ code, subject, facts }) => {
      notify(store, new FlamebenchError(code, subject, facts), subject);
      void refreshRecent(ports);
    }),
    host.on('comparison.opened', (files) => void openComparison(ports, files)),
    host.on('menu.command', onCommand),
    store.subscribe((now, then) => {
      // The palette lists them, and main may have found one gone meanwhile.
      if (now.overlay !== then.overlay) void refreshRecent(ports);
    }),
    engine.onCrash(() => {
      // The profiles were in the worker's memory; handles to them mean nothing to its successor.
      store.setState(({ screen }) => ({
        tabs: [],
        profiles: new Map(),
        screen: screen.kind === 'tab' ? { kind: 'start' } : screen,
      }));
      const reason = 'it stopped, and closed what was open; open it again';
      notify(store, new FlamebenchError('internal', 'the analysis', { reason }), 'the analysis');
    }),
  ];
  let keep: (() => void) | null = null;
  let stopped = false;
  void refreshRecent(ports);
  restoreDesk(ports)
    .catch((thrown) => notify(store, thrown, 'the window as it was'))
    .finally(() => {
      // From here on, so that a half restored window is never kept in place of the whole one.
      if (!stopped) keep = keepDesk(ports);
    });
  return () => {
    stopped = true;
    keep?.();
    for (const stop of stops) stop();
  };
}
