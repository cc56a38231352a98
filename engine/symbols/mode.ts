import { FlamebenchError } from '../../proto/errors';

/** How much of a demangled name is shown: nothing is demangled; all of it; without parameters; without either. */
export type DemangleLevel = 'none' | 'full' | 'templates' | 'default';

/** What `-symbolize` asks for. */
export interface SymbolizeMode {
  readonly isLocal: boolean;
  readonly isRemote: boolean;
  /** Only symbol tables, no debug information. */
  readonly isFast: boolean;
  /** Also what the profile has names of. */
  readonly isForced: boolean;
  readonly demangle: DemangleLevel;
}

export const symbolizeHelp =
  'none, local, fastlocal or remote, then :force and :demangle=none|full|templates|default';

/**
 * Reads '-symbolize=local:force:demangle=full'. '' = local, then remote. A demangling other than the default is
 * for all functions, so it forces.
 *
 * @returns null where nothing is to be done.
 * @throws FlamebenchError 'bad-argument'
 */
export function parseSymbolizeMode(text: string): SymbolizeMode | null {
  let mode: SymbolizeMode = {
    isLocal: true,
    isRemote: true,
    isFast: false,
    isForced: false,
    demangle: 'default',
  };
  for (const part of text.toLowerCase().split(':')) {
    if (part === '' || part === 'demangle=default') continue;
    if (part === 'none' || part === 'no') return null;
    if (part === 'local') mode = { ...mode, isLocal: true, isRemote: false };
    else if (part === 'fastlocal') mode = { ...mode, isLocal: true, isRemote: false, isFast: true };
    else if (part === 'remote') mode = { ...mode, isLocal: false, isRemote: true };
    else if (part === 'force') mode = { ...mode, isForced: true };
    else {
      const level = part.replace(/^demangle=/, '');
      if (level === part || (level !== 'full' && level !== 'none' && level !== 'templates')) {
        throw new FlamebenchError('bad-argument', 'symbolize', {
          reason: `'${part}' is not one of ${symbolizeHelp}`,
        });
      }
      mode = { ...mode, isForced: true, demangle: level };
    }
  }
  return mode;
}
