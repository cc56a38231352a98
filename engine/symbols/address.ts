import type { ElfFile, ElfSegment } from './elf';

/** Where a part of a binary lay in the memory of the process. */
export interface Mapped {
  readonly start: bigint;
  /** 0 and the highest address both stand for 'everything'. */
  readonly limit: bigint;
  /** Place in the file of what lies at `start`. */
  readonly offset: bigint;
}

/** How addresses of a mapping become those that the binary's own tables use. */
export interface Base {
  /** Subtracted from an address of the process. */
  readonly base: bigint;
  readonly isData: boolean;
}

const page = 4096n;
const highestAddress = 0xffffffffffffffffn;
const kernelHalf = 0x8000000000000000n;
/** Where PowerPC's kernels are mapped from. */
const powerPcKernel = 0xc000000000000000n;

/**
 * The base of a mapping, found through the segment that `address` lies in: with `start` and `offset` an address
 * becomes a place in the file, with the segment that becomes an address of the file's tables.
 *
 * @returns null where no segment, or more than one, holds the address.
 */
export function mappingBase(elf: ElfFile, mapped: Mapped, address: bigint): Base | null {
  const { start, limit, offset } = mapped;
  const isWhole = start === 0n && offset === 0n && (limit === 0n || limit === highestAddress);
  if (isWhole) return { base: 0n, isData: false };
  if (address < start || (address >= limit && limit !== 0n)) return null;
  if (start >= kernelHalf) return kernelBase(elf, mapped);
  if (elf.kind === 'object') return offset === 0n ? { base: start, isData: false } : null;
  if (elf.kind === 'other') return null;
  const segment = segmentOf(elf, mapped, address);
  if (segment === undefined) return null;
  if (segment === null) return { base: elf.kind === 'fixed' ? 0n : start - offset, isData: false };
  // A movable program that was not moved, such as a kernel's module.
  if (elf.kind === 'movable' && segment.address === start - offset)
    return { base: offset, isData: !segment.isExecutable };
  return { base: start - offset + segment.offset - segment.address, isData: !segment.isExecutable };
}

/** Kernels are mapped without regard to their file's layout. */
function kernelBase(elf: ElfFile, { start, limit, offset }: Mapped): Base | null {
  const text = elf.textSegment;
  if (text === null || limit <= start) return null;
  if (text.address === start - offset) return { base: offset, isData: false };
  if (offset !== 0n && offset !== powerPcKernel && offset !== start) return null;
  return { base: start - text.address, isData: false };
}

/**
 * The segment that a mapped address comes from; null where the file has none that is loaded, undefined where it
 * cannot be told.
 */
function segmentOf(elf: ElfFile, mapped: Mapped, address: bigint): ElfSegment | null | undefined {
  if (elf.segments.length === 0) return null;
  const found = segmentsOf(elf.segments, mapped);
  if (found.length === 0) return null;
  if (found.length === 1) return found[0];
  const inFile = address - mapped.start + mapped.offset;
  const holding = found.filter((s) => inFile >= s.offset && inFile < s.offset + s.memorySize);
  return holding.length === 1 ? holding[0] : undefined;
}

/** Segments with bytes in the file that a mapping overlaps. Mappings are whole pages, segments are not. */
function segmentsOf(segments: readonly ElfSegment[], { start, limit, offset }: Mapped): ElfSegment[] {
  const mappedEnd = offset + (limit - start);
  return segments.filter((segment) => {
    if (segment.fileSize === 0n) return false;
    const end = segment.offset + segment.memorySize;
    if (offset >= end || segment.offset >= mappedEnd) return false;
    const inPage = segment.address % page;
    const pageStart = segment.offset > inPage ? segment.offset - inPage : 0n;
    if (offset < pageStart) return false;
    // Less than a page of it, and pages of something else behind: the mapping is that of its neighbour.
    const isTail = offset > segment.offset && end < offset + page && mappedEnd >= end + page;
    return !isTail;
  });
}

/** Highest index whose symbol starts at or below the address; -1 = none. Symbols are ordered by address. */
export function symbolAt(symbols: readonly { readonly address: bigint }[], address: bigint): number {
  let low = 0;
  let high = symbols.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (symbols[middle]!.address <= address) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
