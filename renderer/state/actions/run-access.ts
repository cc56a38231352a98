import type { Run } from '../../../proto/run';
import { ask } from '../../host';
import type { Runs } from '../../views/runs';
import type { Ports } from '../store';
import { relabel } from '../titles';
import { saveFile } from './profiles';
import { refreshRuns } from './runs';

/** The saved runs as views reach them, over the window's ports. */
export function runsOf(ports: Ports): Runs {
  const { host } = ports;
  const listeners = new Set<(run: Run) => void>();
  return {
    read: (id) => ask(host, 'library.run', { id }),
    async annotate(id, annotation) {
      const run = await ask(host, 'library.annotate', { id, ...annotation });
      // What is open of it is called by its new name, and so it is in lists.
      relabel(run);
      ports.store.setState(({ tabs }) => ({ tabs: [...tabs] }));
      void refreshRuns(ports);
      for (const listener of listeners) listener(run);
      return run;
    },
    onAnnotated(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    saveFile: (suggestedName, bytes) => saveFile(ports, suggestedName, bytes),
    connect: () => ports.store.setState({ screen: { kind: 'connect' } }),
  };
}
