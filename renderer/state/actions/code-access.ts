import { toFailure } from '../../../proto/errors';
import { ask } from '../../host';
import type { CodeAccess } from '../../views/code-access';
import type { Ports } from '../store';

const longestPath = 4096;

/** Sources and binaries as views reach them, over the window's host. */
export function codeOf({ host }: Ports): CodeAccess {
  return {
    // No file has so long a path, whatever a profile says.
    readSource: async (path) =>
      path.length > longestPath ? { path: '', text: '' } : ask(host, 'source.read', { path }),
    rules: () => ask(host, 'source.rules', null),
    setRules: (rules) => ask(host, 'source.setRules', { rules: [...rules] }),
    async chooseFolder() {
      try {
        return await ask(host, 'source.folder', null);
      } catch (thrown) {
        if (toFailure(thrown, '').code === 'permission-denied') return null;
        throw thrown;
      }
    },
    disassemble: (mapping, addresses) =>
      ask(host, 'code.disassemble', { mapping, addresses: [...addresses] }),
  };
}
