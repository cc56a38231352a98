import { toFailure } from '../../../proto/errors';
import { ask } from '../../host';
import type { CodeAccess } from '../../views/code-access';
import type { Ports } from '../store';

/** Sources and binaries as views reach them, over the window's host. */
export function codeOf({ host }: Ports): CodeAccess {
  return {
    readSource: (path) => ask(host, 'source.read', { path }),
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
