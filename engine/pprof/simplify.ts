import type { Profile } from '../model/profile';
import { demangle } from '../symbols/demangle';
import type { DemangleLevel } from '../symbols/mode';
import { MoreStrings } from './more-strings';

export interface NameOptions {
  readonly detail: DemangleLevel;
  /** Starts from the linker's names even where the profile has others. */
  readonly isForced: boolean;
}

/**
 * The profile with the names of functions as pprof shows them: demangled, without parameters and template
 * arguments, where the linker's name is all there is.
 */
export function simplifyNames(profile: Profile, { detail, isForced }: NameOptions): Profile {
  const { functions } = profile;
  const strings = new MoreStrings(profile.strings);
  const name = functions.name.slice();
  /** Simple name of each linker's name; -1 = not made yet. */
  const simple = new Int32Array(profile.strings.length).fill(-1);
  for (let row = 0; row < functions.length; row++) {
    const systemName = functions.systemName[row]!;
    if (isForced && name[row] !== 0 && systemName !== 0) name[row] = systemName;
    if (detail === 'none' || (name[row] !== 0 && !isSame(profile, name[row]!, systemName))) continue;
    let found = simple[systemName]!;
    if (found < 0) {
      const whole = profile.strings.get(systemName);
      const short = demangle(whole, detail);
      found = short === whole ? systemName : strings.add(short);
      simple[systemName] = found;
    }
    name[row] = found;
  }
  return { ...profile, strings, functions: { ...functions, name } };
}

function isSame({ strings }: Profile, a: number, b: number): boolean {
  return a === b || strings.get(a) === strings.get(b);
}
