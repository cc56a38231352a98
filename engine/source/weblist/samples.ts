import type { Profile } from '../../model/profile';
import type { ReportContext } from '../../pprof/context';
import type { TextPattern } from '../../pprof/regexp';
import { valuesOf } from '../../pprof/sample-values';
import { addressOf } from '../pattern';

/** What samples say of addresses, and which of them a pattern asks for. */
export interface AddressSamples {
  /** Values by address; means are divided sample by sample. */
  readonly flat: ReadonlyMap<bigint, number>;
  readonly cum: ReadonlyMap<bigint, number>;
  /** Addresses asked for, each with a location that lies there. */
  readonly wanted: ReadonlyMap<bigint, number>;
  /** Names of the functions asked for, as people and as linkers know them. */
  readonly interest: ReadonlySet<string>;
  /** Names for people by names for linkers. */
  readonly shownNames: ReadonlyMap<string, string>;
}

/**
 * Sums samples up over addresses. A stack counts once at an address, however often it is there. Functions
 * are asked for by name, source file or binary; where the pattern is an address, also by that.
 */
export function addressSamples({ profile, choice, symbol }: ReportContext, pattern: string): AddressSamples {
  const { samples, locations, functions, strings } = profile;
  const { lineOffsets, lines } = locations;
  const { values, divisors } = valuesOf(profile, choice);
  const addresses = locationAddresses(profile);
  const address = addressOf(pattern);
  const matches = matcher(profile, symbol);
  const flat = new Map<bigint, number>();
  const cum = new Map<bigint, number>();
  const wanted = new Map<bigint, number>();
  const interest = new Set<string>();
  const shownNames = new Map<string, string>();
  const isSeen = new Uint8Array(locations.length);

  const mark = (location: number, line: number) => {
    const f = lines.function[line]!;
    if (f < 0) return;
    for (const text of [functions.name[f]!, functions.systemName[f]!]) {
      // A name that is not known stands for no function.
      if (strings.get(text) !== '') interest.add(strings.get(text));
    }
    if (!wanted.has(addresses[location]!)) wanted.set(addresses[location]!, location);
  };
  const visit = (location: number) => {
    const from = lineOffsets[location]!;
    const to = lineOffsets[location + 1]!;
    if (to === from) return;
    for (let line = from; line < to; line++) {
      const f = lines.function[line]!;
      const name = f < 0 ? '' : strings.get(functions.name[f]!);
      if (name !== '') shownNames.set(strings.get(functions.systemName[f]!), name);
    }
    if (symbol === null || addresses[location] === address) {
      mark(location, to - 1);
      return;
    }
    const byBinary = matches.binary(locations.mapping[location]!);
    for (let line = from; line < to; line++) {
      const isInnermost = line === from;
      if ((isInnermost && byBinary) || matches.function(lines.function[line]!)) mark(location, line);
    }
  };

  for (let row = 0; row < samples.length; row++) {
    const divisor = divisors === null ? 0 : divisors[row]!;
    const value = divisor === 0 ? values[row]! : Math.trunc(values[row]! / divisor);
    const from = samples.stackOffsets[row]!;
    const to = samples.stackOffsets[row + 1]!;
    const inStack = new Set<bigint>();
    for (let i = from; i < to; i++) {
      const location = samples.stacks[i]!;
      const at = addresses[location]!;
      if (!inStack.has(at)) cum.set(at, (cum.get(at) ?? 0) + value);
      inStack.add(at);
      if (i === from) flat.set(at, (flat.get(at) ?? 0) + value);
      if (isSeen[location] === 0) visit(location);
      isSeen[location] = 1;
    }
  }
  return { flat, cum, wanted, interest, shownNames };
}

/** Addresses of locations; those without one get addresses above all mappings, so that they stay apart. */
function locationAddresses({ locations, mappings }: Profile): readonly bigint[] {
  let free = 1n;
  for (const limit of mappings.limit) if (limit > free) free = limit;
  return Array.from(locations.address, (address) => (address === 0n ? free++ : address));
}

/** Whether functions and mappings match, each decided once. A row of -1 does not. */
function matcher({ functions, mappings, strings }: Profile, symbol: TextPattern | null) {
  const test = (text: number) => symbol?.test(strings.get(text)) ?? false;
  const once = (decide: (row: number) => boolean) => {
    const decided = new Map<number, boolean>([[-1, false]]);
    return (row: number) => {
      let result = decided.get(row);
      if (result === undefined) {
        result = decide(row);
        decided.set(row, result);
      }
      return result;
    };
  };
  return {
    function: once(
      (f) => test(functions.name[f]!) || test(functions.systemName[f]!) || test(functions.filename[f]!),
    ),
    binary: once((mapping) => test(mappings.filename[mapping]!)),
  };
}
