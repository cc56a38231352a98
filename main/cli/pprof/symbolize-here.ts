import type { Profile } from '../../../engine/model/profile';
import type { SymbolizeMode } from '../../../engine/symbols/mode';
import { binaryFolders } from '../../symbols/local';
import { type SymbolizePorts, symbolize } from '../../symbols/symbolize';
import { createFindTool } from '../../symbols/tools';

/**
 * A profile's addresses named by the binaries and tools of this machine, and by the services it came from.
 * @param tools as flag -tools
 * @throws FlamebenchError 'cancelled'
 */
export function symbolizeHere(
  profile: Profile,
  mode: SymbolizeMode,
  tools: string,
  ports: Pick<SymbolizePorts, 'services' | 'signal' | 'note'>,
): Promise<Profile> {
  const findTool = createFindTool(tools);
  return symbolize(profile, mode, { ...ports, findTool, folders: binaryFolders(process.env) });
}
