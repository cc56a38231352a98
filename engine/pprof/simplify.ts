import type { Profile } from '../model/profile';
import { MoreStrings } from './more-strings';

/** How much of a C++ name is shown: 'default' cuts parameters and template arguments, 'templates' only the first. */
export type NameDetail = 'default' | 'templates' | 'full' | 'none';

export interface NameOptions {
  readonly detail: NameDetail;
  /** Starts from the linker's names even where the profile has others. */
  readonly isForced: boolean;
}

/**
 * The profile with the names of functions as pprof shows them: where the linker's name is all there is, and is
 * C++ that was demangled already, without parameters and template arguments. Mangled names stay as they are.
 */
export function simplifyNames(profile: Profile, { detail, isForced }: NameOptions): Profile {
  const { functions } = profile;
  const strings = new MoreStrings(profile.strings);
  const name = functions.name.slice();
  const simple = new Map<number, number>();
  for (let row = 0; row < functions.length; row++) {
    const systemName = functions.systemName[row]!;
    if (isForced && name[row] !== 0 && systemName !== 0) name[row] = systemName;
    if (detail === 'none' || (name[row] !== 0 && !isSame(profile, name[row]!, systemName))) continue;
    let found = simple.get(systemName);
    if (found === undefined) {
      const whole = profile.strings.get(systemName);
      const short = simplified(whole, detail);
      found = short === whole ? systemName : strings.add(short);
      simple.set(systemName, found);
    }
    name[row] = found;
  }
  return { ...profile, strings, functions: { ...functions, name } };
}

function isSame({ strings }: Profile, a: number, b: number): boolean {
  return a === b || strings.get(a) === strings.get(b);
}

function simplified(name: string, detail: NameDetail): string {
  // Java's 'Class.<init>' and Go's 'foo.(*Bar[...]).Method' only look like C++.
  if (name.includes('.<') || name.includes(']).') || !/[<>[\]]|::/.test(name)) return name;
  if (detail === 'full') return name;
  const withoutParameters = withoutBrackets(name, '(', ')');
  return detail === 'default' ? withoutBrackets(withoutParameters, '<', '>') : withoutParameters;
}

/** The name without outermost brackets and what is in them; up to where one closes that none opened. */
function withoutBrackets(name: string, start: string, end: string): string {
  let kept = '';
  let depth = 0;
  let first = 0;
  let from = 0;
  for (let at = 0; at < name.length; at++) {
    if (name[at] === start && depth++ === 0) first = at;
    else if (name[at] === end) {
      if (--depth < 0) break;
      if (depth > 0) continue;
      kept += name.slice(from, first);
      from = at + 1;
    }
  }
  return kept + name.slice(from);
}
