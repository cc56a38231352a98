import { FlamebenchError } from '../../proto/errors';
import { ask } from '../host';
import { openComparison, openFiles } from './actions/profiles';
import { refreshRuns } from './actions/runs';
import { carryOutMenu } from './commands';
import { advance } from './recording';
import { notify, type Ports } from './store';

/**
 * Reads what the window starts with, and listens to the host and the engine.
 *
 * @param onViewCommand is given the menu's commands that the view in sight carries out
 * @returns how to stop
 */
export function wire(ports: Ports, onViewCommand: (command: 'find' | 'reset-zoom') => void): () => void {
  const { store, host, engine } = ports;
  ask(host, 'app.info', null)
    .then((info) => store.setState({ info }))
    .catch((thrown) => notify(store, thrown, 'Flamebench'));
  void refreshRuns(ports);

  const stops = [
    host.on('experiment.progress', (progress) =>
      store.setState(({ recording }) => ({ recording: advance(recording, progress) })),
    ),
    host.on('file.opened', (file) => void openFiles(ports, [file])),
    host.on('comparison.opened', (files) => void openComparison(ports, files)),
    host.on('menu.command', (command) => {
      if (command === 'find' || command === 'reset-zoom') onViewCommand(command);
      else carryOutMenu(ports, command);
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
  return () => {
    for (const stop of stops) stop();
  };
}
