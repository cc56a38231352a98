import { ask } from '../../host';
import type { Runs } from '../../views/runs';
import type { Ports } from '../store';
import { saveFile } from './profiles';
import { refreshRuns } from './runs';

/** The saved runs as views reach them, over the window's ports. */
export function runsOf(ports: Ports): Runs {
  const { host } = ports;
  return {
    read: (id) => ask(host, 'library.run', { id }),
    async annotate(id, notes, tags) {
      const run = await ask(host, 'library.annotate', { id, notes, tags: [...tags] });
      // Lists show tags too.
      void refreshRuns(ports);
      return run;
    },
    saveFile: (suggestedName, bytes) => saveFile(ports, suggestedName, bytes),
    connect: () => ports.store.setState({ screen: { kind: 'connect' } }),
  };
}
