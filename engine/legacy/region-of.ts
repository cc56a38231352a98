import type { Region } from './memory-map';

/** Where Linux loads programs that are not position-independent. */
const usualStart = 0x400000n;

/** Comparisons after which a memory map is called unreasonable; real ones stay a hundred times below. */
const mostComparisons = 3e7;

/**
 * Finds the region of each address. As pprof does, it repairs what old profile writers got wrong: a program
 * whose first part is missing from the map, and a region whose map begins late.
 *
 * Changes `regions`: starts and offsets are repaired, and where an address has no region at all, one that
 * spans all memory is added at the end.
 *
 * @returns per address its row in `regions`, -1 for address 0; null where the map is unreasonably long.
 */
export function regionsOf(addresses: readonly bigint[], regions: Region[]): Int32Array | null {
  repairProgram(regions);
  const rows = new Int32Array(addresses.length).fill(-1);
  let everything = -1;
  let work = 0;
  let last = -1;
  for (let i = 0; i < addresses.length; i++) {
    const address = addresses[i]!;
    if (address === 0n) continue;
    let row = -1;
    // Neighbours mostly lie in one region; before it in the list could only be one that overlaps it.
    if (last === 0 && contains(regions[0]!, address)) row = 0;
    if (row < 0) {
      row = regions.findIndex((region) => contains(region, address));
      work += row < 0 ? regions.length : row;
    }
    if (row < 0) {
      row = regions.findIndex(
        ({ start, offset }) =>
          offset !== 0n && offset <= start && start - offset <= address && address < start,
      );
      work += regions.length;
      if (row >= 0) {
        regions[row]!.start -= regions[row]!.offset;
        regions[row]!.offset = 0n;
      }
    }
    if (row < 0) {
      if (everything < 0) {
        everything =
          regions.push({ start: 0n, limit: 2n ** 64n - 1n, offset: 0n, file: '', buildId: '' }) - 1;
      }
      row = everything;
    }
    if (work > mostComparisons) return null;
    rows[i] = row;
    last = row;
  }
  return rows;
}

function contains(region: Region, address: bigint): boolean {
  return region.start <= address && address < region.limit;
}

function repairProgram(regions: Region[]): void {
  const [first, second] = regions;
  if (first === undefined) return;
  if (second !== undefined && first.file.startsWith('/anon_hugepage') && first.limit === second.start) {
    regions.shift();
  }
  const program = regions[0]!;
  if (program.start - program.offset === usualStart) {
    program.start = usualStart;
    program.offset = 0n;
  }
}
