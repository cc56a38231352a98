import type { Profile } from '../model/profile';
import { cleanPath } from '../pprof/paths';
import { isSymbolized, isWithoutSymbols, locationsByMapping, mappingFacts } from './mappings';

/** A running program that can name its own addresses, and where its binaries lay when it was asked last. */
export interface SymbolService {
  /** URL that the profile came from. */
  readonly url: string;
  /** Start of each mapping by build id or file. Profiles that were merged may have another's addresses. */
  readonly starts: ReadonlyMap<string, bigint>;
}

/** The service behind a profile as it arrived, before it was merged with others. */
export function symbolService(url: string, profile: Profile): SymbolService {
  const starts = new Map<string, bigint>();
  for (let row = 0; row < profile.mappings.length; row++) {
    const { file, buildId, start } = mappingFacts(profile, row);
    const key = buildId || file;
    if (key !== '' && !starts.has(key)) starts.set(key, start);
  }
  return { url, starts };
}

/** What a symbol page answers on: folders of net/http/pprof, and gperftools' own pages. */
const symbolFolder = /\/debug\/pprof\/|\/pprof\/(?:heap|growth|profile|pmuprofile|contention)$/;

/** Path of the page that names addresses, beside the page at `path` that profiles come from. */
export function symbolPath(path: string): string {
  return cleanPath(`${path}/../${symbolFolder.test(path) ? 'symbol' : 'symbolz'}`);
}

/** Addresses as a symbol page takes them, joined, in pieces of at most `maxLength` characters. */
export function symbolQueries(addresses: readonly bigint[], maxLength: number): readonly string[] {
  const queries: string[] = [];
  let query = '';
  for (const address of addresses) {
    const text = `0x${address.toString(16)}`;
    if (query !== '' && query.length + 1 + text.length > maxLength) {
      queries.push(query);
      query = '';
    }
    query = query === '' ? text : `${query}+${text}`;
  }
  return query === '' ? queries : [...queries, query];
}

/** The names in a symbol page's answer, lines of `0xADDRESS name`. */
export function readSymbolAnswer(text: string): ReadonlyMap<bigint, string> {
  const names = new Map<bigint, string>();
  for (const line of text.split('\n')) {
    const found = /^\s*0x([0-9a-f]{1,16})\s+(\S.*)$/i.exec(line);
    if (found !== null) names.set(BigInt(`0x${found[1]}`), found[2]!.trimEnd());
  }
  return names;
}

/** Locations of a profile that a service is to be asked for. */
export interface RemoteQuestion {
  readonly service: SymbolService;
  /** Location row and its address in the service's memory. */
  readonly places: readonly { readonly location: number; readonly address: bigint }[];
}

/**
 * Which service to ask for which locations: those without lines, in mappings that a service has too and of
 * which no function is known.
 */
export function remoteQuestions(
  profile: Profile,
  services: readonly SymbolService[],
  isForced: boolean,
): readonly RemoteQuestion[] {
  const { locations } = profile;
  const questions = new Map<SymbolService, { location: number; address: bigint }[]>();
  for (const [row, rows] of locationsByMapping(profile)) {
    const { file, buildId, start } = mappingFacts(profile, row);
    if (!isForced && isSymbolized(profile.mappings, row)) continue;
    // Without a name it may well be the program; the kernel's own memory has one.
    if (file !== '' && isWithoutSymbols(file)) continue;
    const sole = services.length === 1 ? services[0] : undefined;
    const service = services.find(({ starts }) => starts.has(buildId || file)) ?? sole;
    if (service === undefined) continue;
    const moved = (service.starts.get(buildId || file) ?? start) - start;
    const places = questions.get(service) ?? [];
    for (const location of rows) {
      const address = locations.address[location]!;
      const hasLines = locations.lineOffsets[location + 1]! > locations.lineOffsets[location]!;
      if (address === 0n || hasLines) continue;
      places.push({ location, address: BigInt.asUintN(64, address + moved) });
    }
    if (places.length > 0) questions.set(service, places);
  }
  return [...questions].map(([service, places]) => ({ service, places }));
}
